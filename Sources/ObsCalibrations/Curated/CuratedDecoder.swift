internal import ObsDocuments
internal import ObsText

/// Reads the text of a calibration: a table (ECSV), YAML with foreign tags as data, JSON, or our own form of YAML.
struct CuratedDecoder {
    let format: CalibrationFormat
    let problems: Problems

    /// What a file holds: its metadata, and its content unless that is broken.
    struct Result {
        var metadata: CalibrationMetadata
        var content: CuratedCalibration?
        /// Where problems with the file as a whole are reported.
        var place: SourcePosition
        /// The places of the regions of defects, in their order.
        var regionPlaces: [SourcePosition] = []
        /// The serials of the chips that it is for, where it says so.
        var chips: [String] = []
        /// Whether the file is in ObsKit's own form, which leaves out what the folders say.
        var isOwnForm = false
    }

    /// Reads a file; nil and reported problems when it is not even of the form that its name says.
    func read(_ bytes: [UInt8], file: String) -> Result? {
        let start = SourcePosition(file: file, line: 1, column: 1)
        if file.hasSuffix(".ecsv") {
            guard let table = ECSVTable(bytes, file: file, problems: problems) else { return nil }
            let metadata = CalibrationMetadata(table.metadata, problems)
            return Result(
                metadata: metadata, content: content(table, metadata), place: start,
                regionPlaces: table.rows.map { table.place($0) })
        }
        let document: Document
        do {
            // NaN stands for unknown in files that Python wrote.
            document =
                file.hasSuffix(".json")
                ? try Document.json(bytes, file: file, allowNonFinite: true) : try Document.yaml(bytes, file: file)
        } catch {
            problems.report((error as? DiagnosticsError)?.diagnostics ?? [])
            return nil
        }
        problems.report(document.duplicateKeys)
        let root = document.root
        guard root.kind == .mapping else {
            root.wrongType("a mapping", problems)
            return nil
        }
        if root["schema"]?.text?.hasPrefix("obskit/") == true {
            return OwnCalibrationReader(format: format, problems: problems).read(document, start)
        }
        let metadata = CalibrationMetadata(root["metadata"], problems)
        return Result(metadata: metadata, content: content(document, metadata), place: start)
    }

    private func content(_ table: ECSVTable, _ metadata: CalibrationMetadata) -> CuratedCalibration? {
        switch format {
        case .defects: defects(table).map { .defects($0) }
        case .crosstalk: crosstalk(table, metadata).map { .crosstalk($0) }
        case .transmissionCurve: curves(table, metadata).map { .transmission($0) }
        case .quantumEfficiency: curves(table, metadata).map { .quantumEfficiency($0) }
        case .linearizer, .brighterFatterKernel, .image, .table, .other: unexpected(table.place)
        }
    }

    private func content(_ document: Document, _ metadata: CalibrationMetadata) -> CuratedCalibration? {
        switch format {
        case .crosstalk: return crosstalk(document.root, metadata).map { .crosstalk($0) }
        case .linearizer: return linearizer(document.root).map { .linearizer($0) }
        case .brighterFatterKernel: return kernels(document.root, metadata).map { .brighterFatterKernel($0) }
        case .table, .other: return .other(document)
        case .defects, .transmissionCurve, .quantumEfficiency, .image: return unexpected(document.root.position)
        }
    }

    private func unexpected(_ place: SourcePosition) -> CuratedCalibration? {
        problems.error(
            .badTable, at: place, "\(format.rawValue) are not read from such a file",
            hint: "curves and defects are tables (.ecsv); kernels and linearizers are YAML")
        return nil
    }
}

extension ECSVTable {
    /// The place of the header's first line.
    var place: SourcePosition { SourcePosition(file: file, line: 1, column: 1) }
}
