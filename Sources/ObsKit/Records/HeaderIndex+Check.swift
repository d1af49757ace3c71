internal import ObsDocuments
internal import ObsHeaderFiles
internal import ObsText

extension HeaderIndex {
    /// What makes an index useless: files that are not in it, that are gone, or that are no more what they were.
    ///
    /// - Parameters:
    ///   - index: the path of the index
    ///   - files: the files that should be in it, by their names in the index
    ///   - comparesChecksum: whether files are read even when size and time agree
    /// - Returns: what is wrong, by the names of the files; none when the index is good
    /// - Throws: `DiagnosticsError` when the index or its record is missing or damaged
    package static func problems(
        ofIndex index: String, files: [String: String], comparesChecksum: Bool = false
    ) throws -> [Diagnostic] {
        let hint = "run obskit index again"
        guard FileSystem.isFile(index) else {
            return [Diagnostic(.error, .missingIndex, at: nil, "there is no index \(index)", hint: hint)]
        }
        guard let lines = RecordLines(reading: IndexBuilder.recordPath(for: index)) else {
            return [
                Diagnostic(
                    .error, .missingIndex, at: nil,
                    "nobody knows how old \(index) is: there is no \(IndexBuilder.recordPath(for: index))",
                    hint: hint)
            ]
        }
        var problems: [Diagnostic] = []
        var missing = files
        _ = try lines.forEachLine { _, line in
            let record = try HeaderRecord(try Document.json(line, file: index, limits: .headerFiles).root)
            guard let path = missing.removeValue(forKey: record.file) else {
                problems.append(
                    Diagnostic(.error, .staleIndex, at: nil, "\(index) has \(record.file), which is gone", hint: hint))
                return
            }
            guard let state = record.state else { return }
            if let difference = state.difference(from: path, comparesChecksum: comparesChecksum) {
                problems.append(
                    Diagnostic(
                        .error, .staleIndex, at: nil, "\(index) is stale for \(record.file): \(difference)", hint: hint)
                )
            }
        }
        for name in missing.keys.sorted() {
            problems.append(Diagnostic(.error, .staleIndex, at: nil, "\(index) has nothing of \(name)", hint: hint))
        }
        return problems
    }
}

extension Diagnostic.Code {
    static let missingIndex = Self(rawValue: "missing-index")
    static let staleIndex = Self(rawValue: "stale-index")
}
