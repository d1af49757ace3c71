internal import ObsText

/// Says what a file is from its first bytes.
enum FileSignature {
    /// How many bytes are enough.
    static let length = 2 * CardFields.length + 2

    /// Why the bytes are not the start of a FITS file.
    ///
    /// - Parameters:
    ///   - bytes: the first bytes, `length` of them if the file is not shorter.
    ///   - compression: how the file is compressed out of which they come
    /// - Returns: Nil when they are, or are as far as they go.
    static func objection(_ bytes: Span<UInt8>, within compression: Compression?) -> FITSError? {
        guard !bytes.isEmpty else {
            return FITSError(.empty, compression.map { "the \($0) file holds nothing" } ?? "the file has no bytes")
        }
        let simple = "SIMPLE  =".utf8
        if bytes.starts(with: simple) {
            guard isText(bytes) else { return nil }
            return FITSError(.notFITS, "this is a header written as lines of text, not a FITS file")
        }
        if bytes.count < simple.count, simple.prefix(bytes.count).elementsEqual(bytes.array) { return nil }
        if bytes.starts(with: "version https://git-lfs".utf8) {
            return FITSError(
                .gitLFSPointer, "this is a git-LFS pointer, not the file itself: fetch it with `git lfs pull`")
        }
        if let name = compressions.first(where: { bytes.starts(with: $0.magic) })?.name {
            return FITSError(
                .unsupportedCompression,
                "the file is compressed by \(name)\(compression.map { " within \($0)" } ?? ""): decompress it first")
        }
        if bytes.starts(with: "XTENSION".utf8) {
            return FITSError(.notFITS, "the file begins with an extension; a FITS file begins with a primary header")
        }
        let name = others.first { bytes.starts(with: $0.magic) }?.name
        return FITSError(.notFITS, "not a FITS file: it begins \(name.map { "as \($0) do" } ?? quoted(bytes))")
    }

    /// Whether the first card is a line of text, and another follows that begins as a card does.
    private static func isText(_ bytes: Span<UInt8>) -> Bool {
        guard let end = bytes.extracting(first: CardFields.length + 1).firstIndex(of: 0x0A) else { return false }
        let next = bytes.extracting((end + 1)...).extracting(first: 10).array
        return next.count == 10 && next.prefix(8).allSatisfy(isOfName) && next.suffix(2).elementsEqual("= ".utf8)
            || next.starts(with: "END".utf8) && next.dropFirst(3).allSatisfy { $0 <= 0x20 }
    }

    /// Whether a byte can stand in a keyword field.
    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x2D, 0x5F, 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    private static let compressions: [(magic: [UInt8], name: String)] = [
        ([0x1F, 0x8B], "gzip"), ([0x1F, 0x9D], "compress (.Z)"), ([0x1F, 0xA0], "compress -H"),
        ([0x1F, 0x1E], "pack"), (Array("BZh".utf8), "bzip2"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
        ([0x04, 0x22, 0x4D, 0x18], "lz4"),
    ]

    private static let others: [(magic: [UInt8], name: String)] = [
        (Array("PK\u{3}\u{4}".utf8), "zip archives"), (Array("PK\u{5}\u{6}".utf8), "zip archives"),
        ([0x89, 0x48, 0x44, 0x46], "HDF5 files"), ([0x89, 0x50, 0x4E, 0x47], "PNG images"),
        ([0xFF, 0xD8, 0xFF], "JPEG images"), (Array("II*\0".utf8), "TIFF images"), (Array("MM\0*".utf8), "TIFF images"),
        (Array("#ASDF".utf8), "ASDF files"), (Array("%PDF".utf8), "PDF files"),
        (Array("<".utf8), "web pages or XML files"),
    ]

    /// The first bytes as text, what cannot be printed as dots.
    private static func quoted(_ bytes: Span<UInt8>) -> String {
        let text = bytes.extracting(first: 16).array.map {
            (0x20...0x7E).contains($0) ? Character(Unicode.Scalar($0)) : "."
        }
        return "with `\(String(text))`, expected `SIMPLE  =`"
    }
}
