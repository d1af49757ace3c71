/// A kind of calibration of an instrument: what selects one, and what it is made of.
public struct CalibrationKind: Hashable, Sendable {
    /// The name: `defects`.
    public let name: String
    /// What it is for, in a sentence.
    public let about: String
    /// The keys that select, by name: `detector` and `filter` first, then the package's own in the order of the alphabet.
    package let keys: [KeyRule]
    /// Which part of an exposure must lie in the validity.
    public let policy: ValidityPolicy
    /// What its datasets are made of.
    package let format: CalibrationFormat
    /// Whether an exposure without one cannot be processed; gaps in the coverage of such a kind are errors.
    public let isRequired: Bool
    /// Names under which others know the kind: `bfk`.
    public let aliases: [String]

    /// The rule of the detector; nil when the kind has no such key.
    package let detector: KeyRule?
    /// The rule of the filter; nil when the kind has no such key.
    package let filter: KeyRule?
    /// The rules of the instrument's state.
    package let state: [KeyRule]

    /// A kind; keys are put in order.
    public init(
        name: String, about: String = "", keys: [KeyRule], policy: ValidityPolicy = .begin,
        format: CalibrationFormat = .other, isRequired: Bool = false, aliases: [String] = []
    ) {
        self.name = name
        self.about = about
        self.policy = policy
        self.format = format
        self.isRequired = isRequired
        self.aliases = aliases
        detector = keys.first { $0.name == KeyRule.detector }
        filter = keys.first { $0.name == KeyRule.filter }
        state = keys.filter { $0.name != KeyRule.detector && $0.name != KeyRule.filter }.sorted { $0.name < $1.name }
        self.keys = [detector, filter].compactMap { $0 } + state
    }

    /// The rule of a key; nil when the kind does not know it.
    package func rule(_ key: String) -> KeyRule? { keys.first { $0.name == key } }
}
