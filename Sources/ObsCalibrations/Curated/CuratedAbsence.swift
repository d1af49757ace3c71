internal import ObsDocuments
internal import ObsText
internal import ObsTime

/// A time in which there is no calibration of a kind, as the file `absences.yaml` of its folder says.
///
/// What the names of files cannot say: that one ends, that there is a gap, that nothing holds any more.
struct CuratedAbsence {
    static let fileName = "absences.yaml"
    static let schema = "obskit/calibration-absences/1"

    /// The folder of the detector; nil for all.
    let detector: String?
    /// The name of the filter; nil for all.
    let filter: String?
    let validity: Validity
    let reason: String
    let place: SourcePosition

    /// Reads `absences.yaml`.
    static func read(_ root: Node, _ problems: Problems) -> [CuratedAbsence] {
        guard let reader = MappingReader(root, "absences.yaml", problems) else { return [] }
        reader.requireSchema(schema)
        let absences = reader.required("absences").flatMap { $0.list("absences", problems) { one($0, problems) } } ?? []
        reader.finish()
        return absences
    }

    private static func one(_ node: Node, _ problems: Problems) -> CuratedAbsence? {
        guard let reader = MappingReader(node, "an absence", problems) else { return nil }
        defer { reader.finish() }
        let detector = reader.optional("detector")?.string(problems)
        let filter = reader.optional("filter")?.string(problems)
        let validity = reader.validity(begin: .date, end: .optional)
        let reason = reader.required("reason")?.string(problems)
        guard let validity, let reason else { return nil }
        return CuratedAbsence(
            detector: detector.map(CuratedInstrument.folderName), filter: filter, validity: validity, reason: reason,
            place: node.position)
    }
}
