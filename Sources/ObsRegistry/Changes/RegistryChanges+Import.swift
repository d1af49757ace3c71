public import ObsCalibrations

extension RegistryChanges {
    /// Adds everything of a set: kinds, collections, datasets and certifications.
    ///
    /// What is there already stays as it is. What contradicts it is a conflict; all conflicts are found in one go.
    ///
    /// - Parameters:
    ///   - set: What to add: an export, curated files, what another pipeline made.
    ///   - skippingConflicts: Whether to leave out what conflicts and to add the rest.
    /// - Returns: What came and, when they are skipped, the conflicts.
    /// - Throws: `RegistryImportConflicts` with all of them when they are not skipped; nothing is then added
    @discardableResult
    public func add(_ set: CalibrationSet, skippingConflicts: Bool = false) throws -> RegistryImport {
        try add(set.contents, skippingConflicts: skippingConflicts)
    }

    /// Adds everything of an export in a file, as of a set, without holding it in memory.
    ///
    /// - Parameters:
    ///   - export: What to add.
    ///   - skippingConflicts: Whether to leave out what conflicts and to add the rest.
    /// - Returns: What came and, when they are skipped, the conflicts.
    /// - Throws: As `add(_:skippingConflicts:)` of a set
    @discardableResult
    public func add(_ export: ExportFile, skippingConflicts: Bool = false) throws -> RegistryImport {
        try add(try export.contents(), skippingConflicts: skippingConflicts)
    }

    private func add(_ contents: ImportedContents, skippingConflicts: Bool) throws -> RegistryImport {
        try wholly {
            let owner = try ownerOfImport(contents.instrument)
            if owner != instrument {
                return try of(instrument: owner).add(contents, skippingConflicts: skippingConflicts)
            }
            var found = RegistryImport()
            let scope = contents.kinds.isEmpty ? nil : try tables.instrumentToAddTo(instrument)
            for kind in contents.kinds {
                try attempt(&found, \.kinds) {
                    guard let existing = try tables.kinds(of: scope).first(where: { $0.kind.name == kind.name }) else {
                        try add([kind])
                        return true
                    }
                    if existing.kind == kind { return false }
                    throw RegistryError(
                        .kindDiffers,
                        "the kind '\(kind.name)' is another one in the registry; bring it up to date there first, or, where it is "
                            + "that of another instrument, name it with --instrument"
                    )
                }
            }
            for collection in contents.collections {
                try attempt(&found, \.collections) {
                    let existing = try tables.collections().first { $0.collection.name == collection.name }
                    if existing?.collection.form == collection.form { return false }
                    if existing != nil {
                        throw CalibrationError(
                            .collectionExists,
                            "the collection '\(collection.name)' is of another form, or has other members, in the registry; "
                                + "rename one of them")
                    }
                    try add(collection)
                    return true
                }
            }
            try contents.forEachDataset { dataset in
                try attempt(&found, \.datasets) { try add([dataset]) > 0 }
            }
            try contents.forEachCertification { certification in
                try attempt(&found, \.certifications) {
                    if try isThere(certification) { return false }
                    try certify([certification], sharing: true)
                    return true
                }
            }
            if !found.conflicts.isEmpty && !skippingConflicts { throw RegistryImportConflicts(found: found) }
            return found
        }
    }

    /// The instrument to which an import goes: the one that the call names, or else the one that it is of.
    ///
    /// A registry of one instrument without a name takes the import of any.
    private func ownerOfImport(_ name: String?) throws -> String? {
        guard instrument == nil, let name else { return instrument }
        let all = try tables.instruments()
        return all.count == 1 && all[0].name.isEmpty ? "" : name
    }

    /// Whether a certification of the registry says the same, and perhaps for longer.
    private func isThere(_ certification: Certification) throws -> Bool {
        guard let kind = try? kind(certification.kind),
            let set = try tables.existingSet(certification.keys, of: kind),
            let collection = try? tables.collection(certification.collection)
        else { return false }
        let (begin, end) = Bounds.columns(certification.validity)
        let statement = try database.statement(
            """
            SELECT c.end_ns >= ? AND d.uuid = ? FROM certifications AS c JOIN datasets AS d ON d.id = c.dataset
            WHERE c.collection = ? AND c.key_set = ? AND c.begin_ns <= ? ORDER BY c.begin_ns DESC LIMIT 1
            """)
        return try statement.first(
            of: "certifications", end, certification.dataset.description, collection.id, set, begin
        ) { try $0.truth(0) } ?? false
    }

    /// Counts one thing that is added, was there, or conflicts; what conflicts is refused before it is stored.
    private func attempt(
        _ found: inout RegistryImport, _ count: WritableKeyPath<RegistryImport, RegistryImport.Count>,
        _ body: () throws -> Bool
    ) throws {
        do {
            if try body() { found[keyPath: count].added += 1 } else { found[keyPath: count].unchanged += 1 }
        } catch {
            guard let conflict = Self.conflict(error) else { throw error }
            found.conflicts.append(conflict)
        }
    }

    /// The error as a conflict with what is stored; nil when it is that storing fails.
    private static func conflict(_ error: any Error) -> RegistryImport.Conflict? {
        switch error {
        case let error as CalibrationConflict:
            RegistryImport.Conflict(code: error.code.rawValue, message: error.description)
        case let error as CalibrationError:
            RegistryImport.Conflict(code: error.code.rawValue, message: error.message)
        case let error as RegistryError
        where [.kindDiffers, .kindInUse, .datasetExists, .pathLeavesFolder].contains(error.code):
            RegistryImport.Conflict(code: error.code.rawValue, message: error.message)
        default: nil
        }
    }
}
