internal import ObsDocuments
internal import ObsText
internal import ObsTime

/// A time in which there is no calibration of a kind, as the file `absences.yaml` of its folder says.
///
/// What the names of files cannot say: that one ends, that there is a gap, that nothing holds any more.
struct CuratedAbsence {
    static let fileName = "absences.yaml"
    static let schema = AbsenceKeys.file.schema

    /// The folder of the detector; nil for all.
    let detector: String?
    /// The name of the filter; nil for all.
    let filter: String?
    let validity: Validity
    let reason: String
    let place: SourcePosition

    /// Reads `absences.yaml`.
    static func read(_ root: Node, _ problems: Problems) -> [CuratedAbsence] {
        guard let reader = FormatReader(root, AbsenceKeys.file.root, problems) else { return [] }
        reader.requireSchema(AbsenceKeys.file)
        let absences =
            reader.given(AbsenceKeys.absences).flatMap { $0.list("absences", problems) { one($0, problems) } } ?? []
        reader.finish()
        return absences
    }

    private static func one(_ node: Node, _ problems: Problems) -> CuratedAbsence? {
        guard let reader = FormatReader(node, AbsenceKeys.absence, problems) else { return nil }
        defer { reader.finish() }
        let detector = reader[AbsenceKeys.detector]
        let filter = reader[AbsenceKeys.filter]
        let validity = reader.validity(AbsenceKeys.begin, AbsenceKeys.end)
        let reason = reader[AbsenceKeys.reason]
        guard let validity, let reason else { return nil }
        return CuratedAbsence(
            detector: detector.map(CuratedInstrument.folderName), filter: filter, validity: validity, reason: reason,
            place: node.position)
    }
}
