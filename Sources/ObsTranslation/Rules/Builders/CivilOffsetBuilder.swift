internal import ObsDocuments
internal import ObsFITS
internal import ObsTime

/// `civil_offset:` — how far civil time at a place is behind UTC.
final class CivilOffsetBuilder: Source, BuilderWord, @unchecked Sendable {
    static let word = "civil_offset"
    static let about = "the seconds that civil time is behind UTC at a time"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.integer]
    static let argument = Argument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        // Pacific standard time is 8 hours behind UTC, daylight time 7.
        RuleExample(
            "{civil_offset: {zone: US/Pacific, at: {time: {iso: DATE-OBS, scale: utc}}}}",
            of: "{DATE-OBS: '2024-01-11T03:00:00'}", gives: "28800"),
        RuleExample(
            "{civil_offset: {zone: US/Pacific, at: {time: {iso: DATE-OBS, scale: utc}}}}",
            of: "{DATE-OBS: '2024-07-11T03:00:00'}", gives: "25200"),
    ]

    /// The zone and the time.
    struct Argument: MappingArgument {
        let title = "civil_offset"
        let definition = "civil_offset"
        let about = "Seconds that civil time is behind UTC."
        let zone = MappingKey("zone", ZoneArgument(), "A built-in time zone, such as US/Pacific.")
        let at = MappingKey("at", FieldArgument(), "The time.")

        var forms: [[RuleKey]] { [[zone.required, at.required]] }

        func value(_ keys: MappingKeys) -> (zone: CivilTimeZone, at: Rule)? {
            let (zone, at) = (keys.required(zone), keys.required(at))
            guard let zone, let at else { return nil }
            return (zone, at)
        }
    }

    /// The name of a time zone.
    struct ZoneArgument: RuleArgument {
        let notation: String? = "NAME"
        let schema = TextArgument("", mayBeEmpty: true).schema

        func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> CivilTimeZone? {
            guard let name = node.string(compiler.problems) else { return nil }
            if let zone = CivilTimeZone.named(name) { return zone }
            let known = CivilTimeZone.names
            compiler.error(
                .unknownName, node, "there is no built-in time zone '\(name)'",
                hint: compiler.nearest(to: name, among: known) ?? "it is one of \(known.joined(separator: ", "))")
            return nil
        }
    }

    private let zone: CivilTimeZone
    private let at: Rule

    init(_ told: (zone: CivilTimeZone, at: Rule)) { (zone, at) = told }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        let time = at.outcome(&evaluation)
        guard let value = time.known else { return time.withoutValue }
        guard let instant = value.asInstant else {
            return evaluation.refuse("the time to look the zone's offset up for is \(value.quoted)")
        }
        return .value(.integer(-zone.offset(at: instant)))
    }

    override var parts: [Rule] { [at] }
}
