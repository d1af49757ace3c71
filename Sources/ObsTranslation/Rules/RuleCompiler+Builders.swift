internal import ObsDocuments
internal import ObsTime

extension RuleCompiler {
    func builder(_ key: String, _ node: Node) -> Source? {
        guard let reader = MappingReader(node, key, problems) else { return nil }
        defer { reader.finish() }
        switch key {
        case "time": return time(reader)
        case "sky": return sky(reader)
        case "altaz": return altaz(reader)
        case "location": return location(reader)
        case "airmass": return required(reader, "altaz").map { AirmassBuilder(field($0)) }
        case "observing_day":
            guard let found = required(reader, "at", "offset") else { return nil }
            return ObservingDayBuilder(at: field(found[0]), offset: field(found[1]))
        default:
            guard let found = required(reader, "zone", "at") else { return nil }
            let (zoneNode, at) = (found[0], found[1])
            guard let name = zoneNode.string(problems) else { return nil }
            guard let zone = CivilTimeZone.named(name) else {
                let known = CivilTimeZone.names
                error(
                    .unknownName, zoneNode, "there is no built-in time zone '\(name)'",
                    hint: nearest(to: name, among: known) ?? "it is one of \(known.joined(separator: ", "))")
                return nil
            }
            return CivilOffsetBuilder(zone: zone, at: field(at))
        }
    }

    /// The values of keys that must be there, all of which are asked for before one is missed.
    func required(_ reader: MappingReader, _ keys: String...) -> [Node]? {
        let found = keys.compactMap { required(reader, $0) }
        return found.count == keys.count ? found : nil
    }

    private func time(_ reader: MappingReader) -> Source? {
        var forms: [TimeBuilder.Form] = []
        if let iso = optional(reader, "iso") { forms.append(.iso(field(iso, .date))) }
        if let mjd = optional(reader, "mjd") { forms.append(.mjd(field(mjd))) }
        if let of = optional(reader, "of") { forms.append(.instant(field(of))) }
        let (date, timeOfDay) = (optional(reader, "date"), optional(reader, "time_of_day"))
        if let date, let timeOfDay { forms.append(.date(field(date, .date), timeOfDay: field(timeOfDay))) }
        let isPaired = (date == nil) == (timeOfDay == nil)
        let scale = timeScale(reader)
        let shift = timeShift(reader)
        let after = optional(reader, "after").map { field($0) }
        let notBefore = optional(reader, "not_before").map { field($0) }
        guard let form = forms.first, forms.count == 1, isPaired, let scale else {
            if forms.count != 1 || !isPaired {
                error(.badSource, reader.node, "a time has one of iso:, mjd:, of:, and date: with time_of_day:")
            }
            return nil
        }
        return TimeBuilder(form: form, scale: scale, shift: shift, after: after, notBefore: notBefore)
    }

    private func timeScale(_ reader: MappingReader) -> TimeBuilder.Scale? {
        guard let node = optional(reader, "scale") else {
            usedSlots.insert(timeScaleSlot)
            return .file(slot: timeScaleSlot)
        }
        guard node.kind == .scalar else { return .rule(rule(node, .field("the time scale", .timeScale))) }
        let scales = Dictionary(uniqueKeysWithValues: [TimeScale.utc, .tai, .tt].map { ($0.rawValue, $0) })
        return choice(node, of: scales, "the time scale").map { .fixed($0) }
    }

    private func timeShift(_ reader: MappingReader) -> TimeBuilder.Shift? {
        let half = optional(reader, "half")
        let isHalf = half?.boolean(problems) ?? false
        let (plus, minus) = (optional(reader, "plus"), optional(reader, "minus"))
        if plus != nil, let minus { error(.badSource, minus, "plus: and minus: cannot stand together") }
        guard let node = plus ?? minus else {
            if let half {
                error(
                    .badSource, half, "half: stands beside plus: or minus:", hint: "add one of them, or take half: away"
                )
            }
            return nil
        }
        return TimeBuilder.Shift(rule: field(node), isNegative: plus == nil, isHalf: isHalf)
    }

    private var locationSlot: Int {
        usedSlots.insert(ObservationProperty.location.rawValue)
        return ObservationProperty.location.rawValue
    }

    private func sky(_ reader: MappingReader) -> Source? {
        if let horizontal = optional(reader, "horizontal") {
            guard let at = required(reader, "at") else { return nil }
            return SkyBuilder(.horizontal(field(horizontal), at: field(at), locationSlot: locationSlot))
        }
        let frame = optional(reader, "frame").map { field($0, .skyFrame) }
        guard let found = required(reader, "right_ascension", "declination", "right_ascension_unit"),
            let unit = choice(found[2], of: ["hourangle": PropertyUnit.hourAngle, "deg": .degree], "the unit")
        else { return nil }
        return SkyBuilder(
            .equatorial(
                rightAscension: field(found[0], Self.rightAscension(unit)),
                declination: field(found[1], .declination), unit: unit, frame: frame))
    }

    private static func rightAscension(_ unit: PropertyUnit) -> ConstantRange {
        unit == .hourAngle
            ? .angle(-24...24, what: "right ascension", isHours: true)
            : .angle(-360...360, what: "right ascension", isHours: false)
    }

    private func altaz(_ reader: MappingReader) -> Source? {
        let limits = optional(reader, "limits").flatMap { interval($0) }
        if let sky = optional(reader, "sky") {
            guard let at = required(reader, "at") else { return nil }
            return AltazBuilder(.sky(field(sky), at: field(at), locationSlot: locationSlot), limits: limits)
        }
        if let hourAngle = optional(reader, "hour_angle") {
            guard let dec = required(reader, "declination") else { return nil }
            return AltazBuilder(
                .hourAngle(
                    field(hourAngle, .number(-360...360, what: "hour angle", unit: "degrees")),
                    declination: field(dec, .declination), locationSlot: locationSlot), limits: limits)
        }
        let azimuth = required(reader, "azimuth").map {
            field($0, .number(-360...1080, what: "azimuth", unit: "degrees"))
        }
        var forms: [(Rule) -> AltazBuilder.Form] = []
        if let node = optional(reader, "altitude") {
            let altitude = field(node, .number(-90...180, what: "altitude", unit: "degrees"))
            forms.append { .altitude(altitude, azimuth: $0) }
        }
        if let node = optional(reader, "zenith_distance") {
            let distance = field(node, .number(-90...180, what: "zenith distance", unit: "degrees"))
            forms.append { .zenithDistance(distance, azimuth: $0) }
        }
        if let node = optional(reader, "airmass") {
            let airmass = field(node, .airmass)
            forms.append { .airmass(airmass, azimuth: $0) }
        }
        guard let form = forms.first, forms.count == 1 else {
            error(
                .badSource, reader.node,
                "an alt/az has one of altitude:, zenith_distance:, airmass:, sky: and hour_angle:")
            return nil
        }
        return azimuth.map { AltazBuilder(form($0), limits: limits) }
    }

    private func location(_ reader: MappingReader) -> Source? {
        if let node = optional(reader, "site") {
            guard let name = node.string(problems) else { return nil }
            guard let site = Site.named(name) else {
                let known = Site.all.map(\.name).sorted()
                error(
                    .unknownName, node, "there is no built-in site '\(name)'",
                    hint: nearest(to: name, among: known) ?? "give longitude:, latitude: and height:")
                return nil
            }
            return LocationBuilder(.site(site.location))
        }
        if let node = optional(reader, "geocentric") {
            guard node.kind == .sequence, node.elements.count == 3 else {
                node.wrongType("a list of three rules: x, y, z", problems)
                return nil
            }
            let axes = node.elements.map { field($0) }
            return LocationBuilder(.geocentric(axes[0], axes[1], axes[2]))
        }
        guard let found = required(reader, "longitude", "latitude", "height") else { return nil }
        return LocationBuilder(
            .geodetic(
                longitude: field(found[0], .longitude), latitude: field(found[1], .latitude),
                height: field(found[2], .height)))
    }
}
