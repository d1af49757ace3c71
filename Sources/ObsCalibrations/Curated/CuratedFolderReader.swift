internal import ObsDocuments
internal import ObsText
internal import ObsTime

/// Walks over a folder of curated calibrations.
struct CuratedFolderReader {
    let files: CalibrationFiles
    let kinds: CalibrationKinds
    let instrument: CuratedInstrument
    let problems: Problems
    private(set) var read: [CuratedFile] = []
    private var absences: [(kind: String, absence: CuratedAbsence)] = []
    /// Folders of which something was reported already.
    private var reported: Set<String> = []

    /// Files of a package's folder that are no calibrations.
    private static let descriptions: Set<String> = ["kinds.yaml", "external.yaml"]

    init(files: CalibrationFiles, kinds: CalibrationKinds, instrument: CuratedInstrument, problems: Problems) {
        self.files = files
        self.kinds = kinds
        self.instrument = instrument
        self.problems = problems
    }

    mutating func readAll() {
        for path in files.paths where !Self.descriptions.contains(path) { readFile(path) }
        checkDates()
        checkDetectors()
    }

    private func start(_ path: String) -> SourcePosition {
        SourcePosition(file: files.displayName(path), line: 1, column: 1)
    }

    /// Whether a folder was not yet asked about.
    private mutating func isFirst(_ folder: String) -> Bool { reported.insert(folder).inserted }

    private mutating func readFile(_ path: String) {
        let parts = path.split(separator: "/").map(String.init)
        guard let name = parts.last, parts.count > 1 else {
            problems.report(
                Diagnostic(
                    .note, .ignoredFile, at: start(path), "the file is left alone: it lies in the folder of no kind"))
            return
        }
        guard let kind = kinds[parts[0]] else {
            let place = start(path)
            if isFirst(parts[0]) {
                problems.error(
                    .unknownFolder, at: place, "the folder '\(parts[0])' is named after no kind of calibration",
                    hint: DidYouMean.hint(for: parts[0], among: kinds.all.map(\.name))
                        ?? "kinds.yaml says which there are")
            }
            return
        }
        if parts.count == 2, name == CuratedAbsence.fileName { return readAbsences(path, kind) }
        let suffix = name.split(separator: ".", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        guard ["ecsv", "yaml", "json"].contains(suffix) else {
            problems.report(
                Diagnostic(
                    .note, .ignoredFile, at: start(path), "the file is left alone: it is neither .ecsv, .yaml nor .json"
                ))
            return
        }
        guard let keys = keys(of: kind, folders: Array(parts[1..<parts.count - 1]), path) else { return }
        guard let begin = CuratedDate.instant(String(name.dropLast(suffix.count + 1))) else {
            problems.error(
                .badFileDate, at: start(path), "the name of the file is no date",
                hint: "name it after the begin of its validity in UTC, 20130115T013000.\(suffix)")
            return
        }
        do {
            let bytes = try files.bytes(path)
            try readContent(bytes, path, kind, keys, begin, suffix, parts)
        } catch {
            problems.report(error, at: start(path))
        }
    }

    private mutating func readAbsences(_ path: String, _ kind: CalibrationKind) {
        do {
            let document = try Document.yaml(try files.bytes(path), file: files.displayName(path))
            problems.report(document.duplicateKeys)
            absences += CuratedAbsence.read(document.root, problems).map { (kind.name, $0) }
        } catch {
            problems.report(error, at: start(path))
        }
    }

    /// What the folders of a file say of detector and filter.
    private mutating func keys(of kind: CalibrationKind, folders: [String], _ path: String) -> CalibrationKeys? {
        let hasDetector = kind.detector.map { $0.match != .notApplicable } ?? false
        let hasFilter = kind.filter.map { $0.match != .notApplicable } ?? false
        let expected = (hasDetector ? ["detector"] : []) + (hasFilter ? ["filter"] : [])
        let place = start(path)
        guard folders.count == expected.count else {
            let names = ["<start>"] + expected.reversed().map { "<\($0)>" } + [kind.name]
            problems.error(
                .strayEntry, at: place,
                "the file lies in \(folders.count) folders under '\(kind.name)', not \(expected.count)",
                hint: "the files of the kind are \(names.reversed().joined(separator: "/"))")
            return nil
        }
        var keys = CalibrationKeys()
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        if hasDetector {
            let name = folders[0]
            guard let detector = instrument.detectors.first(where: { CuratedInstrument.folderName($0.name) == name })
            else {
                let names = instrument.detectors.map { CuratedInstrument.folderName($0.name) }
                if isFirst(folder) {
                    problems.error(
                        .unknownFolder, at: place, "the folder '\(name)' is named after no detector",
                        hint: DidYouMean.hint(for: name, among: names)
                            ?? "detectors are \(names.prefix(10).joined(separator: ", "))…")
                }
                return nil
            }
            keys.detector = detector.id
        }
        if hasFilter, let name = folders.last {
            guard let filter = instrument.filter(name) else {
                if isFirst(folder) {
                    problems.error(
                        .unknownFolder, at: place, "the folder '\(name)' is named after no physical filter",
                        hint: "write the filter's name in lower case, blanks as underscores")
                }
                return nil
            }
            keys.filter = filter
        }
        return keys
    }

    private mutating func readContent(
        _ bytes: [UInt8], _ path: String, _ kind: CalibrationKind, _ keys: CalibrationKeys, _ begin: Instant,
        _ suffix: String, _ parts: [String]
    ) throws {
        let inner = Problems()
        let decoder = CuratedDecoder(format: kind.format, problems: inner)
        let result = decoder.read(bytes, file: files.displayName(path))
        if let result {
            CuratedCheck(
                kind: kind, folder: parts[0], keys: keys, begin: begin, instrument: instrument,
                instrumentFolder: files.lastPart, place: start(path), problems: inner
            ).check(result)
        }
        problems.report(inner.sorted)
        guard let result, let content = result.content, !inner.hasErrors else { return }
        let checksum = ContentHash(of: bytes)
        var form = CanonicalForm()
        for text in ["obskit/curated/1", kind.name, keys.canonicalText, checksum.description] { form.add(text) }
        form.add(Int(begin.nanoseconds))
        let folders = [kind.name] + parts[1..<parts.count - 1]
        read.append(
            CuratedFile(
                path: path,
                dataset: CalibrationDataset(
                    id: DatasetID(contentHash: ContentHash(of: form.bytes)), kind: kind.name, keys: keys, uri: path,
                    checksum: checksum, size: bytes.count, creation: result.metadata.creation,
                    producer: result.metadata.text("SOURCE")),
                begin: begin, metadata: result.metadata, content: content,
                packagePath: (folders + ["\(CuratedDate.stem(begin)).\(suffix)"]).joined(separator: "/")))
    }

    /// The files of each folder in order of time, with their keys.
    private var series: [[CuratedFile]] {
        Dictionary(grouping: read) { $0.dataset.kind + " " + $0.dataset.keys.canonicalText }
            .sorted { $0.key < $1.key }.map { $0.value.sorted { ($0.begin, $0.path) < ($1.begin, $1.path) } }
    }

    private func checkDates() {
        for files in series {
            for (one, next) in zip(files, files.dropFirst()) where one.begin == next.begin {
                problems.error(
                    .duplicateDate, at: start(next.path), "\(one.path) begins at the same instant, \(one.begin)",
                    hint: "take one of them away")
            }
        }
    }

    /// Reports detectors for which a kind has no file, where it has one for others.
    private func checkDetectors() {
        for kind in kinds.all where kind.detector.map({ $0.match != .notApplicable }) ?? false {
            let files = read.filter { $0.dataset.kind == kind.name }
            guard let first = files.first else { continue }
            let found = Set(files.compactMap(\.dataset.keys.detector))
            let missing = instrument.detectors.filter { !found.contains($0.id) }.map(\.name)
            if missing.isEmpty { continue }
            let names = missing.prefix(8).joined(separator: ", ") + (missing.count > 8 ? " …" : "")
            problems.warning(
                .missingDetector, at: start(first.path),
                "\(missing.count) of \(instrument.detectors.count) detectors have no \(kind.name): \(names)",
                hint: "add them, or expect look-ups to miss")
        }
    }

    /// When each file holds: until the next of its series, without the absences.
    func validities() -> [String: [Validity]] {
        var result: [String: [Validity]] = [:]
        for files in series {
            for (place, file) in files.enumerated() {
                let end = place + 1 < files.count ? files[place + 1].begin : nil
                guard let whole = try? Validity(begin: file.begin, end: end) else { continue }
                result[file.path] = [whole]
            }
        }
        for (kind, absence) in absences {
            var isUsed = false
            for file in read where file.dataset.kind == kind && applies(absence, file) {
                let before = result[file.path] ?? []
                let after = before.flatMap { $0.subtracting(absence.validity) }
                isUsed = isUsed || after != before
                result[file.path] = after
            }
            if !isUsed {
                problems.warning(
                    .badAbsence, at: absence.place, "the absence takes nothing away",
                    hint: "check its dates, its detector and its filter, or take it out")
            }
        }
        return result
    }

    private func applies(_ absence: CuratedAbsence, _ file: CuratedFile) -> Bool {
        if let folder = absence.detector {
            let detector = instrument.detectors.first { CuratedInstrument.folderName($0.name) == folder }
            if detector == nil || detector?.id != file.dataset.keys.detector { return false }
        }
        return absence.filter == nil || absence.filter == file.dataset.keys.filter
    }
}

extension CalibrationMetadata {
    /// When the file was made, as CALIB_CREATION_DATE and CALIB_CREATION_TIME say.
    fileprivate var creation: Instant? {
        guard let day = text("CALIB_CREATION_DATE") else { return nil }
        return CuratedDate.instant("\(day)T\(text("CALIB_CREATION_TIME") ?? "00:00:00")")
    }
}
