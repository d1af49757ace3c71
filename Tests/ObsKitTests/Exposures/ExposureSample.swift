import ObsCalibrations
import ObsFITS
import ObsKit
import ObsTime
import PackageSupport
import TestSupport
import Testing

/// A camera of four slots whose files have an observation in each HDU, with kinds of calibration that ask for its state.
struct ExposureSample {
    typealias Cards = [(Keyword, HeaderValue)]

    static let kinds = """
        schema: obskit/calibration-kinds/1
        kinds:
          - {name: bias, keys: {detector: exact, filter: not-applicable}, policy: begin, format: image, required: true}
          - name: dark
            keys:
              detector: exact
              filter: not-applicable
              temperature: {match: tolerance, tolerance: 2, card: CCDTEMP, unit: degC}
              sequencer: {match: exact, required: false, card: SEQFILE, type: text}
            policy: begin
            format: image
            required: true
          - {name: flat, keys: {detector: exact, filter: exact}, policy: begin, format: image, required: true}
          - {name: curve, keys: {detector: not-applicable, filter: exact}, policy: middle, format: table}
          - {name: slow, keys: {mode: {match: exact, card: MODE}}, policy: begin, format: table}
        """

    let folder: TemporaryFolder
    let catalog: InstrumentCatalog

    init(headers: String = "", consistency: String = "", kinds: String = kinds) throws {
        folder = try TemporaryFolder()
        let layout = "headers: {from: each, where: {card: CCD, is: defined}, inherit: primary\(headers)}"
        let package = CameraSample.package(consistency)
        let instrument = try #require(package.files["instrument.yaml"])
        let translation = try #require(package.files["translation.yaml"])
        let changed = package.replacing([
            "instrument.yaml": instrument.replacing("headers: {from: primary}", with: layout),
            "translation.yaml":
                translation
                .replacing("observation_type: {constant: science}", with: "observation_type: {card: IMGTYPE}")
                .replacing(
                    "tracking_radec: null",
                    with:
                        "tracking_radec: [{sky: {rightAscension: RA, declination: DEC, rightAscensionUnit: deg, frame: {constant: icrs}}}, null]"
                )
                .replacing(
                    "boresight_rotation_angle: null",
                    with: "boresight_rotation_angle: [{card: ROTANG, unit: deg}, null]"
                )
                .replacing("boresight_rotation_coord: null", with: "boresight_rotation_coord: {constant: sky}"),
            "calibrations/kinds.yaml": kinds,
        ])
        catalog = InstrumentCatalog(folders: [try changed.write(to: folder)])
        #expect(catalog.diagnostics.isEmpty)
    }

    var instrument: Instrument { get throws { try catalog.instrument(named: "Toy") } }

    static let primary: Cards = [
        ("INSTRUME", .string("Toy")), ("EXPNUM", .integer(7)), ("EXPTIME", .real(30)), ("FILTER", .string("red")),
        ("OBSID", .string("toy-7")), ("IMGTYPE", .string("science")), ("TIMESYS", .string("TAI")),
        ("DATE-OBS", .string("2020-01-02T03:04:05")), ("DATE-END", .string("2020-01-02T03:04:35")),
        ("TELESCOP", .string("T1")), ("RA", .real(10)), ("DEC", .real(-30)), ("ROTANG", .real(90)),
        ("CCDTEMP", .real(-100)), ("SEQFILE", .string("v2.seq")), ("MODE", .string("fast")),
    ]

    /// The primary header with other cards in the place of its own, or without them.
    static func primary(_ changes: (Keyword, HeaderValue?)...) -> Cards {
        primary.filter { card in !changes.contains { $0.0 == card.0 } }
            + changes.compactMap { name, value in value.map { (name, $0) } }
    }

    static func chip(_ number: Int, _ more: (Keyword, HeaderValue)...) -> Cards {
        [("EXTNAME", .string("S\(number)")), ("CCD", .integer(number)), ("CHIP", .string("P-\(number + 1)"))] + more
    }

    /// Writes a file of these HDUs.
    func file(_ name: String, _ hdus: Cards...) throws -> String {
        try folder.write(
            hdus.enumerated().flatMap { index, cards in
                let structure: [Card] = [
                    index == 0 ? Card("SIMPLE", .logical(true)) : Card("XTENSION", .string("IMAGE")),
                    Card("BITPIX", .integer(8)), Card("NAXIS", .integer(1)), Card("NAXIS1", .integer(2880)),
                    Card("PCOUNT", .integer(0)), Card("GCOUNT", .integer(1)),
                ]
                let header = Header(cards: structure + cards.map { Card($0.0, $0.1) })
                return header.cardImages + [UInt8](repeating: 7, count: 2880)
            }, to: name)
    }

    /// The exposure of a file of these HDUs.
    func exposure(_ hdus: Cards...) throws -> Exposure {
        let bytes = hdus.enumerated().flatMap { index, cards in
            let first = index == 0 ? Card("SIMPLE", .logical(true)) : Card("XTENSION", .string("IMAGE"))
            let structure = [
                first, Card("BITPIX", .integer(8)), Card("NAXIS", .integer(0)), Card("PCOUNT", .integer(0)),
                Card("GCOUNT", .integer(1)),
            ]
            return Header(cards: structure + cards.map { Card($0.0, $0.1) }).cardImages
        }
        return try catalog.exposure(file: try folder.write(bytes, to: "one.fits"))
    }

    /// A set with a bias, a dark, a flat and a curve of every detector, certified for ever in `c`; the name of a dataset is its
    /// kind and detector.
    func calibrations() throws -> CalibrationSet {
        var set = CalibrationSet(kinds: try instrument.calibrationKinds, instrument: "Toy")
        try set.add(CalibrationCollection("c", .validityRanged))
        var number: UInt64 = 0
        func add(_ kind: String, _ keys: CalibrationKeys, _ name: String) throws {
            number += 1
            let dataset = CalibrationDataset(id: DatasetID(high: 0, low: number), kind: kind, keys: keys, uri: name)
            try set.add(dataset)
            try set.certify([dataset.id], in: "c", during: .always)
        }
        for detector in 0...3 {
            try add("bias", CalibrationKeys(detector: detector), "bias \(detector)")
            for temperature in [-100.0, -90] {
                try add(
                    "dark", CalibrationKeys(detector: detector, state: ["temperature": .value(.number(temperature))]),
                    "dark \(detector) \(Int(temperature))")
            }
            for filter in ["red", "blue"] {
                try add("flat", CalibrationKeys(detector: detector, filter: filter), "flat \(detector) \(filter)")
            }
        }
        try add("curve", CalibrationKeys(filter: "red"), "curve red")
        return set
    }
}
