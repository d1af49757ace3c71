internal import ObsTime

extension ObservationInfo: Codable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Encodes the wire form; a number that is not finite is encoded as null.
    ///
    /// - Parameter encoder: any encoder
    /// - Throws: what the encoder throws
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        if let translatorName { try container.encode(translatorName, forKey: Key("_translator")) }
        let own = ObservationProperty.allCases.lazy.compactMap { property in self[property].map { (property.name, $0) }
        }
        let others = extensions.sorted { $0.key < $1.key }.map { ("ext_" + $0.key, $0.value) }
        for (name, value) in Array(own) + others {
            let key = Key(name)
            guard value.isFinite else {
                try container.encodeNil(forKey: key)
                continue
            }
            switch value {
            case .null: break
            case .text(let text): try container.encode(text, forKey: key)
            case .integer(let number): try container.encode(number, forKey: key)
            case .real(let number): try container.encode(number, forKey: key)
            case .boolean(let truth): try container.encode(truth, forKey: key)
            case .instant(let instant):
                let date = instant.julianDate()
                try container.encode([date.0, date.1], forKey: key)
            case .sky(let sky): try container.encode([sky.rightAscension, sky.declination], forKey: key)
            case .horizontal(let seen): try container.encode([seen.azimuth, seen.altitude], forKey: key)
            case .location(let place): try container.encode([place.x, place.y, place.z], forKey: key)
            }
        }
    }

    /// Decodes a wire form.
    ///
    /// - Parameter decoder: any decoder
    /// - Throws: `DecodingError` for an unknown key or a value of the wrong type
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        var values = Values()
        var extensions: [String: PropertyValue] = [:]
        var translatorName: String?
        for key in container.allKeys where try !container.decodeNil(forKey: key) {
            let name = key.stringValue
            if name == "_translator" {
                translatorName = try container.decode(String.self, forKey: key)
            } else if name.hasPrefix("ext_") {
                extensions[String(name.dropFirst(4))] = try Self.extensionValue(container, key)
            } else if let property = ObservationProperty(name: name) {
                _ = values.set(try Self.value(container, key, property.kind), for: property)
            } else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "there is no property '\(name)'")
            }
        }
        self.init(values: values, translatorName: translatorName, extensions: extensions)
    }

    private static func extensionValue(_ container: KeyedDecodingContainer<Key>, _ key: Key) throws -> PropertyValue {
        if let truth = try? container.decode(Bool.self, forKey: key) { return .boolean(truth) }
        if let number = try? container.decode(Int.self, forKey: key) { return .integer(number) }
        if let number = try? container.decode(Double.self, forKey: key) { return .real(number) }
        return .text(try container.decode(String.self, forKey: key))
    }

    private static func value(
        _ container: KeyedDecodingContainer<Key>, _ key: Key, _ kind: ObservationProperty.Kind
    ) throws -> PropertyValue {
        func numbers(_ count: Int) throws -> [Double] {
            let numbers = try container.decode([Double].self, forKey: key)
            guard numbers.count == count else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "\(count) numbers are expected, not \(numbers.count)")
            }
            return numbers
        }
        switch kind {
        case .text: return .text(try container.decode(String.self, forKey: key))
        case .integer: return .integer(try container.decode(Int.self, forKey: key))
        case .real: return .real(try container.decode(Double.self, forKey: key))
        case .boolean: return .boolean(try container.decode(Bool.self, forKey: key))
        case .instant:
            let parts = try numbers(2)
            do {
                return .instant(try Instant(julianDate: parts[0], parts[1], scale: .tai))
            } catch {
                throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: "\(error)")
            }
        case .sky:
            let parts = try numbers(2)
            return .sky(SkyPosition(rightAscension: parts[0], declination: parts[1]))
        case .horizontal:
            let parts = try numbers(2)
            return .horizontal(HorizontalPosition(azimuth: parts[0], altitude: parts[1]))
        case .location:
            let parts = try numbers(3)
            return .location(GeocentricLocation(x: parts[0], y: parts[1], z: parts[2]))
        }
    }
}
