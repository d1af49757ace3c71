package import ObsFITS
package import ObsKit
import ObsText
package import ObsTranslation
package import TestSupport

/// A catalogue of two toys: one header in a file, and one for each extension.
package struct HeaderFileSamples {
    package let folder: TemporaryFolder
    package let catalog: InstrumentCatalog

    package init() throws {
        folder = try TemporaryFolder()
        let mosaic = SamplePackage("Mosaic").replacing([
            "instrument.yaml":
                "schema: obskit/instrument/1\nname: Mosaic\ndetection: [{when: {card: INSTRUME, equals: Mosaic}, weight: 100}]\nheaders: {from: each, where: {card: CCD, is: defined}, inherit: primary}\n"
        ])
        catalog = InstrumentCatalog(folders: [
            try SamplePackage().write(to: folder, as: "packages/Toy"),
            try mosaic.write(to: folder, as: "packages/Mosaic"),
        ])
    }

    /// What every sort of value looks like in a file.
    package static let odd: [(Keyword, HeaderValue)] = [
        ("SHUT", .logical(true)), ("NOTHING", .undefined), ("WAVE", .complex(1.5, -2)), ("BIG", .real(1.25e300)),
        ("WHOLE", .real(3)), ("NEGATIVE", .integer(-7)), ("TEXT", .string("it's \"quoted\" \\ and ä")),
        ("HISTORY", .string("one")), ("HISTORY", .string("two")), ("ESO LONG NAME", .string("x")),
    ]

    package static func toy(_ number: Int = 7) -> [(Keyword, HeaderValue)] {
        [
            ("INSTRUME", .string("Toy")), ("EXPNUM", .integer(number)), ("EXPTIME", .real(2.5)),
            ("FILTER", .string("red")),
            ("DATE-OBS", .string("2020-01-02T03:04:05")), ("OBSID", .string("T\(number)")), ("TELESCOP", .string("T1")),
        ]
    }

    @discardableResult
    package func write(toy number: Int, to name: String, more: [(Keyword, HeaderValue)] = []) throws -> String {
        try folder.write(fits(Self.toy(number) + more), to: name)
    }

    @discardableResult
    package func writeMosaic(to name: String) throws -> String {
        var primary = Self.toy()
        primary[0].1 = .string("Mosaic")
        return try folder.write(
            fits(
                primary, [("EXTNAME", .string("A")), ("CCD", .integer(1))], [("EXTNAME", .string("GUIDE"))],
                [("EXTNAME", .string("B")), ("CCD", .integer(2)), ("EXPTIME", .real(3))]), to: name)
    }

    /// The observations of a source, without the names.
    package func infos(_ source: any HeaderSource) throws -> [ObservationInfo] {
        try catalog.open(source).translate().observations.map(\.report.info)
    }
}

/// The codes of what a body throws.
package func codes(_ body: () throws -> Void) -> [String] {
    do {
        try body()
    } catch let error as DiagnosticsError {
        return error.diagnostics.map(\.code.rawValue)
    } catch let error as FITSError {
        return [error.code.rawValue]
    } catch {
        return ["\(error)"]
    }
    return []
}
