internal import ObsDocuments
internal import ObsFITS
internal import ObsTime

/// `altaz:` — a direction seen from the ground.
final class AltazBuilder: Source, BuilderWord, @unchecked Sendable {
    static let word = "altaz"
    static let about =
        "a direction seen from the ground, of a position on the sky or an hour angle as it is seen from `location`"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.horizontal]
    static let argument = Argument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample("{altaz: {azimuth: AZ, altitude: ALT}}", of: "{AZ: 120, ALT: 60}", gives: "120.0 60.0"),
        RuleExample("{altaz: {azimuth: AZ, zenith_distance: ZD}}", of: "{AZ: 120, ZD: 30}", gives: "120.0 60.0"),
        RuleExample(
            "{altaz: {azimuth: AZ, altitude: ALT, limits: [15, 90]}}", of: "{AZ: 120, ALT: 10}", gives: "120.0 15.0"),
        RuleExample("{altaz: {azimuth: AZ, altitude: ALT}}", of: "{AZ: 120}", ends: .none),
        RuleExample("{altaz: {azimuth: AZ, airmass: AM}}", of: "{AZ: 120, AM: 0.5}", ends: .refused),
    ]

    /// A direction, or what it is computed from.
    struct Argument: MappingArgument {
        let title = "altaz"
        let definition = "altaz"
        let about =
            "Azimuth with an altitude, a zenith distance or an airmass; a position on the sky; or hour angle and declination."
        let azimuth = MappingKey(
            "azimuth", FieldArgument(.number(-360...1080, what: "azimuth", unit: "degrees")),
            "Degrees, from north through east.")
        let altitude = MappingKey(
            "altitude", FieldArgument(.number(-90...180, what: "altitude", unit: "degrees")), "Degrees.")
        let zenithDistance = MappingKey(
            "zenith_distance", FieldArgument(.number(-90...180, what: "zenith distance", unit: "degrees")), "Degrees.")
        let airmass = MappingKey("airmass", FieldArgument(.airmass), "The altitude has this sec z.")
        let sky = MappingKey("sky", FieldArgument(), "A position on the sky.")
        let at = MappingKey("at", FieldArgument(), "The time of it.")
        let hourAngle = MappingKey(
            "hour_angle", FieldArgument(.number(-360...360, what: "hour angle", unit: "degrees")),
            "Degrees; rotated by the latitude of `location`.")
        let declination = MappingKey("declination", FieldArgument(.declination), "Degrees.")
        let limits = MappingKey("limits", IntervalArgument(), "An altitude outside is clipped and flagged.")

        var forms: [[RuleKey]] {
            [
                [azimuth.required, altitude.required], [azimuth.required, zenithDistance.required],
                [azimuth.required, airmass.required], [sky.required, at.required],
                [hourAngle.required, declination.required],
            ]
        }

        var besides: [RuleKey] { [limits.optional] }

        func value(_ keys: MappingKeys) -> (form: Form, limits: ClosedRange<Double>?)? {
            let limits = keys.optional(limits)
            return form(keys).map { (form: $0, limits: limits) }
        }

        private func form(_ keys: MappingKeys) -> Form? {
            if let sky = keys.optional(sky) {
                return keys.required(at).map { .sky(sky, at: $0, locationSlot: keys.compiler.useLocation()) }
            }
            if let angle = keys.optional(hourAngle) {
                return keys.required(declination).map {
                    .hourAngle(angle, declination: $0, locationSlot: keys.compiler.useLocation())
                }
            }
            let azimuth = keys.required(azimuth)
            var forms: [(Rule) -> Form] = []
            if let altitude = keys.optional(altitude) { forms.append { .altitude(altitude, azimuth: $0) } }
            if let distance = keys.optional(zenithDistance) { forms.append { .zenithDistance(distance, azimuth: $0) } }
            if let airmass = keys.optional(airmass) { forms.append { .airmass(airmass, azimuth: $0) } }
            if forms.count == 1 { return azimuth.map(forms[0]) }
            keys.error(.badSource, "an alt/az has one of altitude:, zenith_distance:, airmass:, sky: and hour_angle:")
            return nil
        }
    }

    enum Form: Sendable {
        case altitude(Rule, azimuth: Rule)
        case zenithDistance(Rule, azimuth: Rule)
        case airmass(Rule, azimuth: Rule)
        case sky(Rule, at: Rule, locationSlot: Int)
        case hourAngle(Rule, declination: Rule, locationSlot: Int)
    }

    /// Which form it is; its parts stand beside it, so that they are asked without being copied.
    private enum Kind { case altitude, zenithDistance, airmass, sky, hourAngle }

    private let kind: Kind
    private let first: Rule
    private let second: Rule
    private let locationSlot: Int
    private let limits: ClosedRange<Double>?

    init(_ told: (form: Form, limits: ClosedRange<Double>?)) {
        limits = told.limits
        switch told.form {
        case .altitude(let rule, let azimuth): (kind, first, second, locationSlot) = (.altitude, rule, azimuth, 0)
        case .zenithDistance(let rule, let azimuth):
            (kind, first, second, locationSlot) = (.zenithDistance, rule, azimuth, 0)
        case .airmass(let rule, let azimuth): (kind, first, second, locationSlot) = (.airmass, rule, azimuth, 0)
        case .sky(let rule, let at, let slot): (kind, first, second, locationSlot) = (.sky, rule, at, slot)
        case .hourAngle(let rule, let declination, let slot):
            (kind, first, second, locationSlot) = (.hourAngle, rule, declination, slot)
        }
    }

    override var keyword: Keyword? {
        switch kind {
        case .altitude, .zenithDistance, .airmass: first.keyword
        case .sky, .hourAngle: nil
        }
    }

    override var subject: String { keyword?.name ?? "the alt/az" }

    override var parts: [Rule] { [first, second] }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        if kind == .sky { return ofSky(&evaluation) }
        let (one, two): (Double, Double)
        switch first.number(of: self, &evaluation) {
        case .value(let number): one = number
        case .ended(let outcome): return outcome
        }
        switch second.number(of: self, &evaluation) {
        case .value(let number): two = number
        case .ended(let outcome): return outcome
        }
        switch kind {
        case .altitude: return direction(one, two, &evaluation)
        case .zenithDistance: return direction(90 - one, two, &evaluation)
        case .airmass:
            guard let altitude = HorizontalPosition.altitude(airmass: one) else {
                return evaluation.refuse("an airmass of \(one) is less than 1")
            }
            return direction(altitude, two, &evaluation)
        case .sky, .hourAngle: return ofHourAngle(one, declination: two, &evaluation)
        }
    }

    private func ofSky(_ evaluation: inout Evaluation) -> Outcome {
        switch evaluation.view(first, at: second, locationSlot: locationSlot) {
        case .ended(let outcome): return outcome
        case .value(let view):
            guard let position = view.value.asSky else {
                return evaluation.refuse("\(first.subject(or: "the position")) is \(view.value.quoted), not on the sky")
            }
            return .value(clipped(HorizontalFrame.exact(of: position, at: view.instant, from: view.place), &evaluation))
        }
    }

    private func ofHourAngle(_ hourAngle: Double, declination: Double, _ evaluation: inout Evaluation) -> Outcome {
        switch evaluation.location(inSlot: locationSlot) {
        case .ended(let outcome): return outcome
        case .value(let place):
            guard abs(hourAngle) <= 360, abs(declination) <= 90 else {
                return evaluation.refuse(
                    "an hour angle of \(hourAngle) and a declination of \(declination) degrees are not credible")
            }
            let latitude = place.geodetic.latitude
            return .value(
                clipped(
                    HorizontalPosition(hourAngle: hourAngle, declination: declination, latitude: latitude), &evaluation)
            )
        }
    }

    private func direction(_ altitude: Double, _ azimuth: Double, _ evaluation: inout Evaluation) -> Outcome {
        guard altitude >= -90, altitude <= 180, azimuth >= -360, azimuth <= 1080 else {
            return evaluation.refuse(
                "an altitude of \(altitude) and an azimuth of \(azimuth) degrees are not credible")
        }
        return .value(clipped(HorizontalPosition(azimuth: azimuth, altitude: altitude), &evaluation))
    }

    private func clipped(_ seen: HorizontalPosition, _ evaluation: inout Evaluation) -> PropertyValue {
        let highest = min(limits?.upperBound ?? 90, 90)
        let lowest = max(limits?.lowerBound ?? -90, -90)
        let altitude = min(max(seen.altitude, lowest), highest)
        if altitude == seen.altitude { return .horizontal(seen) }
        evaluation.flags.insert(.clipped)
        return .horizontal(HorizontalPosition(azimuth: seen.azimuth, altitude: altitude))
    }
}
