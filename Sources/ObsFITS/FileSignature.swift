/// Says what a file is from its first bytes.
enum FileSignature {
    /// How many bytes are enough.
    static let length = 64

    /// Whether the bytes begin a gzip stream.
    static func isGzip(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.starts(with: [0x1F, 0x8B])
    }

    /// Why the bytes are not the start of a FITS file.
    ///
    /// - Parameters:
    ///   - bytes: the first bytes, `length` of them if the file is not shorter.
    ///   - isInflated: whether they come out of a gzip stream.
    /// - Returns: Nil when they are, or are as far as they go.
    static func objection(_ bytes: UnsafeRawBufferPointer, isInflated: Bool) -> FITSError? {
        guard !bytes.isEmpty else {
            return FITSError(.empty, isInflated ? "the gzip'd file holds nothing" : "the file has no bytes")
        }
        let simple = "SIMPLE  =".utf8
        if bytes.starts(with: simple) || simple.starts(with: bytes) { return nil }
        if bytes.starts(with: "version https://git-lfs".utf8) {
            return FITSError(
                .gitLFSPointer, "this is a git-LFS pointer, not the file itself: fetch it with `git lfs pull`")
        }
        if let name = compressions.first(where: { bytes.starts(with: $0.magic) })?.name {
            return FITSError(
                .unsupportedCompression,
                "the file is compressed by \(name)\(isInflated ? " within gzip" : ""): decompress it first")
        }
        if bytes.starts(with: "XTENSION".utf8) {
            return FITSError(.notFITS, "the file begins with an extension; a FITS file begins with a primary header")
        }
        let name = others.first { bytes.starts(with: $0.magic) }?.name
        return FITSError(.notFITS, "not a FITS file: it begins \(name.map { "as \($0) do" } ?? quoted(bytes))")
    }

    private static let compressions: [(magic: [UInt8], name: String)] = [
        ([0x1F, 0x8B], "gzip"), ([0x1F, 0x9D], "compress (.Z)"), ([0x1F, 0xA0], "compress -H"),
        ([0x1F, 0x1E], "pack"), (Array("BZh".utf8), "bzip2"), (Array("PK\u{3}\u{4}".utf8), "zip"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
        ([0x04, 0x22, 0x4D, 0x18], "lz4"),
    ]

    private static let others: [(magic: [UInt8], name: String)] = [
        ([0x89, 0x48, 0x44, 0x46], "HDF5 files"), ([0x89, 0x50, 0x4E, 0x47], "PNG images"),
        ([0xFF, 0xD8, 0xFF], "JPEG images"), (Array("II*\0".utf8), "TIFF images"), (Array("MM\0*".utf8), "TIFF images"),
        (Array("#ASDF".utf8), "ASDF files"), (Array("%PDF".utf8), "PDF files"),
        (Array("<".utf8), "web pages or XML files"),
    ]

    /// The first bytes as text, what cannot be printed as dots.
    private static func quoted(_ bytes: UnsafeRawBufferPointer) -> String {
        let text = bytes.prefix(16).map { (0x20...0x7E).contains($0) ? Character(Unicode.Scalar($0)) : "." }
        return "with `\(String(text))`, expected `SIMPLE  =`"
    }
}
