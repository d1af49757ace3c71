/// A named set of certifications, or a list of such sets that is searched in order.
public struct CalibrationCollection: Hashable, Sendable {
    /// What a collection is.
    public enum Form: Hashable, Sendable {
        /// Its certifications hold during validities.
        case validityRanged
        /// Its certifications hold always.
        case alwaysValid
        /// Other collections by name: the first that answers wins.
        case chain([String])

        /// The name in files and tables.
        package var name: String {
            switch self {
            case .validityRanged: "validity-ranged"
            case .alwaysValid: "always-valid"
            case .chain: "chain"
            }
        }
    }

    /// The name: `DECam/calib/curated`.
    public let name: String
    /// What it is.
    public let form: Form
    /// What it is for, in a sentence.
    public let about: String

    /// A collection.
    public init(_ name: String, _ form: Form, about: String = "") {
        self.name = name
        self.form = form
        self.about = about
    }

    /// Whether it is a chain.
    package var isChain: Bool {
        if case .chain = form { true } else { false }
    }
}
