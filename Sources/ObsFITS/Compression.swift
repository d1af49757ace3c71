internal import ObsText

/// How a file is compressed as a whole.
///
/// A new one has a case here, an ending, and a decoder beside `ZstdDecoder`; `FileSignature` tells what begins like one and
/// cannot be read.
package enum Compression: String, CaseIterable, Sendable {
    case gzip, bzip2, xz, zstd

    /// The endings of the names of compressed files; `.fz` is that of FITS files of compressed tiles.
    package static let endings = [".gz", ".fz", ".bz2", ".xz", ".zst"]

    /// The compression whose stream begins with these bytes; nil for any other content.
    init?(beginning bytes: Span<UInt8>) {
        switch bytes.first {
        case 0x1F where bytes.starts(with: [0x1F, 0x8B]): self = .gzip
        case 0x42 where Self.isBzip2(bytes): self = .bzip2
        case 0xFD where bytes.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]): self = .xz
        case 0x28 where bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]): self = .zstd
        // A frame to be skipped, with which parallel compressors begin.
        case let first? where first & 0xF0 == 0x50 && bytes.extracting(1...).starts(with: [0x2A, 0x4D, 0x18]):
            self = .zstd
        default: return nil
        }
    }

    /// `BZh`, the size of a block, and the first of the mark of a block or of the end.
    private static func isBzip2(_ bytes: Span<UInt8>) -> Bool {
        bytes.count > 4 && bytes.starts(with: Array("BZh".utf8)) && (0x31...0x39).contains(bytes[3])
            && (bytes[4] == 0x31 || bytes[4] == 0x17)
    }

    /// How many bytes are enough to tell.
    static let signatureLength = 6

    /// What decodes a stream.
    ///
    /// - Throws: `FITSError` of code `unsupportedCompression` when the library that does it is not installed
    func decoder() throws -> any StreamDecoder {
        do {
            switch self {
            case .gzip: return try DeflateDecoder(.gzip)
            case .bzip2: return try Bzip2Decoder(Bzip2Library.loaded.get())
            case .xz: return try XZDecoder(XZLibrary.loaded.get())
            case .zstd: return try ZstdDecoder(ZstdLibrary.loaded.get())
            }
        } catch let missing as DynamicLibrary.Missing {
            throw unsupported(missing)
        }
    }

    /// Why a file is refused whose compression needs a library that is not there.
    func unsupported(_ missing: DynamicLibrary.Missing) -> FITSError {
        FITSError(
            .unsupportedCompression,
            "the file is compressed by \(self), and the library that decompresses it is not there (\(missing.message)): "
                + "install it (Debian: \(package)), or decompress the file first")
    }

    /// The package of Debian that has the library.
    private var package: String {
        switch self {
        case .gzip: "zlib1g"
        case .bzip2: "libbz2-1.0"
        case .xz: "liblzma5"
        case .zstd: "libzstd1"
        }
    }
}
