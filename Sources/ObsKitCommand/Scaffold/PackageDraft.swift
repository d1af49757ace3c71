internal import ObsKit
internal import ObsKitConformance
internal import ObsText

/// The files of a package that `obskit new` writes.
struct PackageDraft {
    /// The files by their paths in the package.
    var files: [String: String]

    /// The line before which a person must decide something begins with this.
    static let mark = OpenDecision.mark

    /// Writes the files; none of them may exist.
    ///
    /// - Throws: `DiagnosticsError` when one cannot be written
    func write(to folder: String) throws {
        for (path, text) in files.sorted(by: { $0.key < $1.key }) {
            try FileSystem.write(Array(text.utf8), to: folder + "/" + path)
        }
    }

    /// What a person must decide, as `FOLDER/FILE:LINE: TEXT`, by file and line.
    func decisions(in folder: String) -> [String] {
        files.sorted { $0.key < $1.key }.flatMap { path, text in
            OpenDecision.all(in: Array(text.utf8), file: "\(folder)/\(path)").map { decision in
                "\(decision.place.file):\(decision.place.line): decide: \(decision.question)"
            }
        }
    }
}

extension PackageDraft {
    /// A made-up camera of two chips, with comments that teach.
    init(exampleNamed name: String) {
        files = Self.example.mapValues { text in
            text.split(separator: "NAME", omittingEmptySubsequences: false).joined(separator: name)
        }
        files["conformance/points/\(name).yaml"] = files.removeValue(forKey: "conformance/points/points.yaml")
    }
}
