internal import ObsText
package import ObsTranslation

/// Something that a package says of a file.
package enum Answer: Hashable, Sendable, Comparable {
    /// Which instrument it is of.
    case recognition
    /// Which HDUs hold observations.
    case observations
    /// A property.
    case property(ObservationProperty)
    /// An extension, by its name.
    case other(String)
    /// The normalized kind of the observation.
    case kind
    /// The name of the translator.
    case translator
    /// Which corrections were made.
    case corrections
    /// How sound the observation is.
    case status
    /// Whether a diagnostic of this code is there.
    case diagnostic(String)

    /// The answer in a word or two: a property's name, `status`, `diagnostic unknown-filter`.
    package var words: String {
        switch self {
        case .recognition: "recognition"
        case .observations: "observations"
        case .property(let property): property.name
        case .other(let name): "ext_" + name
        case .kind: "kind"
        case .translator: "translator"
        case .corrections: "corrections"
        case .status: "status"
        case .diagnostic(let code): "diagnostic \(code)"
        }
    }

    private var order: (Int, Int, String) {
        switch self {
        case .recognition: (0, 0, "")
        case .observations: (1, 0, "")
        case .property(let property): (2, property.rawValue, "")
        case .other(let name): (3, 0, name)
        case .kind: (4, 0, "")
        case .translator: (5, 0, "")
        case .corrections: (6, 0, "")
        case .status: (7, 0, "")
        case .diagnostic(let code): (8, 0, code)
        }
    }

    /// Orders as a report does.
    package static func < (left: Answer, right: Answer) -> Bool { left.order < right.order }
}

/// An answer about one observation, or about a file, that differs between two versions of a package.
struct AnswerChange: Sendable {
    let answer: Answer
    /// The old answer for people.
    let before: String
    /// The new answer for people.
    let after: String
    /// What of the package may have changed it.
    let reasons: Set<PartDifference>
    /// The HDU of the observation; nil for the file.
    let hdu: Int?
    /// The places of the exposures that it is about, among the exposures of the file.
    let exposures: [Int]
}

/// What differs between the answers of two versions of a package about one file.
package struct FileComparison: Sendable {
    /// The file.
    package let path: String
    /// The instrument that the new version takes it to be of; the old version's where the new one knows none.
    package let instrument: String
    /// The exposures of the file by their ids; nil for one whose id is not known.
    let exposures: [Int?]
    /// How many observations were compared.
    let observationCount: Int
    let changes: [AnswerChange]
}
