internal import ObsFITS
internal import ObsTime

extension Rule {
    /// The rule's value as a number; another value is refused in the name of the source whose part it is.
    func number(of source: Source, _ evaluation: inout Evaluation) -> Part<Double> {
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
struct View {
    let value: PropertyValue
    let instant: Instant
    let place: GeocentricLocation
}

extension Evaluation {
    /// What a rule gives, seen at the time of another from the header's place.
    mutating func view(_ rule: Rule, at time: Rule, locationSlot: Int) -> Part<View> {
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
    mutating func location(inSlot slot: Int) -> Part<GeocentricLocation> {
        let outcome = outcome(ofSlot: slot)
        guard let place = outcome.known?.asLocation else {
            note("there is no location")
            return .ended(outcome.withoutValue)
        }
        return .value(place)
    }
}
