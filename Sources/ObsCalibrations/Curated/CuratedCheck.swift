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
    /// The detector of the folder; nil where the kind has none.
    let detector: CuratedInstrument.Detector?
    /// The name of the folder of all kinds.
    let instrumentFolder: String
    let place: SourcePosition
    let problems: Problems

    func check(_ result: CuratedDecoder.Result) {
        checkMetadata(result.metadata, isOwnForm: result.isOwnForm)
        guard let content = result.content, let detector else { return }
        switch content {
        case .defects(let defects): checkDefects(defects, detector, result.regionPlaces)
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

    private func checkDefects(
        _ defects: Defects, _ detector: CuratedInstrument.Detector, _ places: [SourcePosition]
    ) {
        guard let width = detector.width, let height = detector.height else { return }
        for (index, region) in defects.regions.enumerated() where !region.isInside(width: width, height: height) {
            problems.error(
                .defectOutside, at: places.indices.contains(index) ? places[index] : place,
                "the region of \(region.width) by \(region.height) pixels at (\(region.x), \(region.y)) reaches outside "
                    + "\(detector.name), which has \(width) by \(height)",
                hint: "cut it at the edge of the detector, or take it away")
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
            checkInstrument(node, "INSTRUME")
        }
        if let node = metadata["INSTRUMENT"] { checkInstrument(node, "INSTRUMENT") }
        if keys.detector != nil {
            if let node = required("DETECTOR", metadata) { checkDetector(node, "DETECTOR") }
            checkChip(metadata)
        }
        if keys.filter != nil, let node = required("FILTER", metadata) { checkFilter(node, "FILTER") }
        checkLabel(metadata)
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

    private func checkInstrument(_ node: Node, _ key: String) {
        if matches(node, [instrumentFolder] + instrument.names) { return }
        mismatch(.wrongInstrument, node, key, "the folder is '\(instrumentFolder)'")
    }

    private func checkFilter(_ node: Node, _ key: String) {
        guard let filter = keys.filter, !matches(node, [filter]) else { return }
        // A name and an alias of it are one filter.
        let meant = node.text.flatMap { instrument.filter(CuratedInstrument.folderName($0)) }
        if meant != filter { mismatch(.wrongFilter, node, key, "the folder is of '\(filter)'") }
    }

    private func checkDetector(_ node: Node, _ key: String) {
        guard let detector, node.integer(Problems()) != detector.id, !matches(node, [detector.name]) else { return }
        if let text = node.text, Int(text) == detector.id { return }
        mismatch(.wrongDetector, node, key, "the folder is of detector \(detector.id), \(detector.name)")
    }

    /// Names and serials of the detector, by the keys under which pipelines write them.
    private func checkChip(_ metadata: CalibrationMetadata) {
        guard let detector else { return }
        let group = detector.group ?? ""
        // R22_S11 is S11 of R22, whether or not the camera knows of groups.
        let ownName = detector.name.split(separator: "_").last.map(String.init) ?? detector.name
        let names = [
            ("DET_NAME", [detector.name, ownName]), ("DETECTOR_NAME", [detector.name, ownName]),
            ("DETNAME", [detector.name, ownName]), ("SLOTNAME", [ownName, detector.name]),
            ("RAFTNAME", detector.group.map { [$0] } ?? []),
        ]
        for (key, known) in names where !known.isEmpty {
            guard let node = metadata[key], node.text?.isEmpty == false, !matches(node, known) else { continue }
            mismatch(.wrongDetector, node, key, "the folder is of \(key == "RAFTNAME" ? group : detector.name)")
        }
        let serials = detector.chips.compactMap(\.serial)
        guard !serials.isEmpty, serials.count == detector.chips.count else { return }
        for key in ["DET_SER", "DETECTOR_SERIAL", "DETSER"] {
            guard let node = metadata[key], let text = node.text, !text.isEmpty else { continue }
            // Some pipelines have the number of the detector for its serial.
            if Int(text) == detector.id { continue }
            if !matches(node, serials) {
                let chips = serials.joined(separator: ", ")
                mismatch(.wrongSerial, node, key, "the chip in \(detector.name) was never another than \(chips)")
            } else if let chip = detector.chips.last(where: { $0.since.map { $0 <= begin } ?? true }),
                let serial = chip.serial, !matches(node, [serial])
            {
                problems.warning(
                    .wrongSerial, at: node,
                    "\(key) is \(node.found), and at \(begin) the chip in \(detector.name) was \(serial)",
                    hint: "name the file after the day on which its chip came")
            }
        }
    }

    /// CALIB_ID repeats the keys: `calibDate=2020-01-01T00:00:00 filter=g detector=94`.
    private func checkLabel(_ metadata: CalibrationMetadata) {
        guard let node = metadata["CALIB_ID"], let text = node.text else { return }
        for word in text.split(separator: " ") {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, !parts[1].isEmpty, parts[1] != "None" else { continue }
            switch parts[0] {
            case "detector":
                guard let detector, let id = Int(parts[1]), id != detector.id else { continue }
                mismatch(.wrongDetector, node, "CALIB_ID", "the folder is of detector \(detector.id), \(detector.name)")
            case "filter":
                guard let filter = keys.filter, parts[1].lowercased() != filter.lowercased(),
                    instrument.filter(CuratedInstrument.folderName(parts[1])) != filter, !text.contains(filter)
                else { continue }
                mismatch(.wrongFilter, node, "CALIB_ID", "the folder is of '\(filter)'")
            default: continue
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
