internal import ObsDocuments
internal import ObsText
internal import ObsTime

/// Compares what a curated file says of itself with where it lies, and what it holds with its detector.
struct CuratedCheck {
    let kind: CalibrationKind
    /// The name of the kind's folder.
    let folder: String
    let keys: CalibrationKeys
    let begin: Instant
    let instrument: CuratedInstrument
    /// The name of the folder of all kinds.
    let instrumentFolder: String
    let place: SourcePosition
    let problems: Problems

    func check(_ result: CuratedDecoder.Result) {
        checkMetadata(result.metadata, isOwnForm: result.isOwnForm)
        guard let content = result.content, let detector = instrument.detectors.first(where: { $0.id == keys.detector })
        else { return }
        switch content {
        case .defects(let defects): checkDefects(defects, detector)
        case .crosstalk(let matrix):
            guard let count = detector.amplifierCount, count != matrix.amplifierCount else { break }
            problems.error(
                .matrixSize, at: place,
                "the matrix is for \(matrix.amplifierCount) amplifiers, and \(detector.name) has \(count)",
                hint: "give coefficients for all of them")
        case .linearizer(let linearizer):
            guard let count = detector.amplifierCount, count != linearizer.amplifiers.count else { break }
            problems.error(
                .matrixSize, at: place,
                "there are \(linearizer.amplifiers.count) amplifiers, and \(detector.name) has \(count)",
                hint: "give each of them")
        default: break
        }
    }

    private func checkDefects(_ defects: Defects, _ detector: CuratedInstrument.Detector) {
        guard let width = detector.width, let height = detector.height else { return }
        for region in defects.regions where !region.isInside(width: width, height: height) {
            problems.error(
                .defectOutside, at: place,
                "the region of \(region.width) by \(region.height) pixels at (\(region.x), \(region.y)) reaches outside "
                    + "\(detector.name), which has \(width) by \(height)",
                hint: "cut it at the edge of the detector")
        }
    }

    private func checkMetadata(_ metadata: CalibrationMetadata, isOwnForm: Bool) {
        if let node = required("OBSTYPE", metadata) {
            let names = [folder, kind.name] + kind.aliases
            if !matches(node, names) {
                mismatch(.wrongKind, node, "OBSTYPE", "the folder is '\(folder)'")
            }
        }
        if !isOwnForm || metadata["INSTRUME"] != nil, let node = required("INSTRUME", metadata) {
            if !matches(node, [instrumentFolder] + instrument.names) {
                mismatch(.wrongInstrument, node, "INSTRUME", "the folder is '\(instrumentFolder)'")
            }
        }
        if let id = keys.detector, let node = required("DETECTOR", metadata) {
            let name = instrument.detectors.first { $0.id == id }?.name
            if node.integer(Problems()) != id && !matches(node, [name].compactMap { $0 }) {
                mismatch(.wrongDetector, node, "DETECTOR", "the folder is of detector \(id), \(name ?? "")")
            }
        }
        if let filter = keys.filter, let node = required("FILTER", metadata), !matches(node, [filter]) {
            mismatch(.wrongFilter, node, "FILTER", "the folder is of '\(filter)'")
        }
        if !isOwnForm, let node = required("CALIBDATE", metadata) {
            if let date = node.text.flatMap(CuratedDate.instant) {
                if date == begin { return }
                problems.warning(
                    .wrongDate, at: node, "CALIBDATE is \(date), and the file is named after \(begin)",
                    hint: "the name counts; write the same date")
            } else {
                problems.error(
                    .badFileDate, at: node, "CALIBDATE is no date: \(node.found)", hint: "write it in ISO 8601")
            }
        }
    }

    private func required(_ key: String, _ metadata: CalibrationMetadata) -> Node? {
        if let node = metadata[key], node.text?.isEmpty != true { return node }
        problems.error(
            .missingMetadata, at: place, "the metadata have no \(key)", hint: "write it, as the folders say it")
        return nil
    }

    private func matches(_ node: Node, _ names: [String]) -> Bool {
        guard let text = node.text?.lowercased() else { return false }
        return names.contains { $0.lowercased() == text }
    }

    private func mismatch(_ code: Diagnostic.Code, _ node: Node, _ key: String, _ expected: String) {
        problems.error(
            code, at: node, "\(key) is \(node.found), and \(expected)", hint: "move the file, or correct its metadata")
    }
}
