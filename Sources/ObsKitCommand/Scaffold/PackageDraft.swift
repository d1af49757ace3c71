internal import CObsTemplate
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
    /// A made-up camera of two chips, with comments that teach: Cameras/Template under another name.
    init(exampleNamed name: String) {
        func named(_ text: String) -> String {
            text.split(separator: "Template", omittingEmptySubsequences: false).joined(separator: name)
        }
        let template = unsafe EmbeddedFiles(table: obs_template_files, count: obs_template_file_count)
        files = [:]
        for path in template.paths {
            files[named(path)] = template.withBytes(of: path) { named(String(decoding: $0)) }
        }
    }
}
