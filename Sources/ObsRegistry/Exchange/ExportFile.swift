internal import ObsCalibrations
internal import ObsDocuments
internal import ObsText

/// An export in a file, which was read and checked whole, and of which no more than some lines are in memory.
///
/// What a set in memory would refuse is found by the tables of a registry: the export lies in one of its own, in a file without
/// a name that goes away with it (SQLite makes it in the folder that `TMPDIR` names).
///
/// ```swift
/// let export = try ExportFile(path: "all.json")
/// let found = try registry.write { try $0.add(export) }
/// ```
public final class ExportFile {
    /// The path of the file.
    public let path: String
    /// The instrument of which all of it is; nil when it has no name.
    public let instrument: String?
    /// The tables, in a transaction that never ends.
    private let tables: Tables

    /// Reads an export: JSON when its name ends in `.json`, else YAML, which is read in memory.
    ///
    /// - Parameter path: The file.
    /// - Throws: `DiagnosticsError` with everything that is wrong with it, each with its place; `RegistryError` (`diskFull`)
    public init(path: String) throws {
        let problems = Problems()
        let (tables, instrument) = try RegistryError.translating("the temporary file for \(path)") {
            let database = try Connection.inNamelessFile()
            try database.run(script: "BEGIN")
            try Migrations.known.run(database, path)
            let tables = Tables(database)
            return (tables, try Self.read(path, into: tables, problems))
        }
        try problems.throwIfErrors()
        (self.path, self.instrument, self.tables) = (path, instrument, tables)
    }

    /// Reads the file into tables, and says of which instrument it is.
    private static func read(_ path: String, into tables: Tables, _ problems: Problems) throws -> String? {
        guard path.lowercased().hasSuffix(".json") else {
            let set = try CalibrationSet(exportAt: path)
            try store(set, in: RegistryChanges(tables, set.instrument))
            return set.instrument
        }
        let reader = CalibrationExportReader(path: path)
        guard let frame = try reader.frame(problems) else { throw DiagnosticsError(problems.sorted) }
        let changes = RegistryChanges(tables, frame.instrument)
        try store(frame, in: changes)
        try reader.forEachDataset(problems) { try changes.store(CollectionOfOne($0)) }
        try reader.forEachCertification(problems) { row, isShared in
            try changes.certify(CollectionOfOne(row), sharing: isShared)
        }
        return frame.instrument
    }

    private static func store(_ set: CalibrationSet, in changes: RegistryChanges) throws {
        try changes.add(set.kinds.all)
        for collection in set.collectionsInOrder { try changes.add(collection) }
        try changes.store(set.datasets.values)
        try changes.certify(set.certifications, sharing: true)
    }

    private var reading: RegistryReading { RegistryReading(tables, instrument) }

    /// The ids of the detectors for which there are datasets.
    ///
    /// - Throws: `RegistryError`
    public func detectors() throws -> [Int] {
        try RegistryError.translating(path) {
            try tables.database.statement(
                """
                SELECT DISTINCT detector FROM key_sets
                WHERE detector IS NOT NULL AND id IN (SELECT key_set FROM datasets) ORDER BY detector
                """
            ).map(of: "key_sets") { Int(try $0.integer(0)) }
        }
    }

    /// Everything of it, to be added to a registry.
    func contents() throws -> ImportedContents {
        let kinds = try tables.allKinds()
        let collections = try tables.family(nil)
        return ImportedContents(
            instrument: instrument, kinds: kinds.map(\.kind), collections: collections.map(\.collection),
            forEachDataset: { try self.reading.forEachDataset(of: Set(kinds.map(\.id)), $0) },
            forEachCertification: { body in
                try self.reading.forEachCertification(of: kinds, in: collections) { row, _ in try body(row) }
            })
    }
}
