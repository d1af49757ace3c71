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

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        if isEquatorial {
            guard let ra = angle(first, isHours: unit == .hourAngle, &evaluation),
                let dec = angle(second, isHours: false, &evaluation)
            else { return nil }
            return position(unit.canonical(ra), dec, &evaluation)
        }
        guard let seen = first.value(&evaluation)?.asHorizontal, let instant = second.value(&evaluation)?.asInstant,
            let place = evaluation.value(ofSlot: locationSlot)?.asLocation
        else {
            evaluation.note("there is no alt/az, time or location to compute a position from")
            return nil
        }
        return .sky(HorizontalFrame.exactSkyPosition(of: seen, at: instant, from: place))
    }

    private func position(_ ra: Double, _ dec: Double, _ evaluation: inout Evaluation) -> PropertyValue? {
        var frame = SkyFrame.icrs
        if let value = self.frame?.value(&evaluation), !value.isNull {
            guard case .text(let text) = value else {
                evaluation.complain(keyword, "the frame of \(subject) is \(value.quoted), not text")
                return nil
            }
            let name = TextSteps.lower(TextSteps.trim(text))
            // A moving target has no fixed position.
            if name == "gappt" { return .null }
            guard let known = SkyFrame(named: name) else {
                evaluation.complain(
                    keyword, "the frame of \(subject) is \(value.quoted); icrs, fk5 and fk4 can be read")
                return nil
            }
            frame = known
        }
        do {
            return .sky(try SkyPosition(rightAscension: ra, declination: dec, frame: frame))
        } catch {
            evaluation.complain(keyword, "\(subject): \(error)")
            return nil
        }
    }

    private func angle(_ rule: Rule, isHours: Bool, _ evaluation: inout Evaluation) -> Double? {
        guard let value = rule.value(&evaluation), !value.isNull else { return nil }
        switch value {
        case .real(let number): return number
        case .integer(let number): return Double(number)
        case .text(let text):
            do {
                let reading = try Sexagesimal.read(text, as: isHours ? .rightAscension : .angle)
                if let note = reading.note { evaluation.complain(keyword, "\(rule.subject(or: subject)): \(note)") }
                return isHours ? reading.degrees / 15 : reading.degrees
            } catch {
                evaluation.complain(keyword, "\(rule.subject(or: subject)): \(error)")
                return nil
            }
        default:
            evaluation.complain(keyword, "\(subject) is \(value.quoted), not an angle")
            return nil
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

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        switch kind {
        case .altitude:
            return direction(number(first, &evaluation), number(second, &evaluation), &evaluation)
        case .zenithDistance:
            return direction(number(first, &evaluation).map { 90 - $0 }, number(second, &evaluation), &evaluation)
        case .airmass:
            guard let airmass = number(first, &evaluation) else { return nil }
            guard let altitude = HorizontalPosition.altitude(airmass: airmass) else {
                evaluation.complain(keyword, "an airmass of \(airmass) is less than 1")
                return nil
            }
            return direction(altitude, number(second, &evaluation), &evaluation)
        case .sky:
            guard let position = first.value(&evaluation)?.asSky, let instant = second.value(&evaluation)?.asInstant,
                let place = evaluation.value(ofSlot: locationSlot)?.asLocation
            else {
                evaluation.note("there is no position, time or location to compute an alt/az from")
                return nil
            }
            return clipped(HorizontalFrame.exact(of: position, at: instant, from: place), &evaluation)
        case .hourAngle:
            guard let hourAngle = number(first, &evaluation), let dec = number(second, &evaluation),
                let place = evaluation.value(ofSlot: locationSlot)?.asLocation
            else { return nil }
            guard abs(hourAngle) <= 360, abs(dec) <= 90 else {
                evaluation.complain(
                    keyword, "an hour angle of \(hourAngle) and a declination of \(dec) degrees are not credible")
                return nil
            }
            let latitude = place.geodetic.latitude
            return clipped(HorizontalPosition(hourAngle: hourAngle, declination: dec, latitude: latitude), &evaluation)
        }
    }

    private func direction(_ altitude: Double?, _ azimuth: Double?, _ evaluation: inout Evaluation) -> PropertyValue? {
        guard let altitude, let azimuth else { return nil }
        guard altitude >= -90, altitude <= 180, azimuth >= -360, azimuth <= 1080 else {
            evaluation.complain(
                keyword, "an altitude of \(altitude) and an azimuth of \(azimuth) degrees are not credible")
            return nil
        }
        return clipped(HorizontalPosition(azimuth: azimuth, altitude: altitude), &evaluation)
    }

    private func clipped(_ seen: HorizontalPosition, _ evaluation: inout Evaluation) -> PropertyValue {
        let highest = min(limits?.upperBound ?? 90, 90)
        let lowest = max(limits?.lowerBound ?? -90, -90)
        let altitude = min(max(seen.altitude, lowest), highest)
        if altitude == seen.altitude { return .horizontal(seen) }
        evaluation.flags.insert(.clipped)
        return .horizontal(HorizontalPosition(azimuth: seen.azimuth, altitude: altitude))
    }

    private func number(_ rule: Rule, _ evaluation: inout Evaluation) -> Double? { rule.number(of: self, &evaluation) }
}

extension Rule {
    /// The rule's value as a number; one that is none is complained of in the name of the source whose part it is.
    fileprivate func number(of source: Source, _ evaluation: inout Evaluation) -> Double? {
        guard let value = value(&evaluation), !value.isNull else { return nil }
        if case .real(let number) = value, number.isFinite { return number }
        guard let number = NumberReading.real(value, &evaluation.flags) else {
            evaluation.complain(
                source.keyword, "\(subject(or: source.subject)) is \(value.quoted), not a number")
            return nil
        }
        return number
    }
}

/// `airmass:` — sec z of an altitude.
final class AirmassSource: Source, @unchecked Sendable {
    let rule: Rule

    init(_ rule: Rule) { self.rule = rule }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        guard let seen = rule.value(&evaluation)?.asHorizontal else {
            evaluation.note("there is no alt/az to compute an airmass from")
            return nil
        }
        guard let airmass = seen.airmass else {
            evaluation.complain(nil, "at an altitude of \(seen.altitude) degrees there is no airmass")
            return nil
        }
        return .real(airmass)
    }
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

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        if let site { return .location(site) }
        guard let one = number(0, &evaluation), let two = number(1, &evaluation), let three = number(2, &evaluation)
        else { return nil }
        guard isGeodetic else { return .location(GeocentricLocation(x: one, y: two, z: three)) }
        do {
            return .location(try GeocentricLocation(longitude: one, latitude: two, height: three))
        } catch {
            evaluation.complain(keyword, "\(subject): \(error)")
            return nil
        }
    }

    private func number(_ place: Int, _ evaluation: inout Evaluation) -> Double? {
        coordinates.with(place) { $0.number(of: self, &evaluation) }
    }
}
