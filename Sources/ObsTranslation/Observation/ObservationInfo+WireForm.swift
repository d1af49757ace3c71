public import ObsDocuments
internal import ObsText
internal import ObsTime

// The JSON simple form of astro_metadata_translator ("wire form"): one flat object in the order of the properties, absent
// ones left out; times as a two-part TAI Julian date, positions as pairs in degrees, azimuth first.
extension ObservationInfo {
    /// Writes the observation as an object of the wire form; the same observation gives the same bytes.
    ///
    /// A value that is not finite, or has a part that is not, is written as null, since JSON has no other word for it.
    ///
    /// - Parameter writer: takes the object
    /// - Returns: the names of the properties that are not finite
    @discardableResult
    package func writeWireForm(to writer: inout JSONWriter) -> [String] {
        var notFinite: [String] = []
        writer.beginObject()
        if let translatorName { writer.member("_translator", translatorName) }
        for property in ObservationProperty.allCases {
            guard let value = self[property] else { continue }
            if !value.isFinite { notFinite.append(property.name) }
            writer.key(property.name)
            writer.value(value.isFinite ? value : .null)
        }
        for (name, value) in extensions.sorted(by: { $0.key < $1.key }) where value != .null {
            if !value.isFinite { notFinite.append("ext_" + name) }
            writer.key("ext_" + name)
            writer.value(value.isFinite ? value : .null)
        }
        writer.endObject()
        return notFinite
    }

    /// The wire form as text.
    public var wireForm: String {
        var writer = JSONWriter()
        writeWireForm(to: &writer)
        return writer.text
    }

    /// Reads a wire form.
    ///
    /// - Parameter node: the root of a JSON document
    /// - Throws: `DiagnosticsError` with everything that is wrong: unknown keys, wrong types, times out of range
    package init(wireForm node: Node) throws {
        let problems = Problems()
        var values = Values()
        var extensions: [String: PropertyValue] = [:]
        var translatorName: String?
        if let reader = MappingReader(node, "an observation", problems) {
            translatorName = reader.optional("_translator").flatMap { $0.isNull ? nil : $0.string(problems) }
            for property in ObservationProperty.allCases {
                guard let member = reader.optional(property.name), !member.isNull else { continue }
                guard let value = WireValue.read(member, property.kind, problems) else { continue }
                _ = values.set(value, for: property)
            }
            for (key, _) in node.entries {
                guard let name = key.text, name.hasPrefix("ext_"), let member = reader.optional(name) else { continue }
                switch member.resolved {
                case .string(let text)?: extensions[String(name.dropFirst(4))] = .text(text)
                case .integer(let number)?: extensions[String(name.dropFirst(4))] = .integer(number)
                case .double(let number)?: extensions[String(name.dropFirst(4))] = .real(number)
                case .boolean(let truth)?: extensions[String(name.dropFirst(4))] = .boolean(truth)
                case .null?: break
                case .outOfRange?, nil: member.wrongType("a text, a number or a truth value", problems)
                }
            }
            reader.finish()
        }
        try problems.throwIfErrors()
        self.init(values: values, translatorName: translatorName, extensions: extensions)
    }
}

extension PropertyValue {
    var isFinite: Bool {
        switch self {
        case .real(let number): number.isFinite
        case .sky(let sky): sky.rightAscension.isFinite && sky.declination.isFinite
        case .horizontal(let seen): seen.azimuth.isFinite && seen.altitude.isFinite
        case .location(let place): place.x.isFinite && place.y.isFinite && place.z.isFinite
        default: true
        }
    }
}

extension JSONWriter {
    /// Writes a value as the wire form has it.
    ///
    /// - Parameter value: a value in the property's own unit
    public mutating func value(_ value: PropertyValue) {
        func pair(_ one: Double, _ two: Double) {
            beginArray()
            self.value(one)
            self.value(two)
            endArray()
        }
        switch value {
        case .null: null()
        case .text(let text): self.value(text)
        case .integer(let number): self.value(number)
        case .real(let number): self.value(number)
        case .boolean(let truth): self.value(truth)
        case .instant(let instant):
            let date = instant.julianDate()
            pair(date.0, date.1)
        case .sky(let sky): pair(sky.rightAscension, sky.declination)
        case .horizontal(let seen): pair(seen.azimuth, seen.altitude)
        case .location(let place):
            beginArray()
            self.value(place.x)
            self.value(place.y)
            self.value(place.z)
            endArray()
        }
    }
}

/// Values of the wire form.
private enum WireValue {
    static func read(_ node: Node, _ kind: ObservationProperty.Kind, _ problems: Problems) -> PropertyValue? {
        switch kind {
        case .text: return node.string(problems).map { .text($0) }
        case .integer: return node.integer(problems).map { .integer($0) }
        case .real: return node.double(problems, allowNonFinite: true).map { .real($0) }
        case .boolean: return node.boolean(problems).map { .boolean($0) }
        case .instant:
            guard let parts = numbers(node, 2, "[jd1, jd2], a TAI Julian date", problems) else { return nil }
            do {
                return .instant(try Instant(julianDate: parts[0], parts[1], scale: .tai))
            } catch {
                problems.error(.outOfRange, at: node, "\(error)")
                return nil
            }
        case .sky:
            return numbers(node, 2, "[ra, dec] in degrees", problems)
                .map { .sky(SkyPosition(rightAscension: $0[0], declination: $0[1])) }
        case .horizontal:
            return numbers(node, 2, "[az, alt] in degrees", problems)
                .map { .horizontal(HorizontalPosition(azimuth: $0[0], altitude: $0[1])) }
        case .location:
            return numbers(node, 3, "[x, y, z] in meters", problems)
                .map { .location(GeocentricLocation(x: $0[0], y: $0[1], z: $0[2])) }
        }
    }

    private static func numbers(_ node: Node, _ count: Int, _ what: String, _ problems: Problems) -> [Double]? {
        guard node.kind == .sequence, node.elements.count == count else {
            node.wrongType(what, problems)
            return nil
        }
        return node.doubles(problems)
    }
}
