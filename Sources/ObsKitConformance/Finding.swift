public import ObsText

/// What a check found in a camera package: which promise is not kept, where, and what to do about it.
public struct Finding: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// How bad it is, the worst first.
    public enum Level: String, Hashable, Sendable, Comparable, CaseIterable {
        /// Pipelines will go wrong.
        case error
        /// Somebody should look before the package is released.
        case warning
        /// The package would be better with it.
        case advice

        /// Orders errors before warnings before advice.
        public static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .error: 0
            case .warning: 1
            case .advice: 2
            }
        }
    }

    /// The code of the check.
    public let check: String
    /// How bad it is.
    public let level: Level
    /// The instrument that it is about; nil when it is about the package.
    public let instrument: String?
    /// Where it is; nil when it belongs to no place in a file.
    public let place: SourcePosition?
    /// What is wrong.
    public let message: String
    /// What to do about it.
    public let hint: String?

    /// Creates a finding.
    ///
    /// - Parameters:
    ///   - check: the code of the check
    ///   - level: how bad it is
    ///   - instrument: the instrument that it is about; nil when it is about the package
    ///   - place: where it is
    ///   - message: what is wrong
    ///   - hint: what to do about it
    public init(
        check: String, level: Level, instrument: String? = nil, at place: SourcePosition?, _ message: String,
        hint: String? = nil
    ) {
        self.check = check
        self.level = level
        self.instrument = instrument
        self.place = place
        self.message = message
        self.hint = hint
    }

    /// One line, `file:line:column: error: message; hint [check]`, with control characters made visible.
    public var description: String {
        var line = place.map { "\($0): " } ?? ""
        line += "\(level.rawValue): "
        if let instrument, !message.contains(instrument) { line += "\(instrument): " }
        line += message
        if let hint { line += "; \(hint)" }
        return DisplayText.visible(line + " [\(check)]")
    }

    /// Orders by place (those without one first), then level, check and text.
    public static func < (left: Finding, right: Finding) -> Bool {
        if left.place != right.place {
            guard let leftPlace = left.place else { return true }
            guard let rightPlace = right.place else { return false }
            return leftPlace < rightPlace
        }
        if left.level != right.level { return left.level < right.level }
        if left.check != right.check { return left.check < right.check }
        if left.instrument != right.instrument { return (left.instrument ?? "") < (right.instrument ?? "") }
        if left.message != right.message { return left.message < right.message }
        return (left.hint ?? "") < (right.hint ?? "")
    }
}

/// Takes what a check finds.
public struct Findings: Sendable {
    /// The check.
    let check: ConformanceCheck
    private var found: Set<Finding> = []

    init(of check: ConformanceCheck) { self.check = check }

    /// What was found, sorted by place; what several versions of a camera have in common is there once.
    var sorted: [Finding] { found.sorted() }

    /// Adds a finding.
    ///
    /// - Parameters:
    ///   - place: where it is; nil when it belongs to no place in a file
    ///   - message: what is wrong
    ///   - hint: what to do about it
    ///   - instrument: the instrument that it is about; nil when it is about the package
    ///   - level: how bad it is; nil for the check's own level
    public mutating func add(
        at place: SourcePosition?, _ message: String, hint: String? = nil,
        instrument: ConformanceSubject.CheckedInstrument? = nil, level: Finding.Level? = nil
    ) {
        found.insert(
            Finding(
                check: check.code, level: level ?? check.level, instrument: instrument?.name, at: place, message,
                hint: hint))
    }
}
