internal import ArgumentParser
internal import ObsCalibrations
internal import ObsDocuments
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
            A key of the instrument's state and its value: a text or a number; for a dataset also [a, b] or \
            {from: 1, below: 2}. May be repeated.
            """, valueName: "name=value"))
    var state: [String] = []

    /// The keys that a dataset demands.
    ///
    /// - Throws: `ExitCode` (2) after it said what is wrong
    func keys(detector: Int?) throws -> CalibrationKeys {
        var keys = CalibrationKeys(detector: detector, filter: filter)
        for assignment in state {
            guard let equals = assignment.firstIndex(of: "="), equals != assignment.startIndex else {
                throw ValidationError("--key takes NAME=VALUE, and not '\(assignment)'.")
            }
            let (name, value) = (String(assignment[..<equals]), String(assignment[assignment.index(after: equals)...]))
            var writer = YAMLWriter()
            writer.beginMapping()
            writer.key("state")
            writer.beginMapping()
            writer.key(name)
            let text = String(decoding: writer.bytes, as: UTF8.self) + " " + value + "\n"
            let problems = Problems()
            guard let document = try? Document.yaml(text: text, file: "--key"),
                let read = CalibrationKeys(document.root, problems), let constraint = read.state[name], problems.isEmpty
            else {
                throw ValidationError(
                    "The value of --key \(name) is '\(value)'; write a text, a number, [a, b] or {from: 1, below: 2}.")
            }
            keys.state[name] = constraint
        }
        return keys
    }

    /// The instrument's state at an exposure.
    func values() throws -> [String: KeyValue] {
        try keys(detector: nil).state.mapValues { constraint in
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
        if (at == nil) == (begin == nil && end == nil) {
            throw ValidationError("Say when: --at, or --begin and --end.")
        }
    }

    /// The interval.
    func interval() throws -> Validity {
        if let at { return try CalibrationDates.interval(of: at.instant) }
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
