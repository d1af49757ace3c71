package import ObsKit
import ObsText
package import TestSupport
import Testing

/// The files of a small package, of which tests replace one or the other.
///
/// `▸` in a text marks the place of an expected diagnostic.
package struct SamplePackage {
    package var files: [String: String]

    /// One instrument with its files beside package.yaml.
    package init(_ name: String = "Toy") {
        files = [
            "package.yaml": Self.package(name), "instrument.yaml": Self.instrument(name), "filters.yaml": Self.filters,
            "translation.yaml": Self.translation,
        ]
    }

    /// The same with some files in the place of others; nil takes a file away.
    package func replacing(_ changes: [String: String?]) -> SamplePackage {
        var copy = self
        for (path, text) in changes { copy.files[path] = text }
        return copy
    }

    /// Writes the files, without marks, and returns the folder.
    @discardableResult
    package func write(to folder: TemporaryFolder, as name: String = "Toy") throws -> String {
        for (path, text) in files {
            try folder.write(text.replacing("▸", with: ""), to: "\(name)/\(path)")
        }
        return "\(folder.path)/\(name)"
    }

    /// The marked places, by file and in order, as `path:line:column`.
    package var marks: [String] {
        files.sorted { $0.key < $1.key }.flatMap { path, text in
            var places: [String] = []
            for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                var column = 1
                for character in line {
                    if character == "▸" { places.append("\(path):\(index + 1):\(column)") } else { column += 1 }
                }
            }
            return places
        }
    }

    package static func package(_ name: String) -> String {
        """
        schema: obskit/package/1
        name: \(name)
        version: 1.2.3
        requires: {obskit: 1}
        instruments: [\(name)]
        """
    }

    package static func instrument(_ name: String) -> String {
        """
        schema: obskit/instrument/1
        name: \(name)
        detection: [{when: {card: INSTRUME, equals: \(name)}, weight: 100}]
        headers: {from: primary}
        """
    }

    package static let filters = """
        schema: obskit/filters/1
        filters:
          - {name: red, band: r, aliases: [R], central_wavelength_nm: 620, width_nm: 130}
          - {name: blue, band: b}
          - {name: shut, band: opaque, opaque: true}
        """

    package static let translation = """
        schema: obskit/translation/2
        extends: Standard:translation.yaml
        properties:
          location: null
          exposure_id: {card: EXPNUM}
          visit_id: null
          physical_filter: {card: FILTER}
          exposure_time: {card: EXPTIME, unit: s}
          dark_time: null
          boresight_airmass: null
          boresight_rotation_angle: null
          boresight_rotation_coord: null
          detector_num: [{card: CCD}, null]
          detector_name: [{card: EXTNAME}, null]
          detector_unique_name: {property: detector_name}
          detector_serial: null
          detector_group: null
          detector_exposure_id: null
          object: [{card: OBJECT}, null]
          temperature: null
          pressure: null
          relative_humidity: null
          tracking_radec: null
          altaz_begin: null
          science_program: null
          observation_type: {constant: science}
          observation_id: [{card: OBSID}, null]
        """
}

extension String {
    package func replacing(_ old: String, with new: String) -> String {
        split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}

/// The diagnostics of a package, as `severity code place` with places inside the package, sorted.
package func diagnostics(of package: SamplePackage, linked: [any LinkedPackage] = []) throws -> [String] {
    let folder = try TemporaryFolder()
    let path = try package.write(to: folder)
    let catalog = InstrumentCatalog(folders: [path], linked: linked)
    // The catalogue has noticed some of it before.
    let found = Set(catalog.diagnostics + catalog.validate(package: path)).sorted()
    // The samples have no camera, and most do not say so.
    return found.filter { !["broken-package", "no-camera"].contains($0.code.rawValue) }.map { diagnostic in
        let place = diagnostic.place.map { " \($0)".replacing(path + "/", with: "") } ?? ""
        return "\(diagnostic.severity.rawValue) \(diagnostic.code.rawValue)\(place)"
    }
}

/// The only diagnostic's text.
package func messages(of package: SamplePackage, linked: [any LinkedPackage] = []) throws -> [String] {
    let folder = try TemporaryFolder()
    let path = try package.write(to: folder)
    let catalog = InstrumentCatalog(folders: [path], linked: linked)
    var seen: Set<Diagnostic> = []
    return (catalog.diagnostics + catalog.validate(package: path)).filter { seen.insert($0).inserted }.filter {
        $0.code.rawValue != "no-camera"
    }.map {
        "\($0)".replacing(path + "/", with: "").replacing(folder.path + "/", with: "")
    }
}
