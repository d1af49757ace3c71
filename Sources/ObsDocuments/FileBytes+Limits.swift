package import ObsText

extension FileBytes {
    /// The bytes of a regular file that may hold a document.
    ///
    /// - Throws: `DiagnosticsError` that says why it cannot be read, or that it is larger than the limits allow
    package static func read(_ path: String, limits: Limits = .default) throws -> [UInt8] {
        try read(path, limit: limits.bytes)
    }
}
