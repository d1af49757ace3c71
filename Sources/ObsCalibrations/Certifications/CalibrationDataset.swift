public import ObsText
public import ObsTime

/// A calibration: a file, or something like it, with what is known of how it came about.
///
/// It is immutable; a copy is cheap.
public struct CalibrationDataset: Sendable {
    /// What a dataset is described by.
    private final class Storage: Sendable {
        let id: DatasetID
        let kind: String
        let keys: CalibrationKeys
        let uri: String
        let checksum: ContentHash?
        let size: Int?
        let creation: Instant?
        let producer: String?
        let inputs: [DatasetID]

        init(
            _ id: DatasetID, _ kind: String, _ keys: CalibrationKeys, _ uri: String, _ checksum: ContentHash?,
            _ size: Int?, _ creation: Instant?, _ producer: String?, _ inputs: [DatasetID]
        ) {
            self.id = id
            self.kind = kind
            self.keys = keys
            self.uri = uri
            self.checksum = checksum
            self.size = size
            self.creation = creation
            self.producer = producer
            self.inputs = inputs
        }
    }

    private let storage: Storage

    /// The name forever.
    public var id: DatasetID { storage.id }
    /// The name of the kind.
    public var kind: String { storage.kind }
    /// What it was made for.
    public var keys: CalibrationKeys { storage.keys }
    /// Where it is: a URI, or a path from the folder of the collection's files.
    public var uri: String { storage.uri }
    /// The SHA-256 of its bytes; nil when it was never computed.
    public var checksum: ContentHash? { storage.checksum }
    /// The number of its bytes; nil when it is not known.
    public var size: Int? { storage.size }
    /// When it was made; nil when it is not known.
    public var creation: Instant? { storage.creation }
    /// What made it: a program with its version, a person; nil when it is not known.
    public var producer: String? { storage.producer }
    /// The datasets of which it was made.
    public var inputs: [DatasetID] { storage.inputs }

    /// A dataset.
    public init(
        id: DatasetID, kind: String, keys: CalibrationKeys, uri: String, checksum: ContentHash? = nil, size: Int? = nil,
        creation: Instant? = nil, producer: String? = nil, inputs: [DatasetID] = []
    ) {
        storage = Storage(id, kind, keys, uri, checksum, size, creation, producer, inputs)
    }
}

extension CalibrationDataset: Hashable {
    /// Datasets are equal when all that is known of them is.
    public static func == (left: CalibrationDataset, right: CalibrationDataset) -> Bool {
        left.storage === right.storage
            || left.id == right.id && left.kind == right.kind && left.keys == right.keys && left.uri == right.uri
                && left.checksum == right.checksum && left.size == right.size && left.creation == right.creation
                && left.producer == right.producer && left.inputs == right.inputs
    }

    /// Hashes the id.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension CalibrationDataset: CustomStringConvertible {
    /// The kind, the keys and the place.
    public var description: String { "\(kind) of \(keys) (\(uri))" }
}
