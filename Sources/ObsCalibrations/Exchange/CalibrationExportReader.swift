internal import ObsDocuments
package import ObsText

/// Reads an export in JSON from a file, of whose datasets and certifications one at a time is in memory.
package struct CalibrationExportReader {
    private let path: String

    /// Reads the file of a path.
    package init(path: String) { self.path = path }

    /// What the export has besides its datasets and certifications: the instrument, kinds and collections.
    ///
    /// - Parameter problems: Takes what is wrong with them.
    /// - Returns: The set without datasets; nil when it is no export.
    /// - Throws: `DiagnosticsError` when the file cannot be read, or is not JSON
    package func frame(_ problems: Problems) throws -> CalibrationSet? {
        var parts = ExportParts()
        try FileBytes.forEachPart(of: path) { parts.take($0) { _ in } }
        let document = try Document.json(parts.finish(), file: path, limits: .calibrations)
        return CalibrationSet(export: document.root, problems: problems)
    }

    /// Hands over the datasets, as they come.
    ///
    /// - Parameters:
    ///   - problems: Takes what is wrong with them, and what `body` throws of one, where it stands.
    ///   - body: Takes a dataset.
    /// - Throws: `DiagnosticsError` when the file cannot be read; what `body` throws that is no `ObsError`
    package func forEachDataset(_ problems: Problems, _ body: (CalibrationDataset) throws -> Void) throws {
        try forEach(.datasets, problems) { node in
            if let dataset = CalibrationDataset(node, problems) { try body(dataset) }
        }
    }

    /// Hands over the certifications, as they come, and whether they are for other keys than those of their datasets.
    ///
    /// - Parameters:
    ///   - problems: Takes what is wrong with them, and what `body` throws of one, where it stands.
    ///   - body: Takes a certification.
    /// - Throws: As `forEachDataset`
    package func forEachCertification(
        _ problems: Problems, _ body: (Certification, _ isShared: Bool) throws -> Void
    ) throws {
        try forEach(.certifications, problems) { node in
            if let (row, isShared) = Certification.read(node, problems) { try body(row, isShared) }
        }
    }

    private func forEach(_ list: ExportParts.List, _ problems: Problems, _ body: (Node) throws -> Void) throws {
        var parts = ExportParts()
        try FileBytes.forEachPart(of: path) { bytes in
            try parts.take(bytes) { element in
                guard element.list == list, !problems.isFull else { return }
                let document = Result.diagnosing(else: .syntax) {
                    try Document.json(element.text, file: path, firstLine: element.line)
                }
                switch document {
                case .failure(let error): problems.report(error.diagnostics)
                case .success(let document):
                    do { try body(document.root) } catch {
                        guard error is any ObsError else { throw error }
                        problems.report(error, else: .wrongType, at: document.root.position)
                    }
                }
            }
        }
    }
}
