public import ObsText

/// Why pixels cannot be read or written.
public struct ImageError: ObsError, Hashable {
    /// The kind of failure, stable across versions.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The code as text.
        public let rawValue: String

        /// Makes a code from its text.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The file has no HDU of this number or name.
        public static let missingHDU = Code(rawValue: "missing-hdu")
        /// The HDU holds a table, or no data.
        public static let notAnImage = Code(rawValue: "not-an-image")
        /// The image has other than two axes.
        public static let wrongAxes = Code(rawValue: "wrong-axes")
        /// The section reaches outside the image.
        public static let outsideImage = Code(rawValue: "outside-image")
        /// The compressed tiles are damaged.
        public static let corruptTiles = Code(rawValue: "corrupt-tiles")
        /// The data ends too early.
        public static let truncated = Code(rawValue: "truncated")
        /// A pixel is too large or too small for the type that was asked for.
        public static let pixelOverflow = Code(rawValue: "pixel-overflow")
        /// The bytes are not those of which the checksum was made.
        public static let wrongChecksum = Code(rawValue: "wrong-checksum")
        /// cfitsio fails for another reason, which the stack says, or is not installed, as the message says.
        public static let cfitsio = Code(rawValue: "cfitsio")
        /// There is no room for the file.
        public static let noSpace = Code(rawValue: "no-space")
        /// There is a file of this name already.
        public static let exists = Code(rawValue: "exists")
        /// The file cannot be written for another reason.
        public static let unwritable = Code(rawValue: "unwritable")
    }

    /// The kind of failure.
    public let code: Code
    /// What is wrong, what was expected and what to do.
    public let message: String
    /// The file.
    public let file: String
    /// The number of the HDU, the primary being 0.
    public let hdu: Int?
    /// The status that cfitsio returned.
    public let status: Int?
    /// Everything that cfitsio said about it, the first cause first.
    public let stack: [String]

    /// Makes an error.
    public init(
        _ code: Code, _ message: String, file: String, hdu: Int? = nil, status: Int? = nil, stack: [String] = []
    ) {
        self.code = code
        self.message = message
        self.file = file
        self.hdu = hdu
        self.status = status
        self.stack = stack
    }
}

extension ImageError {
    /// How to go on without what failed.
    public var hint: String? {
        code == .wrongChecksum
            ? "--no-verify (OBK_UNVERIFIED in C, verifiesSums in Swift) reads pixels without comparing sums" : nil
    }

    /// The error with its HDU and what cfitsio said, in one line; the file is for whoever names it anyway.
    public var diagnostics: [Diagnostic] {
        let place = hdu.map { "HDU \($0): " } ?? ""
        let said = stack.isEmpty ? "" : " (cfitsio: \(stack.joined(separator: "; ")))"
        return [Diagnostic(.error, .init(rawValue: code.rawValue), at: nil, place + message + said, hint: hint)]
    }

    /// One line: file, HDU, message; then a line for each message of cfitsio.
    public var description: String {
        let place = [file, hdu.map { "HDU \($0)" } ?? "", message].filter { !$0.isEmpty }.joined(separator: ": ")
        return ([place] + stack.map { "  cfitsio: \($0)" }).joined(separator: "\n")
    }
}
