internal import ObsFITS
internal import ObsTime

/// `sky:` — a position on the sky, as ICRS.
final class SkyBuilder: Source, @unchecked Sendable {
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
