public import ObsTime

/// A value of any kind that a property or an intermediate result can have.
public enum PropertyValue: Sendable, Hashable {
    /// Known to have no value: this header does not say, and that is right.
    case null
    case text(String)
    case integer(Int)
    case real(Double)
    case boolean(Bool)
    case instant(Instant)
    case sky(SkyPosition)
    case horizontal(HorizontalPosition)
    case location(GeocentricLocation)

    /// The kind in a word, for messages.
    package var kindName: String {
        switch self {
        case .null: "null"
        case .text: "text"
        case .integer: "integer"
        case .real: "real"
        case .boolean: "boolean"
        case .instant: "instant"
        case .sky: "sky"
        case .horizontal: "horizontal"
        case .location: "location"
        }
    }

    @inline(__always)
    var isNull: Bool { if case .null = self { true } else { false } }
    var asText: String? { if case .text(let value) = self { value } else { nil } }
    var asInteger: Int? { if case .integer(let value) = self { value } else { nil } }
    var asBoolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
    var asInstant: Instant? { if case .instant(let value) = self { value } else { nil } }
    var asSky: SkyPosition? { if case .sky(let value) = self { value } else { nil } }
    var asHorizontal: HorizontalPosition? { if case .horizontal(let value) = self { value } else { nil } }
    var asLocation: GeocentricLocation? { if case .location(let value) = self { value } else { nil } }

    /// The number, of an integer or a real one.
    var asReal: Double? {
        switch self {
        case .real(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
    }
}

extension PropertyValue: CustomStringConvertible {
    /// The value for people.
    public var description: String {
        switch self {
        case .null: "null"
        case .text(let value): value
        case .integer(let value): "\(value)"
        case .real(let value): "\(value)"
        case .boolean(let value): "\(value)"
        case .instant(let value): value.description
        case .sky(let value): "\(value.rightAscension) \(value.declination)"
        case .horizontal(let value): "\(value.azimuth) \(value.altitude)"
        case .location(let value): "\(value.x) \(value.y) \(value.z)"
        }
    }
}
