public import ObsText

/// Why a file or a header cannot be read.
public struct FITSError: ObsError, Hashable {
    /// The kind of failure, stable across versions.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The code as text.
        public let rawValue: String

        /// Makes a code from its text.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// There is no file of this name.
        public static let notFound = Code(rawValue: "not-found")
        /// The operating system refuses to open or read the file.
        public static let unreadable = Code(rawValue: "unreadable")
        /// The name is that of a folder.
        public static let isDirectory = Code(rawValue: "is-directory")
        /// The file has no bytes.
        public static let empty = Code(rawValue: "empty")
        /// The content is something else than FITS.
        public static let notFITS = Code(rawValue: "not-fits")
        /// The file is the pointer that git-LFS leaves in place of the content.
        public static let gitLFSPointer = Code(rawValue: "git-lfs-pointer")
        /// The file ends within a header or within data.
        public static let truncated = Code(rawValue: "truncated")
        /// The file has headers alone, and not the data that they announce.
        public static let headersOnly = Code(rawValue: "headers-only")
        /// Bytes follow the last HDU, or an HDU where the next should begin, that are no HDU.
        public static let trailingBytes = Code(rawValue: "trailing-bytes")
        /// The file ends within a block of 2880 bytes, behind all data that its headers announce.
        public static let partialBlock = Code(rawValue: "partial-block")
        /// A header has no END card.
        public static let missingEND = Code(rawValue: "missing-end")
        /// A header goes on beyond the limit.
        public static let headerTooLarge = Code(rawValue: "header-too-large")
        /// A compressed file decompresses beyond the limit.
        public static let inflatedTooLarge = Code(rawValue: "inflated-too-large")
        /// The gzip stream is damaged.
        public static let corruptGzip = Code(rawValue: "corrupt-gzip")
        /// A stream of bzip2, xz or zstd, or a member of a zip archive, is damaged.
        public static let corruptStream = Code(rawValue: "corrupt-stream")
        /// The cards that say how the data is laid out are missing or impossible.
        public static let badStructure = Code(rawValue: "bad-structure")
        /// The file is compressed in a way that is not read here.
        public static let unsupportedCompression = Code(rawValue: "unsupported-compression")
    }

    /// The kind of failure.
    public let code: Code
    /// What is wrong, what was expected and what to do.
    public let message: String
    /// The file, or the name that the caller gave to the source; empty for bytes without a name.
    public let file: String
    /// The number of the HDU, counted from 0.
    public let hdu: Int?
    /// Where in the (inflated) file, in bytes from its start.
    public let offset: Int64?

    /// Makes an error.
    public init(_ code: Code, _ message: String, file: String = "", hdu: Int? = nil, offset: Int64? = nil) {
        self.code = code
        self.message = message
        self.file = file
        self.hdu = hdu
        self.offset = offset
    }
}

extension FITSError {
    /// One line: file, HDU, byte, message.
    public var description: String { file.isEmpty ? placed(hdu) : "\(file): \(placed(hdu))" }

    /// The error as one diagnostic, with the HDU and the byte; the file is the one that it is about.
    public var diagnostics: [Diagnostic] { [diagnostic(.error, hdu: hdu)] }

    /// The error as a diagnostic.
    ///
    /// - Parameters:
    ///   - severity: how bad it is for whoever reads the file
    ///   - hdu: the HDU that it is about
    /// - Returns: the diagnostic
    package func diagnostic(_ severity: Diagnostic.Severity, hdu: Int?) -> Diagnostic {
        Diagnostic(
            severity, Diagnostic.Code(rawValue: code.rawValue), at: nil, hdu: hdu, byte: offset, placed(hdu))
    }

    /// The message behind the HDU and the byte.
    private func placed(_ hdu: Int?) -> String {
        let places = [hdu.map { "HDU \($0)" }, offset.map { "byte \($0)" }].compactMap { $0 }
        return places.isEmpty ? message : "\(places.joined(separator: ", ")): \(message)"
    }
}
