/// A header of a FITS file and where its data is.
public struct HDU: Sendable {
    /// What the data is.
    public enum Kind: String, Hashable, Sendable {
        /// The first HDU.
        case primary
        /// An extension that is an image.
        case image
        /// An extension that is a binary table.
        case binaryTable
        /// An extension that is a text table.
        case asciiTable
        /// A binary table that holds the compressed tiles of an image, as fpack writes it.
        case compressedImage
        /// An extension of another kind, which its `XTENSION` card names.
        case other
    }

    /// The number in the file, the primary being 0.
    public let index: Int
    /// The cards; of a compressed image those of the image that it stands for.
    public let header: Header
    /// The cards as they are in the file, different from `header` only for a compressed image.
    public let storedHeader: Header
    /// What the data is.
    public let kind: Kind
    /// Where the header begins, in bytes from the start of the (inflated) file.
    public let headerOffset: Int64
    /// Where the data begins, in bytes from the start of the (inflated) file.
    public let dataOffset: Int64
    /// The number of bytes of data in the file, without padding.
    public let dataLength: Int64

    init(
        index: Int, header: Header, storedHeader: Header, kind: Kind,
        headerOffset: Int64, dataOffset: Int64, dataLength: Int64
    ) {
        self.index = index
        self.header = header
        self.storedHeader = storedHeader
        self.kind = kind
        self.headerOffset = headerOffset
        self.dataOffset = dataOffset
        self.dataLength = dataLength
    }

    /// The `EXTNAME`, if it is a text.
    public var extensionName: String? { header["EXTNAME"]?.stringValue }

    /// The `EXTVER`, 1 when there is none.
    public var extensionVersion: Int { header["EXTVER"]?.integerValue ?? 1 }

    /// What `INHERIT` says, nil when it says nothing.
    public var inherits: Bool? { header["INHERIT"]?.logicalValue }

    /// Whether the file claims to conform to the standard: false when the primary says `SIMPLE = F`.
    public var claimsConformance: Bool { index > 0 || header["SIMPLE"] == .logical(true) }
}
