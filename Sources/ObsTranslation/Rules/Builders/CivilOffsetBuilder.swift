internal import ObsFITS
internal import ObsTime

/// `civil_offset:` — how far civil time at a place is behind UTC.
final class CivilOffsetBuilder: Source, @unchecked Sendable {
    let zone: CivilTimeZone
    let at: Rule

    init(zone: CivilTimeZone, at: Rule) {
        self.zone = zone
        self.at = at
    }

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
