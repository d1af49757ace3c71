internal import ObsFITS
internal import ObsTime

/// `sky:` — a position on the sky, as ICRS.
final class SkySource: Source, @unchecked Sendable {
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

/// `altaz:` — a direction seen from the ground.
final class HorizontalSource: Source, @unchecked Sendable {
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

    init(_ form: Form, limits: ClosedRange<Double>?) {
        self.limits = limits
        switch form {
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

extension Rule {
    /// The rule's value as a number; one that is none is refused in the name of the source whose part it is.
    fileprivate func number(of source: Source, _ evaluation: inout Evaluation) -> Part<Double> {
        let outcome = outcome(&evaluation)
        guard let value = outcome.known else { return .ended(outcome.withoutValue) }
        guard let number = NumberReading.real(value, &evaluation.flags) else {
            return .ended(
                evaluation.refuse("\(subject(or: source.subject)) is \(value.quoted), not a number"))
        }
        return .value(number)
    }
}

/// A direction or position, with the time and the place from which it is seen.
private struct View {
    let value: PropertyValue
    let instant: Instant
    let place: GeocentricLocation
}

extension Evaluation {
    /// What a rule gives, seen at the time of another from the header's place.
    fileprivate mutating func view(_ rule: Rule, at time: Rule, locationSlot: Int) -> Part<View> {
        let seen = rule.outcome(&self)
        guard let value = seen.known else { return .ended(seen.withoutValue) }
        let at = time.outcome(&self)
        guard let instant = at.known else { return .ended(at.withoutValue) }
        guard case .instant(let instant) = instant else {
            return .ended(refuse("\(time.subject(or: "the time")) is \(instant.quoted), not a time"))
        }
        switch location(inSlot: locationSlot) {
        case .value(let place): return .value(View(value: value, instant: instant, place: place))
        case .ended(let outcome): return .ended(outcome)
        }
    }

    /// The place of the header.
    fileprivate mutating func location(inSlot slot: Int) -> Part<GeocentricLocation> {
        let outcome = outcome(ofSlot: slot)
        guard let place = outcome.known?.asLocation else {
            note("there is no location")
            return .ended(outcome.withoutValue)
        }
        return .value(place)
    }
}

/// `airmass:` — sec z of an altitude.
final class AirmassSource: Source, @unchecked Sendable {
    let rule: Rule

    init(_ rule: Rule) { self.rule = rule }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        let outcome = rule.outcome(&evaluation)
        guard let value = outcome.known else {
            evaluation.note("there is no alt/az to compute an airmass from")
            return outcome.withoutValue
        }
        guard let seen = value.asHorizontal else {
            return evaluation.refuse("\(rule.subject(or: "the direction")) is \(value.quoted), not an alt/az")
        }
        guard let airmass = seen.airmass else {
            return evaluation.refuse("at an altitude of \(seen.altitude) degrees there is no airmass")
        }
        return .value(.real(airmass))
    }

    override var parts: [Rule] { [rule] }
}

/// `location:` — a place on the Earth.
final class LocationSource: Source, @unchecked Sendable {
    enum Form: Sendable {
        case site(GeocentricLocation)
        case geodetic(longitude: Rule, latitude: Rule, height: Rule)
        case geocentric(Rule, Rule, Rule)
    }

    private let site: GeocentricLocation?
    private let isGeodetic: Bool
    private let coordinates: BorrowedList<Rule>

    init(_ form: Form) {
        switch form {
        case .site(let location): (site, isGeodetic, coordinates) = (location, false, BorrowedList([]))
        case .geodetic(let longitude, let latitude, let height):
            (site, isGeodetic, coordinates) = (nil, true, BorrowedList([longitude, latitude, height]))
        case .geocentric(let x, let y, let z):
            (site, isGeodetic, coordinates) = (nil, false, BorrowedList([x, y, z]))
        }
    }

    override var keyword: Keyword? { coordinates.objects.first?.keyword }

    override var subject: String { keyword?.name ?? "the location" }

    override var parts: [Rule] { coordinates.objects }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        if let site { return .value(.location(site)) }
        var numbers = (0.0, 0.0, 0.0)
        for place in 0..<3 {
            switch coordinates.with(place, { $0.number(of: self, &evaluation) }) {
            case .ended(let outcome): return outcome
            case .value(let number):
                switch place {
                case 0: numbers.0 = number
                case 1: numbers.1 = number
                default: numbers.2 = number
                }
            }
        }
        guard isGeodetic else {
            return .value(.location(GeocentricLocation(x: numbers.0, y: numbers.1, z: numbers.2)))
        }
        do {
            return .value(
                .location(try GeocentricLocation(longitude: numbers.0, latitude: numbers.1, height: numbers.2)))
        } catch {
            return evaluation.refuse("\(subject): \(error)")
        }
    }
}
