public import ObsTime

/// The statement that a dataset holds for some exposures during a validity, in a collection.
public struct Certification: Hashable, Sendable {
    /// The name of the collection.
    public let collection: String
    /// The dataset.
    public let dataset: DatasetID
    /// The name of the dataset's kind.
    public let kind: String
    /// For which exposures it holds.
    public let keys: CalibrationKeys
    /// When it holds.
    public let validity: Validity

    /// A certification.
    public init(
        collection: String, dataset: DatasetID, kind: String, keys: CalibrationKeys, validity: Validity
    ) {
        self.collection = collection
        self.dataset = dataset
        self.kind = kind
        self.keys = keys
        self.validity = validity
    }

    /// The certification of a dataset for the exposures that it was made for.
    public init(of dataset: CalibrationDataset, in collection: String, validity: Validity) {
        self.init(
            collection: collection, dataset: dataset.id, kind: dataset.kind, keys: dataset.keys, validity: validity)
    }

    /// Whether it is for other exposures than those that its dataset, which has these keys, was made for.
    package func isShared(ofDatasetWith made: CalibrationKeys) -> Bool { keys != made && !keys.isPart(of: made) }

    /// This certification with another validity.
    package func with(validity: Validity) -> Certification {
        Certification(collection: collection, dataset: dataset, kind: kind, keys: keys, validity: validity)
    }
}

extension Certification: Lasting {
    package func lasting(_ validity: Validity) -> Certification { with(validity: validity) }

    package func agrees(with other: Certification) -> Bool { with(validity: other.validity) == other }
}

extension Certification: CustomStringConvertible {
    /// The dataset, its kind and keys, when it holds and where that is said.
    public var description: String { "\(kind) \(dataset) of \(keys), \(validity) in '\(collection)'" }
}
