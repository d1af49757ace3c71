internal import ObsDocuments
internal import ObsText
internal import ObsTime

/// A camera as its files describe it: the parts without any history, and the entries that change them.
struct CameraDescription: Sendable {
    /// The parts that no entry has changed.
    var base: CameraParts

    /// Where the groups are, which positions of slots may refer to.
    var groups: [String: GroupPatch]

    /// Since when the base says so; nil forever.
    var edition: Instant?

    /// The entries, in the order in which they apply.
    var entries: [HistoryEntry]

    /// The largest number of entries of a history.
    static let entryLimit = 1024

    /// The effort that the check of all versions may take, in parts and pairs of amplifiers that are looked at.
    static let checkLimit = 4_000_000

    /// The files in which the base stands.
    var roots: [Node]

    /// What the base describes, also where the description has mistakes.
    let declared: CameraReader.Declared

    /// Reads the files of a camera: a focal-plane.yaml and, in this order, what it extends; a sensors.yaml likewise, or nothing.
    ///
    /// - Throws: `DiagnosticsError` with everything that is wrong with them.
    init(focalPlane: [Node], sensors: [Node], history: Node?, problems: Problems = Problems()) throws {
        let text = Self(reading: focalPlane, sensors: sensors, history: history, problems: problems)
        try problems.throwIfErrors()
        guard let text else {
            throw DiagnosticsError([
                Diagnostic(.error, .missingKey, at: focalPlane.first?.position, "the camera is incomplete")
            ])
        }
        self = text
    }

    /// Reads the files of a camera as far as they can be read; nil when there is no focal plane in them.
    init?(reading focalPlane: [Node], sensors: [Node], history: Node?, problems: Problems) {
        let reader = CameraReader(problems: problems)
        let read = reader.base(focalPlane: focalPlane, sensors: sensors)
        entries = history.map { reader.entries($0) } ?? []
        guard var base = read else { return nil }
        base.parts.slots.sort { ($0.id, $0.name) < ($1.id, $1.name) }
        self.base = base.parts
        groups = base.groups
        edition = base.edition
        roots = focalPlane + sensors
        declared = base.declared
        let hadErrors = problems.hasErrors
        let found = base.parts.problems().filter { problem in
            // What only follows from a mistake that was reported is not said again.
            !base.declared.has(problem) && (base.hasFieldAngle || problem.path.first != "field_angle")
        }
        problems.report(found.map { $0.diagnostic(at: place(of: $0, applied: [])) })
        checkEntries(problems)
        // Versions of parts that are wrong already would say the same again.
        if !hadErrors, !problems.hasErrors { checkVersions(problems) }
    }

    /// The parts that hold at an instant, as of an edition, with the places of the entries that were applied.
    func parts(applying applied: [Int]) -> CameraParts {
        var parts = base
        for place in applied { entries[place].apply(to: &parts, groups: groups) }
        return parts
    }

    /// The place of a problem: in the last entry that speaks of just that, else in the files of the base.
    func place(of problem: PartProblem, applied: [Int]) -> SourcePosition? {
        let paths = [problem.path] + [problem.otherPath].compactMap { $0 }
        var nearest: SourcePosition?
        for index in applied.reversed() {
            for path in paths {
                for section in path.first == "slots" ? ["slots", "add_slots"] : [path.first ?? ""] {
                    let (node, steps) = entries[index].node.descend([section] + path.dropFirst())
                    if steps == path.count { return node.position }
                    if nearest == nil, steps >= 2 { nearest = node.position }
                }
            }
        }
        if let nearest { return nearest }
        return roots.lazy.map { $0.descend(problem.path) }.max { $0.steps < $1.steps }?.node.position
    }
}
