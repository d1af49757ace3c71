internal import ObsDocuments
internal import ObsFITS
public import ObsText
internal import ObsTranslation

/// What a file is that no camera wrote as an observation: a master calibration, a simulation before its electronics.
public struct FileProduct: Hashable, Sendable {
    /// The name, for tools: `master-calibration`.
    public let name: String
    /// What it is, and what to do with it.
    package let about: String
    /// The cards by which it was recognized, in words.
    package let evidence: String
}

/// How a product is recognized, of instrument.yaml.
struct ProductRule: Sendable {
    let name: String
    let about: String
    let condition: HeaderCondition

    /// Reads an entry of `products:`; nil with the reasons among the problems.
    init?(_ node: Node, problems: Problems) {
        guard let reader = FormatReader(node, ProductKeys.product, problems) else { return nil }
        defer { reader.finish() }
        let name = reader[ProductKeys.name]
        let about = reader[ProductKeys.about]
        let condition = reader.given(ProductKeys.when).map { HeaderCondition($0, problems: problems) }
        guard let name, let about, let condition else { return nil }
        self.name = name
        self.about = about
        self.condition = condition
    }

    /// The product that a header belongs to; nil when it is an observation.
    func product(_ header: Header) -> FileProduct? {
        condition.holds(header) ? FileProduct(name: name, about: about, evidence: condition.words) : nil
    }
}

extension FileProduct {
    /// Why a file is not translated.
    public var diagnostic: Diagnostic {
        Diagnostic(.error, .notAnObservation, at: nil, "it is a \(name), not an observation (\(evidence))", hint: about)
    }
}

extension Diagnostic.Code {
    /// The file is a product that was made of observations, or instead of one.
    package static let notAnObservation = Self(rawValue: "not-an-observation")
}
