import Foundation

/// A folder that exists as long as the value.
package final class TemporaryFolder {
    /// Where it is.
    package let path: String

    /// Makes an empty folder.
    ///
    /// - Throws: what Foundation throws when it cannot
    package init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("ObsKit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, with the folders that lead to it, and returns its path.
    ///
    /// - Throws: what Foundation throws when it cannot
    @discardableResult
    package func write(_ bytes: [UInt8], to name: String) throws -> String {
        let url = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return url.path
    }

    /// Writes a text file, with the folders that lead to it, and returns its path.
    ///
    /// - Throws: what Foundation throws when it cannot
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String { try write(Array(text.utf8), to: name) }
}
