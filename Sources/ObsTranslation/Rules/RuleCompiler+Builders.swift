internal import ObsTime
internal import ObsYAML

extension RuleCompiler {
    func builder(_ key: String, _ node: Node) -> Source? {
        guard let reader = MappingReader(node, key, problems) else { return nil }
        defer { reader.finish() }
        switch key {
        case "time": return time(reader)
        case "sky": return sky(reader)
        case "altaz": return altaz(reader)
        case "location": return location(reader)
        case "airmass": return reader.required("altaz").map { AirmassSource(field($0)) }
        case "observingDay":
            guard let found = required(reader, "at", "offset") else { return nil }
            return ObservingDaySource(at: field(found[0]), offset: field(found[1]))
        default:
            guard let found = required(reader, "zone", "at") else { return nil }
            let (zoneNode, at) = (found[0], found[1])
            guard let name = zoneNode.string(problems) else { return nil }
            guard let zone = CivilTimeZone.named(name) else {
                error(.unknownName, zoneNode, "there is no built-in time zone '\(name)'", hint: "such as US/Pacific")
                return nil
            }
            return CivilOffsetSource(zone: zone, at: field(at))
        }
    }

    /// The values of keys that must be there, all of which are asked for before one is missed.
    func required(_ reader: MappingReader, _ keys: String...) -> [Node]? {
        let found = keys.compactMap { reader.required($0) }
        return found.count == keys.count ? found : nil
    }

    private func time(_ reader: MappingReader) -> Source? {
        var forms: [TimeSource.Form] = []
        if let iso = reader.optional("iso") { forms.append(.iso(field(iso))) }
        if let mjd = reader.optional("mjd") { forms.append(.mjd(field(mjd))) }
        if let of = reader.optional("of") { forms.append(.instant(field(of))) }
        let (date, timeOfDay) = (reader.optional("date"), reader.optional("timeOfDay"))
        if let date, let timeOfDay { forms.append(.date(field(date), timeOfDay: field(timeOfDay))) }
        let isPaired = (date == nil) == (timeOfDay == nil)
        let scale = timeScale(reader)
        let shift = timeShift(reader)
        let after = reader.optional("after").map { field($0) }
        let notBefore = reader.optional("notBefore").map { field($0) }
        guard let form = forms.first, forms.count == 1, isPaired, let scale else {
            if forms.count != 1 || !isPaired {
                error(.badSource, reader.node, "a time has one of iso:, mjd:, of:, and date: with timeOfDay:")
            }
            return nil
        }
        return TimeSource(form: form, scale: scale, shift: shift, after: after, notBefore: notBefore)
    }

    private func timeScale(_ reader: MappingReader) -> TimeSource.Scale? {
        guard let node = reader.optional("scale") else {
            usedSlots.insert(timeScaleSlot)
            return .file(slot: timeScaleSlot)
        }
        guard node.kind == .scalar else { return .rule(rule(node, .field("the time scale"))) }
        let scales = Dictionary(uniqueKeysWithValues: [TimeScale.utc, .tai, .tt].map { ($0.rawValue, $0) })
        return choice(node, of: scales, "the time scale").map { .fixed($0) }
    }

    private func timeShift(_ reader: MappingReader) -> TimeSource.Shift? {
        let half = reader.optional("half")
        let isHalf = half?.boolean(problems) ?? false
        let (plus, minus) = (reader.optional("plus"), reader.optional("minus"))
        if plus != nil, let minus { error(.badSource, minus, "plus: and minus: cannot stand together") }
        guard let node = plus ?? minus else {
            if let half {
                error(
                    .badSource, half, "half: stands beside plus: or minus:", hint: "add one of them, or take half: away"
                )
            }
            return nil
        }
        return TimeSource.Shift(rule: field(node), isNegative: plus == nil, isHalf: isHalf)
    }

    private var locationSlot: Int {
        usedSlots.insert(ObservationProperty.location.rawValue)
        return ObservationProperty.location.rawValue
    }

    private func sky(_ reader: MappingReader) -> Source? {
        if let horizontal = reader.optional("horizontal") {
            guard let at = reader.required("at") else { return nil }
            return SkySource(.horizontal(field(horizontal), at: field(at), locationSlot: locationSlot))
        }
        let frame = reader.optional("frame").map { field($0) }
        guard let found = required(reader, "rightAscension", "declination", "rightAscensionUnit"),
            let unit = choice(found[2], of: ["hourangle": PropertyUnit.hourAngle, "deg": .degree], "the unit")
        else { return nil }
        return SkySource(
            .equatorial(rightAscension: field(found[0]), declination: field(found[1]), unit: unit, frame: frame))
    }

    private func altaz(_ reader: MappingReader) -> Source? {
        let limits = reader.optional("limits").flatMap { interval($0) }
        if let sky = reader.optional("sky") {
            guard let at = reader.required("at") else { return nil }
            return HorizontalSource(.sky(field(sky), at: field(at), locationSlot: locationSlot), limits: limits)
        }
        if let hourAngle = reader.optional("hourAngle") {
            guard let dec = reader.required("declination") else { return nil }
            return HorizontalSource(
                .hourAngle(field(hourAngle), declination: field(dec), locationSlot: locationSlot), limits: limits)
        }
        let azimuth = reader.required("azimuth").map { field($0) }
        var forms: [(Rule) -> HorizontalSource.Form] = []
        if let node = reader.optional("altitude") {
            let altitude = field(node)
            forms.append { .altitude(altitude, azimuth: $0) }
        }
        if let node = reader.optional("zenithDistance") {
            let distance = field(node)
            forms.append { .zenithDistance(distance, azimuth: $0) }
        }
        if let node = reader.optional("airmass") {
            let airmass = field(node)
            forms.append { .airmass(airmass, azimuth: $0) }
        }
        guard let form = forms.first, forms.count == 1 else {
            error(
                .badSource, reader.node,
                "an alt/az has one of altitude:, zenithDistance:, airmass:, sky: and hourAngle:")
            return nil
        }
        return azimuth.map { HorizontalSource(form($0), limits: limits) }
    }

    private func location(_ reader: MappingReader) -> Source? {
        if let node = reader.optional("site") {
            guard let name = node.string(problems) else { return nil }
            guard let site = Site.named(name) else {
                let known = Site.all.map(\.name).sorted()
                error(
                    .unknownName, node, "there is no built-in site '\(name)'",
                    hint: nearest(to: name, among: known) ?? "give longitude:, latitude: and height:")
                return nil
            }
            return LocationSource(.site(site.location))
        }
        if let node = reader.optional("geocentric") {
            guard node.kind == .sequence, node.elements.count == 3 else {
                node.wrongType("a list of three rules: x, y, z", problems)
                return nil
            }
            let axes = node.elements.map { field($0) }
            return LocationSource(.geocentric(axes[0], axes[1], axes[2]))
        }
        guard let found = required(reader, "longitude", "latitude", "height") else { return nil }
        return LocationSource(
            .geodetic(longitude: field(found[0]), latitude: field(found[1]), height: field(found[2])))
    }
}
