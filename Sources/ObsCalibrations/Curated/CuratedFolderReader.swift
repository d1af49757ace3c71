internal import ObsDocuments
internal import ObsText
internal import ObsTime

/// Walks over a folder of curated calibrations, one file after the other.
///
/// What it keeps of a file is a `CuratedEntry`; what the file holds goes to whoever asked for it, or nowhere.
struct CuratedFolderReader {
    let files: CalibrationFiles
    let kinds: CalibrationKinds
    let instrument: CuratedInstrument
    let problems: Problems
    /// The files whose names say when and of what they are, by series and in the order of time.
    private var entries: [CuratedEntry] = []
    /// What the entries are of, in the order in which it was found.
    private var series: [CuratedEntry.Series] = []
    private var placeOfSeries: [CuratedEntry.Series: UInt32] = [:]
    /// The serials of the chips that a file is for, where it says so, by the place of its path.
    private var chips: [UInt32: [String]] = [:]
    private var absences: [(kind: String, absence: CuratedAbsence)] = []
    /// Kinds of whose files nobody knows when they do not hold.
    private var kindsWithoutAbsences: Set<String> = []
    /// Folders of which something was reported already.
    private var reported: Set<String> = []
    private let detectorByFolder: [String: CuratedInstrument.Detector]
    /// Names of folders and the filters that they stand for, as far as they were asked for.
    private var filterByFolder: [String: String?] = [:]

    /// Files of a package's folder that are no calibrations.
    private static let descriptions: Set<String> = ["kinds.yaml", "external.yaml"]

    init(files: CalibrationFiles, kinds: CalibrationKinds, instrument: CuratedInstrument, problems: Problems) {
        self.files = files
        self.kinds = kinds
        self.instrument = instrument
        self.problems = problems
        detectorByFolder = Dictionary(
            instrument.detectors.map { (CuratedInstrument.folderName($0.name), $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Reads every file, and checks what only all of them together say.
    ///
    /// - Parameter take: gets each file that is in order
    mutating func readAll(_ take: (CuratedFile) -> Void) {
        entries.reserveCapacity(files.paths.count)
        for (index, path) in files.paths.enumerated() where !Self.descriptions.contains(path) {
            readFile(path, index, take)
        }
        entries.sort { left, right in
            (left.series, left.begin, left.path) < (right.series, right.begin, right.path)
        }
        checkDates()
        checkDetectors()
    }

    private func start(_ path: String) -> SourcePosition {
        SourcePosition(file: files.displayName(path), line: 1, column: 1)
    }

    /// Whether a folder was not yet asked about.
    private mutating func isFirst(_ folder: String) -> Bool { reported.insert(folder).inserted }

    private mutating func readFile(_ path: String, _ index: Int, _ take: (CuratedFile) -> Void) {
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
        let stem = String(name.dropLast(suffix.count + 1))
        guard let begin = CuratedDate.instant(stem) else {
            problems.error(
                .badFileDate, at: start(path), "the name of the file, \(DisplayText.quoted(stem)), is no date",
                hint: "name it after the begin of its validity in UTC, 20130115T013000.\(suffix)")
            return
        }
        let place = CuratedPlace(path: path, parts: parts, suffix: suffix, kind: kind, keys: keys, begin: begin)
        let selected = CuratedEntry.Series(kind: kind.name, detector: keys.detector, filter: keys.filter)
        let found = problems.catching(at: start(path)) { try read(place) } ?? nil
        let file = found?.file
        if let chips = found?.chips, !chips.isEmpty { self.chips[UInt32(index)] = chips }
        entries.append(
            CuratedEntry(path: UInt32(index), series: number(of: selected), begin: begin, isSound: file != nil))
        if let file { take(file) }
    }

    private mutating func number(of one: CuratedEntry.Series) -> UInt32 {
        if let known = placeOfSeries[one] { return known }
        placeOfSeries[one] = UInt32(series.count)
        series.append(one)
        return UInt32(series.count - 1)
    }

    private func series(of entry: CuratedEntry) -> CuratedEntry.Series { series[Int(entry.series)] }

    private func path(of entry: CuratedEntry) -> String { files.paths[Int(entry.path)] }

    private mutating func readAbsences(_ path: String, _ kind: CalibrationKind) {
        let inner = Problems()
        inner.catching(at: start(path)) {
            let document = try Document.yaml(try files.bytes(path), file: files.displayName(path))
            inner.report(document.duplicateKeys)
            absences += CuratedAbsence.read(document.root, inner).map { (kind.name, $0) }
        }
        if inner.hasErrors { kindsWithoutAbsences.insert(kind.name) }
        problems.take(inner)
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
            guard let detector = detectorByFolder[name] else {
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
            guard let filter = filter(ofFolder: name) else {
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

    private mutating func filter(ofFolder name: String) -> String? {
        if let known = filterByFolder[name] { return known }
        let filter = instrument.filter(name)
        filterByFolder[name] = .some(filter)
        return filter
    }

    /// Reads and checks one file; nil with the reasons among the problems.
    private func read(_ place: CuratedPlace) throws -> (file: CuratedFile, chips: [String])? {
        let inner = Problems()
        let bytes = try files.bytes(place.path)
        let result = CuratedDecoder(format: place.kind.format, problems: inner).read(
            bytes, file: files.displayName(place.path))
        if let result {
            CuratedCheck(
                kind: place.kind, folder: place.parts[0], keys: place.keys, begin: place.begin,
                instrument: instrument, detector: detector(place.keys.detector), instrumentFolder: files.lastPart,
                place: start(place.path), problems: inner
            ).check(result)
        }
        problems.take(inner)
        guard let result, let content = result.content, !inner.hasErrors else { return nil }
        return (place.file(bytes, result.metadata, content), result.chips)
    }

    private func detector(_ id: Int?) -> CuratedInstrument.Detector? {
        id.flatMap { id in instrument.detectors.first { $0.id == id } }
    }

    /// Of two files of one instant neither can be taken before the other.
    private mutating func checkDates() {
        for place in entries.indices.dropFirst() {
            let (one, next) = (entries[place - 1], entries[place])
            guard one.series == next.series, one.begin == next.begin else { continue }
            (entries[place - 1].isSound, entries[place].isSound) = (false, false)
            problems.error(
                .duplicateDate, at: start(path(of: next)),
                "\(path(of: one)) begins at the same instant, \(one.begin)", hint: "take one of them away")
        }
    }

    /// Reports detectors for which a kind has no file, where it has one for others.
    private func checkDetectors() {
        var first: [String: UInt32] = [:]
        var found: [String: Set<Int>] = [:]
        for entry in entries {
            let one = series(of: entry)
            guard let detector = one.detector else { continue }
            first[one.kind] = min(first[one.kind] ?? entry.path, entry.path)
            found[one.kind, default: []].insert(detector)
        }
        for (kind, path) in first.sorted(by: { $0.key < $1.key }) {
            let missing = instrument.detectors.filter { found[kind]?.contains($0.id) != true }.map(\.name)
            if missing.isEmpty { continue }
            let names = missing.prefix(8).joined(separator: ", ") + (missing.count > 8 ? " …" : "")
            problems.warning(
                .missingDetector, at: start(files.paths[Int(path)]),
                "\(missing.count) of \(instrument.detectors.count) detectors have no \(kind): \(names)",
                hint: "add them, or expect look-ups to miss")
        }
    }

    /// Gives each sound file with the times in which it holds: until the next of its series begins, without the absences.
    ///
    /// A file that is not sound ends the one before it. Reports absences that take nothing away, and files that go on over an exchange of their chip.
    func forEachValidity(_ body: (_ path: String, [Validity]) -> Void) {
        var isUsed = [Bool](repeating: false, count: absences.count)
        for (place, entry) in entries.enumerated()
        where entry.isSound && !kindsWithoutAbsences.contains(series(of: entry).kind) {
            let next = place + 1 < entries.count && entries[place + 1].series == entry.series ? entries[place + 1] : nil
            guard let whole = try? Validity(begin: entry.begin, end: next?.begin) else { continue }
            var validities = [whole]
            for (index, absence) in absences.enumerated()
            where absence.kind == series(of: entry).kind && applies(absence.absence, entry) {
                let after = validities.flatMap { $0.subtracting(absence.absence.validity) }
                isUsed[index] = isUsed[index] || after != validities
                validities = after
            }
            checkExchange(entry, validities)
            body(path(of: entry), validities)
        }
        for (absence, isUsed) in zip(absences, isUsed) where !isUsed {
            problems.warning(
                .badAbsence, at: absence.absence.place, "the absence takes nothing away",
                hint: "check its dates, its detector and its filter, or take it out")
        }
    }

    /// A file of a chip says nothing of the one that came in its place.
    private func checkExchange(_ entry: CuratedEntry, _ validities: [Validity]) {
        guard let detector = detector(series(of: entry).detector) else { return }
        for validity in validities {
            guard
                let chip = detector.chips.first(where: { chip in
                    let isSaid = chip.serial.map { chips[entry.path]?.contains($0) ?? false } ?? false
                    return !isSaid && chip.since.map { validity.contains($0) && validity.begin != $0 } ?? false
                }), let since = chip.since
            else { continue }
            let path = path(of: entry)
            let folder = path.split(separator: "/").dropLast().joined(separator: "/")
            problems.warning(
                .overExchange, at: start(path),
                "it holds \(validity.end.map { "until \($0)" } ?? "forever"), and the chip in \(detector.name) was exchanged on "
                    + "\(since)\(chip.serial.map { " for \($0)" } ?? "")",
                hint:
                    "add a file of the new chip, \(folder)/\(CuratedDate.stem(since)).ecsv, an absence from that date, or "
                    + "chips: of a file in ObsKit's own form, if it is for both")
            return
        }
    }

    private func applies(_ absence: CuratedAbsence, _ entry: CuratedEntry) -> Bool {
        if let folder = absence.detector {
            guard let detector = detectorByFolder[folder], detector.id == series(of: entry).detector else {
                return false
            }
        }
        return absence.filter == nil || absence.filter == series(of: entry).filter
    }
}

/// Where a file lies, and what that says of it.
private struct CuratedPlace {
    let path: String
    let parts: [String]
    let suffix: String
    let kind: CalibrationKind
    let keys: CalibrationKeys
    let begin: Instant

    /// The file with what it holds.
    func file(_ bytes: [UInt8], _ metadata: CalibrationMetadata, _ content: CuratedCalibration) -> CuratedFile {
        let checksum = ContentHash(of: bytes)
        var form = CanonicalForm()
        for text in ["obskit/curated/1", kind.name, keys.canonicalText, checksum.description] { form.add(text) }
        form.add(Int(begin.nanoseconds))
        let folders = [kind.name] + parts[1..<parts.count - 1]
        return CuratedFile(
            path: path,
            dataset: CalibrationDataset(
                id: DatasetID(contentHash: ContentHash(of: form.bytes)), kind: kind.name, keys: keys, uri: path,
                checksum: checksum, size: bytes.count, creation: metadata.creation, producer: metadata.text("SOURCE")),
            begin: begin, metadata: metadata, content: content,
            packagePath: (folders + ["\(CuratedDate.stem(begin)).\(suffix)"]).joined(separator: "/"))
    }
}

extension CalibrationMetadata {
    /// When the file was made, as CALIB_CREATION_DATE and CALIB_CREATION_TIME say.
    fileprivate var creation: Instant? {
        guard let day = text("CALIB_CREATION_DATE") else { return nil }
        return CuratedDate.instant("\(day)T\(text("CALIB_CREATION_TIME") ?? "00:00:00")")
    }
}
