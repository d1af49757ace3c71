internal import ObsDocuments
internal import ObsFITS
internal import ObsTime

/// `sky:` — a position on the sky, as ICRS.
final class SkyBuilder: Source, BuilderWord, @unchecked Sendable {
    static let word = "sky"
    static let about = "a position on the sky, as ICRS; of an alt/az as it is seen from `location`"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.sky]
    static let argument = Argument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample(
            "{sky: {right_ascension: RA, declination: DEC, right_ascension_unit: hourangle}}",
            of: "{RA: '01:30:00', DEC: '-05:15:00'}", gives: "22.5 -5.25"),
        RuleExample(
            "{sky: {right_ascension: RA, declination: DEC, right_ascension_unit: deg, frame: RADESYS}}",
            of: "{RA: 22.5, DEC: -5.25, RADESYS: ICRS}", gives: "22.5 -5.25"),
        RuleExample(
            "{sky: {right_ascension: RA, declination: DEC, right_ascension_unit: deg}}", of: "{RA: 22.5}", ends: .none),
        RuleExample(
            "{sky: {right_ascension: RA, declination: DEC, right_ascension_unit: deg}}", of: "{RA: 22.5, DEC: n/a}",
            ends: .refused),
    ]

    /// Right ascension and declination, or an alt/az and its time.
    struct Argument: MappingArgument {
        let title = "sky"
        let definition = "sky"
        let about = "RA and Dec, or an alt/az seen from the property location."
        let rightAscension = MappingKey("right_ascension", FieldArgument(), "Sexagesimal or a number.")
        let declination = MappingKey(
            "declination", FieldArgument(.declination), "Sexagesimal or a number, degrees.")
        let unit = MappingKey(
            "right_ascension_unit",
            ChoiceArgument(
                [(word: "hourangle", choice: PropertyUnit.hourAngle), (word: "deg", choice: .degree)], what: "the unit"),
            "The unit of right_ascension.")
        let frame = MappingKey(
            "frame", FieldArgument(.skyFrame), "icrs, fk5, fk4; absent: icrs; gappt: a moving target, null.")
        let horizontal = MappingKey("horizontal", FieldArgument(), "An alt/az.")
        let at = MappingKey("at", FieldArgument(), "The time of it.")

        var forms: [[RuleKey]] {
            [
                [rightAscension.required, declination.required, unit.required, frame.optional],
                [horizontal.required, at.required],
            ]
        }

        func value(_ keys: MappingKeys) -> Form? {
            if let horizontal = keys.optional(horizontal) {
                return keys.required(at).map {
                    .horizontal(horizontal, at: $0, locationSlot: keys.compiler.useLocation())
                }
            }
            let (frame, unit) = (keys.optional(frame), keys.required(unit))
            let range = unit.map { unit in
                unit == .hourAngle
                    ? ConstantRange.angle(-24...24, what: "right ascension", isHours: true)
                    : .angle(-360...360, what: "right ascension", isHours: false)
            }
            let rightAscension = keys.required(rightAscension, as: FieldArgument(range))
            guard let declination = keys.required(declination), let rightAscension, let unit else { return nil }
            return .equatorial(rightAscension: rightAscension, declination: declination, unit: unit, frame: frame)
        }
    }

    enum Form: Sendable {
        case equatorial(rightAscension: Rule, declination: Rule, unit: PropertyUnit, frame: Rule?)
        case horizontal(Rule, at: Rule, locationSlot: Int)
    }

    // The parts of the form, which are asked without being copied: right ascension and declination, or direction and time.
    private let isEquatorial: Bool
    private let first: Rule
    private let second: Rule
    private let unit: PropertyUnit
    private let frame: Rule?
    private let locationSlot: Int

    init(_ form: Form) {
        switch form {
        case .equatorial(let rightAscension, let declination, let unit, let frame):
            (isEquatorial, first, second, locationSlot) = (true, rightAscension, declination, 0)
            (self.unit, self.frame) = (unit, frame)
        case .horizontal(let direction, let at, let locationSlot):
            (isEquatorial, first, second, self.locationSlot) = (false, direction, at, locationSlot)
            (unit, frame) = (.degree, nil)
        }
    }

    override var keyword: Keyword? { isEquatorial ? first.keyword : nil }

    override var subject: String { keyword?.name ?? "the position" }

    override var parts: [Rule] { [first, second] + [frame].compactMap { $0 } }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        if isEquatorial {
            let (ra, dec): (Double, Double)
            switch angle(first, isHours: unit == .hourAngle, &evaluation) {
            case .value(let found): ra = found
            case .ended(let outcome): return outcome
            }
            switch angle(second, isHours: false, &evaluation) {
            case .value(let found): dec = found
            case .ended(let outcome): return outcome
            }
            return position(unit.canonical(ra), dec, &evaluation)
        }
        switch evaluation.view(first, at: second, locationSlot: locationSlot) {
        case .ended(let outcome): return outcome
        case .value(let view):
            guard let seen = view.value.asHorizontal else {
                return evaluation.refuse("\(first.subject(or: "the direction")) is \(view.value.quoted), not an alt/az")
            }
            return .value(.sky(HorizontalFrame.exactSkyPosition(of: seen, at: view.instant, from: view.place)))
        }
    }

    private func position(_ ra: Double, _ dec: Double, _ evaluation: inout Evaluation) -> Outcome {
        var frame = SkyFrame.icrs
        if let rule = self.frame {
            let outcome = rule.outcome(&evaluation)
            // Without a frame it is as if none were written.
            switch outcome {
            case .otherForm, .refused, .undecided: return outcome
            case .value, .none: break
            }
            if let value = outcome.known {
                guard case .text(let text) = value else {
                    return evaluation.refuse("the frame of \(subject) is \(value.quoted), not text")
                }
                let name = TextSteps.lower(TextSteps.trim(text))
                // A moving target has no fixed position.
                if name == "gappt" { return .value(.null) }
                guard let known = SkyFrame(named: name) else {
                    return evaluation.refuse(
                        "the frame of \(subject) is \(value.quoted); icrs, fk5 and fk4 can be read")
                }
                frame = known
            }
        }
        do {
            return .value(.sky(try SkyPosition(rightAscension: ra, declination: dec, frame: frame)))
        } catch {
            return evaluation.refuse("\(subject) and \(second.subject(or: "the declination")): \(error)")
        }
    }

    private func angle(_ rule: Rule, isHours: Bool, _ evaluation: inout Evaluation) -> Part<Double> {
        let outcome = rule.outcome(&evaluation)
        guard let value = outcome.known else { return .ended(outcome.withoutValue) }
        switch value {
        case .real(let number): return .value(number)
        case .integer(let number): return .value(Double(number))
        case .text(let text):
            if TextSteps.isBlank(text) { return .ended(evaluation.refuse("\(rule.subject(or: subject)) is blank")) }
            do {
                let reading = try Sexagesimal.read(text, as: isHours ? .rightAscension : .angle)
                if let note = reading.note { evaluation.remark(.reading, "\(rule.subject(or: subject)): \(note)") }
                return .value(isHours ? reading.degrees / 15 : reading.degrees)
            } catch {
                return .ended(evaluation.refuse("\(rule.subject(or: subject)): \(error)"))
            }
        default:
            return .ended(evaluation.refuse("\(subject) is \(value.quoted), not an angle"))
        }
    }
}
