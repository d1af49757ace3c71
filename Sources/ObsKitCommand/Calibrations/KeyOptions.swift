internal import ArgumentParser
internal import ObsCalibrations
internal import ObsDocuments
internal import ObsKit
internal import ObsText
internal import ObsTime

/// The keys of a dataset or of an exposure besides the detector.
struct KeyOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The physical filter.", valueName: "name"))
    var filter: String?

    @Option(
        name: .customLong("key"),
        help: ArgumentHelp(
            """
            A key of the instrument's state and its value, each once: a text or a number; for a dataset also [a, b] or \
            {from: 1, below: 2}. Where the kind says the type of the key, the value is of that type. May be repeated.
            """, valueName: "name=value"))
    var state: [String] = []

    /// The keys that a dataset demands.
    ///
    /// - Parameters:
    ///   - detector: The detector.
    ///   - kind: The kind, which knows the types of its keys; nil when there is none.
    /// - Returns: The keys.
    /// - Throws: `ExitCode` (2) after it said what is wrong
    func keys(detector: Int?, of kind: CalibrationKind?) throws -> CalibrationKeys {
        try keys(detector: detector) { kind?.rule($0) }
    }

    private func keys(detector: Int?, rule: (String) -> KeyRule?) throws -> CalibrationKeys {
        var keys = CalibrationKeys(detector: detector, filter: filter)
        for assignment in state {
            guard let equals = assignment.firstIndex(of: "="), equals != assignment.startIndex else {
                throw ValidationError("--key takes NAME=VALUE, and not '\(assignment)'.")
            }
            let (name, value) = (String(assignment[..<equals]), String(assignment[assignment.index(after: equals)...]))
            guard keys.state[name] == nil else {
                throw ValidationError("--key \(name) is given twice; an exposure, or a dataset, has one value of it.")
            }
            var writer = YAMLWriter()
            writer.beginMapping()
            writer.key("state")
            writer.beginMapping()
            writer.key(name)
            let text = String(decoding: writer.bytes, as: UTF8.self) + " " + value + "\n"
            let problems = Problems()
            let rule = rule(name)
            let type = rule?.type
            guard let document = try? Document.yaml(text: text, file: "--key"),
                let node = document.root["state"]?[name],
                let constraint = KeyConstraint(node, as: type, problems), problems.isEmpty
            else {
                throw ValidationError(
                    "The value of --key \(name) is '\(value)'; write a text, a number, [a, b] or {from: 1, below: 2}.")
            }
            if let rule, rule.comparesNumbers, let text = constraint.firstText {
                let unit = rule.unit.map { " in \($0)" } ?? ""
                throw ValidationError(
                    "--key \(name) takes a number\(unit), since the kind compares it as one, and '\(text)' is a text; "
                        + "write the number alone.")
            }
            if type == nil, let number = constraint.numberThatLooksOther(than: value), rule?.comparesExactly ?? true {
                Report.print(
                    Diagnostic(
                        .warning, .takenForNumber, at: nil,
                        "'\(value)' of --key \(name) is taken for the number \(number)",
                        hint:
                            "where it is a text, as of a version, write type: text for the key in the kind, or quotes: "
                            + "--key '\(name)=\"\(value)\"'"))
            }
            keys.state[name] = constraint
        }
        return keys
    }

    /// The instrument's state at an exposure.
    ///
    /// - Parameter kinds: the kinds that are asked for; the first that has a key knows its type
    /// - Returns: the values by the names of keys
    /// - Throws: `ExitCode` (2) after it said what is wrong
    func values(for kinds: [CalibrationKind]) throws -> [String: KeyValue] {
        try keys(detector: nil, rule: { key in kinds.lazy.compactMap { $0.rule(key) }.first }).state.mapValues {
            constraint in
            guard case .value(let value) = constraint else {
                throw ValidationError("An exposure has one value of each key, and not \(constraint).")
            }
            return value
        }
    }
}

/// When something holds.
struct ValidityOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The first instant; open if not given.", valueName: "date"), transform: DateArgument.read)
    var begin: DateArgument?

    @Option(
        help: ArgumentHelp("The first instant after it; open if not given.", valueName: "date"),
        transform: DateArgument.read)
    var end: DateArgument?

    @Flag(help: "Without begin and end.")
    var always = false

    func validate() throws {
        if always == (begin != nil || end != nil) {
            throw ValidationError("Say when: --begin, --end or both; or --always.")
        }
    }

    /// The validity.
    ///
    /// - Throws: `TimeError` when it is empty
    func validity() throws -> Validity { try Validity(begin: begin?.instant, end: end?.instant) }
}

/// When an exposure was taken.
struct ExposureOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The date of the exposure.", valueName: "date"), transform: DateArgument.read)
    var at: DateArgument?

    @Option(help: ArgumentHelp("The begin of the exposure.", valueName: "date"), transform: DateArgument.read)
    var begin: DateArgument?

    @Option(help: ArgumentHelp("The end of the exposure.", valueName: "date"), transform: DateArgument.read)
    var end: DateArgument?

    func validate() throws {
        if at != nil && (begin != nil || end != nil) {
            throw ValidationError("Say when: --at, or --begin and --end.")
        }
    }

    /// Whether a date is given.
    var isGiven: Bool { at != nil || begin != nil || end != nil }

    /// The interval; of an exposure of no time, as a bias is, its instant.
    func interval() throws -> Validity {
        if let at { return try CalibrationDates.interval(of: at.instant) }
        if let begin, begin.instant == end?.instant { return try CalibrationDates.interval(of: begin.instant) }
        return try Validity(begin: begin?.instant, end: end?.instant)
    }
}

/// A list of detectors on the command line: `3`, `1-62`, `1,2,8-10`.
struct DetectorList: ExpressibleByArgument {
    let detectors: [Int]

    init?(argument: String) {
        var detectors: [Int] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            let bounds = part.split(separator: "-", maxSplits: 1).map { Int($0) }
            guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, first <= last, last - first < 100_000,
                !part.hasPrefix("-"), detectors.count < 100_000
            else { return nil }
            detectors += first...last
        }
        self.detectors = detectors
    }
}

/// A list of detectors by number or name on the command line: `3`, `1-62`, `S29,N4`.
struct DetectorNames: ExpressibleByArgument {
    /// Numbers in decimal digits, and names.
    let names: [String]

    init?(argument: String) {
        var names: [String] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            if part.isEmpty { return nil }
            if let numbers = DetectorList(argument: String(part)) {
                names += numbers.detectors.map { "\($0)" }
            } else if part.contains(where: \.isLetter) || part.contains("_") {
                names.append(String(part))
            } else {
                return nil
            }
        }
        self.names = names
    }

    /// The numbers of the detectors.
    ///
    /// - Parameter camera: gives the camera that knows names; asked for where there are any
    /// - Returns: the numbers, in the order of the list
    /// - Throws: what `camera` throws; `ValidationError` of a name that the camera does not have
    func detectors(_ camera: () throws -> Camera) throws -> [Int] {
        var known: Camera?
        return try names.map { name in
            if let number = Int(name) { return number }
            let camera = try known ?? camera()
            known = camera
            if let detector = camera.detector(named: name) { return detector.id }
            let hint = DidYouMean.hint(for: name, among: camera.detectors.map(\.name))
            throw ValidationError(
                "Camera \(camera.name) has no detector '\(name)'\(hint.map { "; \($0)" } ?? "").")
        }
    }
}

extension KeyConstraint {
    /// The first text among its values.
    fileprivate var firstText: String? {
        let values: [KeyValue] =
            switch self {
            case .value(let value): [value]
            case .anyOf(let values): values
            case .range: []
            }
        for case .text(let text) in values { return text }
        return nil
    }

    /// The number that it is, when a text that it was read from is not how the number is written: 1.1 of 1.10.
    fileprivate func numberThatLooksOther(than text: String) -> KeyValue? {
        guard case .value(let value) = self, case .number = value, value.description != text else { return nil }
        return value
    }
}

extension KeyRule {
    /// Whether a text and a number that look alike are told apart.
    fileprivate var comparesExactly: Bool { match == .exact || match == .set }
}

extension Diagnostic.Code {
    fileprivate static let takenForNumber = Self(rawValue: "taken-for-number")
}
