internal import Glibc

/// A library of the system that is loaded when a file needs it.
struct DynamicLibrary: @unchecked Sendable {
    private let handle: UnsafeMutableRawPointer
    private let compression: Compression
    private let package: String

    /// Loads a library.
    ///
    /// - Parameters:
    ///   - names: its file names, the preferred one first
    ///   - compression: what it decompresses
    ///   - package: the package of Debian that has it
    /// - Throws: `FITSError` of code `unsupportedCompression` when there is none
    init(_ names: [String], for compression: Compression, package: String) throws {
        guard let handle = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first else {
            throw Self.missing(names.first ?? "", compression, package)
        }
        self.handle = handle
        self.compression = compression
        self.package = package
    }

    /// A function of the library.
    ///
    /// - Throws: `FITSError` of code `unsupportedCompression` when it has none of this name
    func function<Function>(_ name: String, as _: Function.Type = Function.self) throws -> Function {
        guard let address = dlsym(handle, name) else { throw Self.missing(name, compression, package) }
        return unsafeBitCast(address, to: Function.self)
    }

    private static func missing(_ what: String, _ compression: Compression, _ package: String) -> FITSError {
        FITSError(
            .unsupportedCompression,
            "the file is compressed by \(compression), and \(what), which decompresses it, cannot be loaded: install it "
                + "(Debian: \(package)), or decompress the file first")
    }
}
