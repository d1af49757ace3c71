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
            guard let at = reader.required("at"), let offset = reader.required("offset") else { return nil }
            return ObservingDaySource(at: field(at), offset: field(offset))
        default:
            guard let zoneNode = reader.required("zone"), let at = reader.required("at") else { return nil }
            guard let name = zoneNode.string(problems) else { return nil }
            guard let zone = CivilTimeZone.named(name) else {
                error(.unknownName, zoneNode, "there is no built-in time zone '\(name)'", hint: "such as US/Pacific")
                return nil
            }
            return CivilOffsetSource(zone: zone, at: field(at))
        }
    }

    private func time(_ reader: MappingReader) -> Source? {
        var forms: [TimeSource.Form] = []
        if let iso = reader.optional("iso") { forms.append(.iso(field(iso))) }
        if let mjd = reader.optional("mjd") { forms.append(.mjd(field(mjd))) }
        if let of = reader.optional("of") { forms.append(.instant(field(of))) }
        if let date = reader.optional("date"), let timeOfDay = reader.required("timeOfDay") {
            forms.append(.date(field(date), timeOfDay: field(timeOfDay)))
        }
        guard let form = forms.first, forms.count == 1 else {
            error(.badSource, reader.node, "a time has one of iso:, mjd:, of:, and date: with timeOfDay:")
            return nil
        }
        var scale = TimeSource.Scale.file(slot: timeScaleSlot)
        if let node = reader.optional("scale") {
            if node.kind == .scalar {
                let scales = Dictionary(uniqueKeysWithValues: [TimeScale.utc, .tai, .tt].map { ($0.rawValue, $0) })
                guard let fixed = choice(node, of: scales, "the time scale") else { return nil }
                scale = .fixed(fixed)
            } else {
                scale = .rule(rule(node, .field("the time scale")))
            }
        } else {
            usedSlots.insert(timeScaleSlot)
        }
        let isHalf = reader.optional("half")?.boolean(problems) ?? false
        var shift: TimeSource.Shift?
        if let plus = reader.optional("plus") {
            shift = TimeSource.Shift(rule: field(plus), isNegative: false, isHalf: isHalf)
        }
        if let minus = reader.optional("minus") {
            if shift != nil { error(.badSource, minus, "plus: and minus: cannot stand together") }
            shift = TimeSource.Shift(rule: field(minus), isNegative: true, isHalf: isHalf)
        }
        return TimeSource(
            form: form, scale: scale, shift: shift, after: reader.optional("after").map { field($0) },
            notBefore: reader.optional("notBefore").map { field($0) })
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
        guard let ra = reader.required("rightAscension"), let dec = reader.required("declination"),
            let unitNode = reader.required("rightAscensionUnit"),
            let unit = choice(unitNode, of: ["hourangle": PropertyUnit.hourAngle, "deg": .degree], "the unit")
        else { return nil }
        let frame = reader.optional("frame").map { field($0) }
        return SkySource(.equatorial(rightAscension: field(ra), declination: field(dec), unit: unit, frame: frame))
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
        guard let azimuth = reader.required("azimuth") else { return nil }
        if let altitude = reader.optional("altitude") {
            return HorizontalSource(.altitude(field(altitude), azimuth: field(azimuth)), limits: limits)
        }
        if let distance = reader.optional("zenithDistance") {
            return HorizontalSource(.zenithDistance(field(distance), azimuth: field(azimuth)), limits: limits)
        }
        if let airmass = reader.optional("airmass") {
            return HorizontalSource(.airmass(field(airmass), azimuth: field(azimuth)), limits: limits)
        }
        error(.badSource, reader.node, "an alt/az has an altitude:, a zenithDistance:, an airmass:, a sky: or an hourAngle:")
        return nil
    }

    private func location(_ reader: MappingReader) -> Source? {
        if let node = reader.optional("site") {
            guard let name = node.string(problems) else { return nil }
            guard let site = Site.named(name) else {
                let known = Site.all.map(\.name).sorted()
                error(
                    .unknownName, node, "there is no built-in site '\(name)'",
                    hint: DidYouMean.hint(for: name, among: known) ?? "give longitude:, latitude: and height:")
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
        guard let longitude = reader.required("longitude"), let latitude = reader.required("latitude"),
            let height = reader.required("height")
        else { return nil }
        return LocationSource(.geodetic(longitude: field(longitude), latitude: field(latitude), height: field(height)))
    }
}
