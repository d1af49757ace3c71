package import Foundation

/// Files that tests read.
package enum Repository {
    /// The root folder of this package's source.
    package static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The text of a file of this package.
    ///
    /// - Throws: what Foundation throws when the file cannot be read
    package static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The files of a folder of this package, as paths from its root.
    ///
    /// - Throws: what Foundation throws when the folder cannot be read
    package static func files(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)
            .map { "\(folder)/\($0)" }
    }
}

/// The corpus of headers and reference translations, which the environment variable OBSKIT_CORPUS names.
package enum Corpus {
    /// A file of the corpus.
    package struct File: Sendable {
        /// The name without its folder.
        package let name: String
        /// The path.
        package let path: String
    }

    /// The folder; nil when the variable is not set.
    package static let folder = ProcessInfo.processInfo.environment["OBSKIT_CORPUS"].map { URL(fileURLWithPath: $0) }

    /// Whether there is a corpus.
    package static var isThere: Bool { folder != nil }

    /// What a test that needs the corpus says when it is skipped.
    package static let need = "needs the corpus of headers: set OBSKIT_CORPUS to its folder"

    /// The files of a folder of the corpus that end in `.json`, sorted by name; none without a corpus.
    package static func files(_ name: String) -> [File] {
        guard let folder = folder?.appendingPathComponent(name) else { return [] }
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { $0.hasSuffix(".json") }.sorted()
            .map { File(name: $0, path: folder.appendingPathComponent($0).path) }
    }
}
