internal import GRDB
internal import ObsCalibrations

extension Registry {
    /// Checks the whole file: its pages, its references, and that everything in it could have been stored by the rules.
    ///
    /// - Returns: What is wrong, nothing when the registry is whole; one line each, no more than 100.
    /// - Throws: `RegistryError` when the file cannot be read
    public func checkIntegrity() throws -> [String] {
        try read { reading in
            let database = reading.database
            var problems = try String.fetchAll(database, sql: "PRAGMA integrity_check(50)").filter { $0 != "ok" }
            let references = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check")
            problems += references.prefix(50).map { row in
                "row \((row[1] as Int64?).map { "\($0)" } ?? "?") of \(row[0] as String) names a row of "
                    + "\(row[2] as String) that is not there"
            }
            problems += try reading.missingPairs()
            if !problems.isEmpty { return Array(problems.prefix(100)) }
            // The rules in memory go over all of it again, certification by certification.
            do {
                _ = try reading.snapshot()
            } catch let conflict as CalibrationConflict {
                problems.append(conflict.description)
            } catch let error as CalibrationError {
                problems.append(error.description)
            } catch let error as RegistryError {
                problems.append(error.description)
            }
            return problems
        }
    }
}

extension RegistryReading {
    /// Sets of keys of which the tables do not know that they can hold together.
    fileprivate func missingPairs() throws -> [String] {
        var problems: [String] = []
        let pairs = Set(
            try Row.fetchAll(database, sql: "SELECT key_set, other FROM key_pairs").map { [$0[0] as Int64, $0[1]] })
        for kind in try tables.kinds() {
            let sets = try tables.index(of: kind).all
            for (place, left) in sets.enumerated() {
                for right in sets[place...] where left.keys.canHold(with: right.keys, as: kind.kind) {
                    if pairs.contains([left.id, right.id]) && pairs.contains([right.id, left.id]) { continue }
                    problems.append(
                        "the tables do not know that \(kind.kind.name) of \(left.keys) and of \(right.keys) can conflict"
                    )
                }
            }
        }
        return problems
    }
}
