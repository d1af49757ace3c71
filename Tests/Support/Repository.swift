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
}

/// The corpus of headers and reference translations, which the environment variable OBSKIT_CORPUS names.
package enum Corpus {
    /// The folder; nil when the variable is not set.
    package static let folder = ProcessInfo.processInfo.environment["OBSKIT_CORPUS"].map { URL(fileURLWithPath: $0) }

    /// The files of a folder of the corpus that end in `.json`, sorted; none without a corpus.
    package static func files(_ name: String) -> [URL] {
        guard let folder = folder?.appendingPathComponent(name) else { return [] }
        let all = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return all.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    }
}
