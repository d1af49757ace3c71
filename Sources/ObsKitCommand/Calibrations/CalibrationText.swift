internal import ObsCalibrations
internal import ObsDocuments
internal import ObsRegistry
internal import ObsText
internal import ObsTime

/// Calibrations as texts for people.
enum CalibrationText {
    /// A bound of a validity.
    static func bound(_ instant: Instant?) -> String { instant.map { "\($0)" } ?? "open" }

    /// What a change did, a line for each certification.
    static func lines(_ change: CertificationChange) -> String {
        let removed = change.removed.map { ("- ", $0) }
        let added = change.added.map { ("+ ", $0) }
        return (removed + added).sorted { left, right in
            left.1 == right.1 ? left.0 > right.0 : Certification.isOrdered(left.1, right.1)
        }.map { "\($0.0)\($0.1)\n" }.joined()
    }

    /// What a change did, as JSON.
    static func json(_ change: CertificationChange) -> [UInt8] {
        JSONOutput.document { writer in
            writer.beginObject()
            writer.member("schema", "obskit/certification-change/1")
            for (name, rows) in [("removed", change.removed), ("added", change.added)] {
                writer.key(name)
                writer.beginArray()
                for row in rows.sorted(by: Certification.isOrdered) { row.write(&writer) }
                writer.endArray()
            }
            writer.endObject()
        }
    }

    /// Prints what a change did.
    static func print(_ change: CertificationChange, _ format: ListFormat) {
        switch format {
        case .json: Output.json(json(change))
        case .text:
            Output.result(change.isEmpty ? "nothing changed\n" : lines(change))
        }
    }
}
