import ObsFITS
import ObsGeometry
import ObsKit
import ObsTime
import ObsTranslation
import TestSupport

/// A made header, and what its identifiers are to be put together from.
struct IdentifierCase {
    /// What the visit is.
    enum Visit {
        /// The exposure.
        case exposure
        /// The group of this name; nil where the exposure is its own group.
        case group(String?)
    }

    /// The cards of the header.
    var cards: [String: HeaderValue] = [:]
    /// What `exposure_id` is made of.
    var exposure: [String: IdentifierValue] = [:]
    /// What `detector_exposure_id` is made of besides the exposure; nil where it is the number of the detector that the
    /// translator finds in the camera.
    var detector: [String: IdentifierValue]?
    /// What `visit_id` is.
    var visit = Visit.exposure
    /// The observing day that the header says; nil where it follows from the time.
    var day: Int?
    /// Whether the observation has an offset of its day.
    var hasOffset = true
}

/// Makes headers of one instrument with identifiers of every kind: right ones, the first and the last, and wrong ones.
struct IdentifierCaseMaker {
    let instrument: String
    /// The names of the camera's detectors with the serial numbers of their chips.
    let detectors: [(name: String, group: String, slot: String, serial: String)]
    /// Where the offset of the day changes.
    let eras: [Instant]
    var generator: SeededGenerator

    init(_ instrument: Instrument, seed: UInt64) throws {
        self.instrument = instrument.name
        let camera = try? instrument.camera(at: Instant("2025-06-01T00:00:00"))
        detectors = (camera?.detectors ?? []).map { detector in
            let parts = detector.name.split(separator: "_")
            return (detector.name, String(parts[0]), parts.count > 1 ? String(parts[1]) : "", detector.serial ?? "")
        }
        eras = (instrument.identifiers.days?.eras ?? []).compactMap(\.end)
        generator = SeededGenerator(seed: seed)
    }

    /// A header and what it is to give.
    mutating func next() throws -> IdentifierCase {
        var made = IdentifierCase()
        let begin = try anyInstant()
        made.cards["EXPTIME"] = .real(0)
        switch instrument {
        case "DECam": decam(&made, begin)
        case "HSC": hsc(&made, begin)
        case "SuprimeCam": suprimeCam(&made, begin)
        case "MegaPrime": megaPrime(&made, begin)
        case "SDSS": sdss(&made, begin)
        case "TwoChip": twoChip(&made, begin)
        case "LSSTCam-imSim", "LSSTCam-PhoSim": simulation(&made, begin)
        case "LSST-TS3": stamped(&made, begin)
        case "LSST-TS8": if generator.integer(0...1) == 0 { stamped(&made, begin) } else { named(&made, begin) }
        default: rubin(&made, begin)
        }
        return made
    }
}

// MARK: - Instruments

extension IdentifierCaseMaker {
    private mutating func decam(_ made: inout IdentifierCase, _ begin: Instant) {
        let number = anyNumber(size: 33_554_432), detector = anyNumber(size: 100)
        made.cards.merge([
            "INSTRUME": .string("DECam"), "OBSTYPE": .string("object"), "DATE-OBS": date(begin, .utc),
            "TIMESYS": .string("UTC"),
            "EXPNUM": card(number), "CCDNUM": card(detector),
        ]) { $1 }
        made.exposure = ["exposure": .integer(number)]
        made.detector = ["detector": .integer(detector)]
    }

    private mutating func hsc(_ made: inout IdentifierCase, _ begin: Instant) {
        var number = anyNumber(size: 100_000_000)
        if generator.integer(0...2) == 0 {
            // Letters count millions; without E, which begins the other form.
            let letter = generator.pick(Array("ABCDFGHXZ"))
            let behind = generator.integer(1...999_999)
            made.cards["EXP-ID"] = .string("HSC\(letter)\(padded(behind, 6))00")
            number = Int((letter.asciiValue ?? 65) - 65) * 1_000_000 + behind
        } else {
            made.cards["EXP-ID"] = .string("HSCE" + padded(number, 8))
        }
        subaru(&made, begin, number, generator.pick([generator.integer(0...111), 0, 111, 200, 1_000, -1]))
        made.cards["INSTRUME"] = .string("Hyper Suprime-Cam")
    }

    private mutating func suprimeCam(_ made: inout IdentifierCase, _ begin: Instant) {
        // A label has room for seven digits.
        let number = generator.pick([generator.integer(0...9_999_999), 0, 1, 9_999_999, 100_000_000, -1])
        let letter = generator.pick(Array("AEZ"))
        made.cards["EXP-ID"] = .string("SUP\(letter)\(padded(number, 7))0")
        made.cards["FRAMEID"] = .string("SUP\(letter)\(padded(number, 7))\(generator.integer(0...9))")
        subaru(&made, begin, number, generator.pick([generator.integer(0...9), 0, 9, 10, -1]))
        made.cards["INSTRUME"] = .string("SuprimeCam")
    }

    private mutating func subaru(_ made: inout IdentifierCase, _ begin: Instant, _ number: Int, _ detector: Int) {
        made.cards["DATE-OBS"] = .string(String(begin.isoText(scale: .utc).prefix(10)))
        made.cards["UT-STR"] = .string(String(begin.isoText(scale: .utc).dropFirst(11)))
        made.cards["DET-ID"] = .integer(detector)
        made.exposure = ["exposure": .integer(number)]
        made.detector = ["detector": .integer(detector)]
    }

    private mutating func megaPrime(_ made: inout IdentifierCase, _ begin: Instant) {
        let number = anyNumber(size: 100_000_000)
        let detector = generator.pick([generator.integer(0...35), 0, 35, 99])
        made.cards.merge([
            "INSTRUME": .string("MegaPrime"), "DATE-OBS": .string(String(begin.isoText(scale: .utc).prefix(10))),
            "UTC-OBS": .string(String(begin.isoText(scale: .utc).dropFirst(11))), "EXPNUM": card(number),
            "EXTNAME": .string("ccd" + padded(detector, 2)),
        ]) { $1 }
        made.exposure = ["exposure": .integer(number)]
        made.detector = ["detector": .integer(detector)]
    }

    private mutating func sdss(_ made: inout IdentifierCase, _ begin: Instant) {
        let run = generator.pick([generator.integer(0...9_999), 0, -1, 1_000_000_000_000_000, Int.max])
        let column = generator.pick([generator.integer(1...6), 1, 6, 0, 7, 12])
        let filter = generator.pick(["u", "g", "r", "i", "z", "y"])
        // The chips of a column see a field one after the other.
        let shift = ["r": 0, "i": 2, "u": 4, "z": 6, "g": 8][filter] ?? 0
        let field = generator.pick([generator.integer(0...9_999), 0, 9_999, 10_000, -1])
        made.cards.merge([
            "ORIGIN": .string("SDSS"), "CCDMODE": .string("DRIFT"), "TELESCOP": .string("2.5m"),
            "FLAVOR": .string("science"), "DATE-OBS": .string(String(begin.isoText(scale: .tai).prefix(10))),
            "TAIHMS": .string(String(begin.isoText(scale: .tai).dropFirst(11))), "RUN": card(run),
            "CAMCOL": card(column), "FILTER": .string(filter), "FRAME": card(field + shift),
        ]) { $1 }
        made.exposure = ["exposure": .integer(run)]
        made.detector = ["field": .integer(field), "column": .integer(column), "filter": .word(filter)]
        made.hasOffset = false
    }

    private mutating func twoChip(_ made: inout IdentifierCase, _ begin: Instant) {
        let number = anyNumber(size: 10_000), detector = generator.pick([0, 1, -1, 10])
        made.cards.merge([
            "INSTRUME": .string("TwoChip"), "DATE-OBS": date(begin, .utc), "TIMESYS": .string("UTC"),
            "SEQ": card(number), "CHIP": .integer(detector), "IMGTYPE": .string("bias"),
        ]) { $1 }
        // The day is that of the time, which the test puts in.
        made.exposure = ["sequence": .integer(number)]
        made.detector = ["detector": .integer(detector)]
    }

    private mutating func simulation(_ made: inout IdentifierCase, _ begin: Instant) {
        let number = anyNumber(size: 1_000_000_000_000_000)
        made.cards.merge([
            "TESTTYPE": .string(instrument == "LSSTCam-imSim" ? "IMSIM" : "PHOSIM"), "IMGTYPE": .string("SKYEXP"),
            "DATE-BEG": date(begin, .tai), "OBSID": card(number),
        ]) { $1 }
        slot(&made, raft: "RAFTNAME", chip: "SENSNAME")
        made.exposure = ["exposure": .integer(number)]
    }

    /// A test stand whose exposures are named by their time.
    private mutating func stamped(_ made: inout IdentifierCase, _ begin: Instant) {
        let day = anyDay(), hour = generator.pick([generator.integer(0...23), 0, 23, 24])
        let minute = generator.pick([generator.integer(0...59), 0, 59, 60])
        // The begin of the other stand is the same card, and TAI has no second 60.
        let second = generator.pick([generator.integer(0...59), 0, 59, instrument == "LSST-TS3" ? 60 : 59, 61])
        let tenth = generator.integer(0...9)
        let digits = padded(day, 8)
        let date = "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
        let clock = [hour, minute, second].map { padded($0, 2) }.joined(separator: ":")
        let text = "\(date)T\(clock).\(tenth)\(padded(generator.integer(0...99), 2))"
        stand(&made, named: "", dateObs: text)
        if instrument == "LSST-TS3" { made.cards["MJD-OBS"] = .real(begin.mjd(scale: .utc)) }
        made.exposure = [
            "day": .integer(day), "hour": .integer(hour), "minute": .integer(minute), "second": .integer(second),
            "tenth": .integer(tenth),
        ]
    }

    /// The stand of rafts, since its images have names.
    private mutating func named(_ made: inout IdentifierCase, _ begin: Instant) {
        image(&made)
        let after = Instant(nanosecondsTAI: begin.nanoseconds)
        let late = (try? Instant("2023-05-24T23:00:00.001 TAI")) ?? after
        stand(&made, named: "TS_C_20230523_000127", dateObs: max(after, late).isoText(scale: .tai))
    }

    private mutating func stand(_ made: inout IdentifierCase, named name: String, dateObs: String) {
        let detector = generator.pick(detectors)
        made.cards.merge([
            "TSTAND": .string(instrument == "LSST-TS3" ? "BNL-TS3-2-Janeway" : "TS8"), "IMGTYPE": .string("BIAS"),
            "DATE-OBS": .string(dateObs), "LSST_NUM": .string(detector.serial),
            "RAFTNAME": .string("LCA-11021_\(detector.group)"), "FILENAME": .string("a.fits"),
        ]) { $1 }
        if !name.isEmpty { made.cards["OBSID"] = .string(name) }
    }

    /// The cameras on the mountain, those that simulate them, the star trackers and the stand at Davis.
    private mutating func rubin(_ made: inout IdentifierCase, _ begin: Instant) {
        image(&made)
        made.cards["IMGTYPE"] = .string("BIAS")
        made.cards["OBSID"] = .string("X")
        if instrument.hasPrefix("StarTracker") {
            let number = ["StarTrackerWide": 101, "StarTrackerNarrow": 102, "StarTrackerFast": 103][instrument] ?? 0
            made.cards["OBSID"] = .string("GC\(number)_O_20221208_000211")
            made.cards["INSTRUME"] = .string("StarTracker")
            made.cards["MJD-BEG"] = .real(begin.mjd(scale: .tai))
        } else {
            let names = ["LSSTComCam": "comcam", "LSSTComCamSim": "comcamsim", "LATISS": "LATISS"]
            made.cards["INSTRUME"] = .string(names[instrument] ?? instrument.lowercased())
            made.cards["TELESCOP"] = .string("Simonyi Survey Telescope")
            made.cards["DATE-BEG"] = date(begin, .tai)
            slot(&made, raft: "RAFTBAY", chip: "CCDSLOT")
        }
        let (value, name) = groupCard()
        if let value { made.cards["GROUPID"] = value }
        made.visit = .group(name)
    }

    /// Day, number and controller.
    private mutating func image(_ made: inout IdentifierCase) {
        let day = anyDay(), number = generator.pick([anyNumber(size: 100_000), anyNumber(size: 32_768)])
        let text = padded(day, 8)
        let iso = "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))"
        made.cards["DAYOBS"] = generator.pick([.string(text), .string(iso), .string(iso + "T12:00:00"), .integer(day)])
        made.cards["SEQNUM"] = card(number)
        made.day = day
        made.exposure = ["day": .integer(day), "sequence": .integer(number)]
        let letter = generator.pick(["O", "C", "H", "P", "Q", "S", "X", "o", "OC", " O"] + ["O", "C", "P", "Q", "S"])
        switch generator.integer(0...7) {
        case 0: break
        case 1: made.cards["CONTRLLR"] = .undefined
        case 2: made.cards["CONTRLLR"] = .string(generator.pick(["", " ", "   "]))
        default:
            made.cards["CONTRLLR"] = .string(letter)
            made.exposure["controller"] = .word(letter)
        }
    }

    private mutating func slot(_ made: inout IdentifierCase, raft: String, chip: String) {
        guard !detectors.isEmpty else { return }
        let detector = generator.pick(detectors)
        made.cards[raft] = .string(detector.group)
        made.cards[chip] = .string(detector.slot)
    }
}

// MARK: - Values

extension IdentifierCaseMaker {
    /// A number of a part that has room for so many: any, the first and the last, and those beside them.
    private mutating func anyNumber(size: Int) -> Int {
        guard generator.integer(0...3) == 0 else { return generator.integer(0...size - 1) }
        return generator.pick([0, 1, size - 1, size, size + 1, -1, Int.max, Int.min + 1])
    }

    /// A number as a card: a number, or a text that is one.
    private mutating func card(_ number: Int) -> HeaderValue {
        generator.integer(0...3) == 0 ? .string("\(number)") : .integer(number)
    }

    /// A day: any, those at the bounds and where controllers were merged, and some that there are not.
    private mutating func anyDay() -> Int {
        guard generator.integer(0...2) == 0 else {
            return CalendarDay(modifiedJulianDay: generator.integer(51_544...71_000)).yyyymmdd
        }
        return generator.pick([
            20_000_101, 19_991_231, 20_091_231, 20_100_101, 20_231_004, 20_231_005, 20_250_417, 20_250_418, 20_541_109,
            20_541_110, 20_991_231, 29_991_231, 30_000_101, 20_250_230, 20_251_301, 20_240_229, 20_230_229, 20_000_000,
            99_999_999,
        ])
    }

    /// A time: any, and those about noon, midnight and the change of an offset.
    private mutating func anyInstant() throws -> Instant {
        let day = CalendarDay(modifiedJulianDay: generator.integer(50_000...68_000))
        switch generator.integer(0...3) {
        case 0 where !eras.isEmpty:
            return Instant(
                nanosecondsTAI: generator.pick(eras).nanoseconds + Int64(generator.integer(-2...2)) * 1_000_000)
        case 1:
            let clock = generator.pick(["00:00:00", "07:00:00", "08:00:00", "10:00:00", "12:00:00"])
            let time = try Instant("\(day)T\(clock) TAI")
            return Instant(nanosecondsTAI: time.nanoseconds + Int64(generator.integer(-2...2)) * 1_000_000)
        default:
            let time = try Instant("\(day)T00:00:00 TAI")
            return Instant(nanosecondsTAI: time.nanoseconds + Int64(generator.integer(0...86_399_999)) * 1_000_000)
        }
    }

    private func date(_ instant: Instant, _ scale: TimeScale) -> HeaderValue { .string(instant.isoText(scale: scale)) }

    /// The card of a group and the name that it says; nil for no name.
    private mutating func groupCard() -> (HeaderValue?, String?) {
        switch generator.integer(0...9) {
        case 0: return (nil, nil)
        case 1: return (generator.pick([.undefined, .string(""), .string("   ")]), nil)
        case 2:
            let number = generator.integer(0...99_999)
            return (.integer(number), "\(number)")
        default:
            let name = groupName()
            return (.string(name), name)
        }
    }

    /// The name of a group, of every form.
    private mutating func groupName() -> String {
        switch generator.integer(0...5) {
        case 0: return "\(generator.integer(0...10_000_000))"
        case 1: return "\(generator.integer(0...Int.max))"
        case 2:
            let seven = generator.integer(0...99)
            return generator.pick([
                "0", "00", "0\(seven)", "+\(seven)", "-\(seven)", "\(seven).0", " \(seven)", "9223372036854775807",
                "9223372036854775808", "12345678901234567890", "1e3", "bias_\(seven)", "TEST\(seven)", "groupé", "日本",
                "٣", String(repeating: "x", count: 99), String(repeating: "x", count: 100),
            ])
        default:
            let day = CalendarDay(modifiedJulianDay: generator.integer(57_000...64_000))
            let date = generator.pick([String(describing: day), "2014-12-31", "2015-01-01", "2025-02-30", "9999-12-31"])
            let hour = generator.pick([generator.integer(0...23), 24]),
                second = generator.pick([generator.integer(0...59), 60])
            let fraction = generator.pick(
                ["", ".1", ".12"] + (0...6).map { _ in "." + padded(generator.integer(0...999), 3) })
            let clock = "\(padded(hour, 2)):\(padded(generator.integer(0...59), 2)):\(padded(second, 2))\(fraction)"
            let counter = generator.pick([
                "", "", "+", "#", "+0", "#01", "+9999", "#9999", "+10000", "#123456", "+1+1", "+1a",
                "+\(generator.integer(1...9_999))", "#\(generator.integer(1...9_999))",
            ])
            return "\(date)T\(clock)\(counter)"
        }
    }

    /// A number with leading zeros, behind the sign where there is one.
    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
