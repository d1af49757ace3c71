internal import ObsFITS
internal import ObsTime

/// `sky:` — a position on the sky, as ICRS.
final class SkySource: Source, @unchecked Sendable {
    enum Form: Sendable {
        case equatorial(rightAscension: Rule, declination: Rule, unit: PropertyUnit, frame: Rule?)
        case horizontal(Rule, at: Rule, locationSlot: Int)
    }

    let form: Form

    init(_ form: Form) { self.form = form }

    override var keyword: Keyword? {
        guard case .equatorial(let rightAscension, _, _, _) = form else { return nil }
        return rightAscension.keyword
    }

    override var subject: String { keyword?.name ?? "the position" }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        switch form {
        case .equatorial(let rightAscension, let declination, let unit, let frame):
            guard let ra = angle(rightAscension, isHours: unit == .hourAngle, &evaluation),
                let dec = angle(declination, isHours: false, &evaluation)
            else { return nil }
            return position(unit.canonical(ra), dec, frame, &evaluation)
        case .horizontal(let rule, let at, let locationSlot):
            guard let seen = rule.value(&evaluation)?.asHorizontal, let instant = at.value(&evaluation)?.asInstant,
                let place = evaluation.value(ofSlot: locationSlot)?.asLocation
            else {
                evaluation.note("there is no alt/az, time or location to compute a position from")
                return nil
            }
            return .sky(HorizontalFrame.exactSkyPosition(of: seen, at: instant, from: place))
        }
    }

    private func position(
        _ ra: Double, _ dec: Double, _ frameRule: Rule?, _ evaluation: inout Evaluation
    ) -> PropertyValue? {
        var frame = SkyFrame.icrs
        if let value = frameRule?.value(&evaluation), !value.isNull {
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

    let form: Form
    let limits: ClosedRange<Double>?

    init(_ form: Form, limits: ClosedRange<Double>?) {
        self.form = form
        self.limits = limits
    }

    override var keyword: Keyword? {
        switch form {
        case .altitude(let rule, _), .zenithDistance(let rule, _), .airmass(let rule, _):
            rule.keyword
        default: nil
        }
    }

    override var subject: String { keyword?.name ?? "the alt/az" }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        switch form {
        case .altitude(let rule, let azimuth):
            return direction(number(rule, &evaluation), number(azimuth, &evaluation), &evaluation)
        case .zenithDistance(let rule, let azimuth):
            return direction(number(rule, &evaluation).map { 90 - $0 }, number(azimuth, &evaluation), &evaluation)
        case .airmass(let rule, let azimuth):
            guard let airmass = number(rule, &evaluation) else { return nil }
            guard let altitude = HorizontalPosition.altitude(airmass: airmass) else {
                evaluation.complain(keyword, "an airmass of \(airmass) is less than 1")
                return nil
            }
            return direction(altitude, number(azimuth, &evaluation), &evaluation)
        case .sky(let rule, let at, let slot):
            guard let position = rule.value(&evaluation)?.asSky, let instant = at.value(&evaluation)?.asInstant,
                let place = evaluation.value(ofSlot: slot)?.asLocation
            else {
                evaluation.note("there is no position, time or location to compute an alt/az from")
                return nil
            }
            return clipped(HorizontalFrame.exact(of: position, at: instant, from: place), &evaluation)
        case .hourAngle(let rule, let declination, let slot):
            guard let hourAngle = number(rule, &evaluation), let dec = number(declination, &evaluation),
                let place = evaluation.value(ofSlot: slot)?.asLocation
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

    private func number(_ rule: Rule, _ evaluation: inout Evaluation) -> Double? {
        guard let value = rule.value(&evaluation), !value.isNull else { return nil }
        guard let number = NumberReading.real(value, &evaluation.flags) else {
            evaluation.complain(keyword, "\(rule.subject(or: subject)) is \(value.quoted), not a number")
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

    let form: Form

    init(_ form: Form) { self.form = form }

    override var keyword: Keyword? {
        switch form {
        case .site: nil
        case .geodetic(let rule, _, _), .geocentric(let rule, _, _): rule.keyword
        }
    }

    override var subject: String { keyword?.name ?? "the location" }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        switch form {
        case .site(let location): return .location(location)
        case .geodetic(let first, let second, let third):
            guard let longitude = number(first, &evaluation), let latitude = number(second, &evaluation),
                let height = number(third, &evaluation)
            else { return nil }
            do {
                return .location(try GeocentricLocation(longitude: longitude, latitude: latitude, height: height))
            } catch {
                evaluation.complain(keyword, "\(subject): \(error)")
                return nil
            }
        case .geocentric(let first, let second, let third):
            guard let x = number(first, &evaluation), let y = number(second, &evaluation),
                let z = number(third, &evaluation)
            else { return nil }
            return .location(GeocentricLocation(x: x, y: y, z: z))
        }
    }

    private func number(_ rule: Rule, _ evaluation: inout Evaluation) -> Double? {
        guard let value = rule.value(&evaluation), !value.isNull else { return nil }
        guard let number = NumberReading.real(value, &evaluation.flags) else {
            evaluation.complain(keyword, "\(rule.subject(or: subject)) is \(value.quoted), not a number")
            return nil
        }
        return number
    }
}
