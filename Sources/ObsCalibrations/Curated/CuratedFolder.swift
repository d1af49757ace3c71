package import ObsText
public import ObsTime

/// The curated calibrations of a folder, read, checked and certified.
///
/// The folder has the layout of obs packages, `<kind>/[detector]/[filter]/<start>.{ecsv,yaml,json}`, with dates in UTC.
/// A file holds until the next file of its folder begins. The last file holds forever. A file with mistakes is left out, and
/// nothing holds in its time. `<kind>/absences.yaml` says when nothing holds: in a gap, or after an end.
public struct CuratedFolder: Sendable {
    /// The files, sorted by path.
    public let files: [CuratedFile]
    /// When each holds, by the path; a file that is absent all the time has none.
    public let validities: [String: [Validity]]
    private let kinds: CalibrationKinds

    /// Reads a folder.
    ///
    /// - Parameters:
    ///   - files: The files; those of other forms are left alone, with a note.
    ///   - kinds: The kinds of the instrument.
    ///   - instrument: Its detectors and filters.
    ///   - problems: Takes everything that is wrong: a path and metadata that differ, dates, units, sizes, contents.
    package init(_ files: CalibrationFiles, kinds: CalibrationKinds, instrument: CuratedInstrument, problems: Problems)
    {
        var reader = CuratedFolderReader(files: files, kinds: kinds, instrument: instrument, problems: problems)
        var read: [CuratedFile] = []
        reader.readAll { read.append($0) }
        var validities: [String: [Validity]] = [:]
        reader.forEachValidity { validities[$0] = $1 }
        // Two files that nobody can tell apart have no validity, nor has a file whose absences cannot be read.
        self.files = read.filter { validities[$0.path] != nil }
        self.validities = validities
        self.kinds = kinds
    }

    /// Checks a folder as `init` does, and keeps only the paths: one file at a time is in memory.
    ///
    /// - Parameters:
    ///   - files: The files.
    ///   - kinds: The kinds of the instrument.
    ///   - instrument: Its detectors and filters.
    ///   - problems: Takes everything that is wrong.
    /// - Returns: The number of files that are in order.
    @discardableResult
    package static func check(
        _ files: CalibrationFiles, kinds: CalibrationKinds, instrument: CuratedInstrument, problems: Problems
    ) -> Int {
        var reader = CuratedFolderReader(files: files, kinds: kinds, instrument: instrument, problems: problems)
        var count = 0
        reader.readAll { _ in }
        reader.forEachValidity { _, _ in count += 1 }
        return count
    }

    /// The datasets.
    public var datasets: [CalibrationDataset] { files.map(\.dataset) }

    /// The certifications in a collection.
    public func certifications(in collection: String) -> [Certification] {
        files.flatMap { file in
            (validities[file.path] ?? []).map { Certification(of: file.dataset, in: collection, validity: $0) }
        }
    }

    /// The datasets, certified in a collection of a set of their own.
    ///
    /// - Parameters:
    ///   - collection: The name of the collection.
    ///   - instrument: The name of the instrument, if the set is to say it.
    /// - Returns: The set.
    /// - Throws: `CalibrationConflict`; `CalibrationError` (`dateOutOfRange`).
    public func set(in collection: String, of instrument: String? = nil) throws -> CalibrationSet {
        var set = CalibrationSet(kinds: kinds, instrument: instrument)
        try set.add(CalibrationCollection(collection, .validityRanged))
        for dataset in datasets { try set.add(dataset) }
        try set.certify(certifications(in: collection))
        return set
    }

    /// The file of a dataset; nil when no file here holds it.
    public subscript(dataset: DatasetID) -> CuratedFile? { files.first { $0.dataset.id == dataset } }
}
