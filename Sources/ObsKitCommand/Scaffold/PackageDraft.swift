internal import ObsKit
internal import ObsText

/// The files of a package that `obskit new` writes.
struct PackageDraft {
    /// The files by their paths in the package.
    var files: [String: String]

    /// The line before which a person must decide something begins with this.
    static let mark = "# DECIDE"

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
            text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { number, line in
                line.range(of: Self.mark).map { found in
                    "\(folder)/\(path):\(number + 1): decide\(line[found.upperBound...])"
                }
            }
        }
    }
}

extension Substring {
    /// Where a text occurs first.
    fileprivate func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
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
