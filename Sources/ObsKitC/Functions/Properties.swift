// obskit.h gives the functions their names and says what they do.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CObsKit
internal import ObsText
internal import ObsTime
internal import ObsTranslation

extension ObservationProperty {
    /// The property of a number of obskit.h; nil where there is none.
    init?(number: Int32) {
        guard number >= 0 else { return nil }
        self.init(rawValue: Int(number))
    }

    /// The kind of its values as obskit.h has it.
    var kindNumber: Int32 { kind.number }
}

extension ObservationProperty.Kind {
    /// The number of obskit.h.
    var number: Int32 {
        switch self {
        case .text: Int32(OBK_TEXT)
        case .integer: Int32(OBK_INTEGER)
        case .real: Int32(OBK_REAL)
        case .boolean: Int32(OBK_BOOLEAN)
        case .instant: Int32(OBK_INSTANT)
        case .sky: Int32(OBK_SKY)
        case .horizontal: Int32(OBK_HORIZONTAL)
        case .location: Int32(OBK_PLACE)
        }
    }
}

/// Names, units and meanings of all properties, in that order.
private let propertyTexts = TextBlock(
    ObservationProperty.allCases.map(\.name) + ObservationProperty.allCases.map(\.unitName)
        + ObservationProperty.allCases.map(\.about))

private func propertyText(_ property: Int32, _ group: Int) -> UnsafePointer<CChar>? {
    guard let property = ObservationProperty(number: property) else { return nil }
    return unsafe propertyTexts[group * ObservationProperty.allCases.count + property.rawValue]
}

@c @implementation
public func obk_property_count() -> Int32 { Int32(ObservationProperty.allCases.count) }

@c @implementation
public func obk_property_name(_ property: Int32) -> UnsafePointer<CChar>? { unsafe propertyText(property, 0) }

@c @implementation
public func obk_property_kind(_ property: Int32) -> Int32 {
    ObservationProperty(number: property)?.kindNumber ?? Int32(OBK_UNDEFINED)
}

@c @implementation
public func obk_property_unit(_ property: Int32) -> UnsafePointer<CChar>? { unsafe propertyText(property, 1) }

@c @implementation
public func obk_property_about(_ property: Int32) -> UnsafePointer<CChar>? { unsafe propertyText(property, 2) }

// MARK: Getters

@c @implementation
public func obk_get_text(
    _ observation: OpaquePointer?, _ property: Int32, _ text: UnsafeMutablePointer<UnsafePointer<CChar>?>?
) -> Int32 {
    unsafe get(observation, property, text, else: nil) { observation, property, value in
        if case .text = value { unsafe observation.texts[property.rawValue] } else { nil }
    } isKind: {
        $0 == .text
    }
}

@c @implementation
public func obk_get_integer(
    _ observation: OpaquePointer?, _ property: Int32, _ value: UnsafeMutablePointer<Int64>?
) -> Int32 {
    unsafe get(observation, property, value, else: 0) { _, _, value in
        if case .integer(let number) = value { Int64(number) } else { nil }
    } isKind: {
        $0 == .integer
    }
}

@c @implementation
public func obk_get_real(
    _ observation: OpaquePointer?, _ property: Int32, _ value: UnsafeMutablePointer<Double>?
) -> Int32 {
    unsafe get(observation, property, value, else: 0) { _, _, value in
        switch value {
        case .real(let number): number
        case .integer(let number): Double(number)
        default: nil
        }
    } isKind: {
        $0 == .real || $0 == .integer
    }
}

@c @implementation
public func obk_get_boolean(
    _ observation: OpaquePointer?, _ property: Int32, _ value: UnsafeMutablePointer<Int32>?
) -> Int32 {
    unsafe get(observation, property, value, else: 0) { _, _, value in
        if case .boolean(let truth) = value { truth ? 1 : 0 } else { nil }
    } isKind: {
        $0 == .boolean
    }
}

@c @implementation
public func obk_get_instant(
    _ observation: OpaquePointer?, _ property: Int32, _ tai_ns: UnsafeMutablePointer<Int64>?
) -> Int32 {
    unsafe get(observation, property, tai_ns, else: 0) { _, _, value in
        if case .instant(let instant) = value { instant.nanoseconds } else { nil }
    } isKind: {
        $0 == .instant
    }
}

@c @implementation
public func obk_get_pair(
    _ observation: OpaquePointer?, _ property: Int32, _ pair: UnsafeMutablePointer<Double>?
) -> Int32 {
    unsafe get(observation, property, pair, numbers: 2) { value in
        switch value {
        case .sky(let sky): [sky.rightAscension, sky.declination]
        case .horizontal(let seen): [seen.azimuth, seen.altitude]
        default: nil
        }
    } isKind: {
        $0 == .sky || $0 == .horizontal
    }
}

@c @implementation
public func obk_get_place(
    _ observation: OpaquePointer?, _ property: Int32, _ place: UnsafeMutablePointer<Double>?
) -> Int32 {
    unsafe get(observation, property, place, numbers: 3) { value in
        if case .location(let place) = value { [place.x, place.y, place.z] } else { nil }
    } isKind: {
        $0 == .location
    }
}

@c @implementation
public func obk_get_all(_ observation: OpaquePointer?, _ values: UnsafeMutablePointer<obk_values>?) -> obk_status {
    answering(nil) {
        unsafe try fill(values, "values") {
            let observation = unsafe try object(observation, Observation.self, "observation")
            let texts = observation.texts
            var all = obk_values()
            unsafe withUnsafeMutableBytes(of: &all.value) { memory in
                let places = unsafe memory.bindMemory(to: obk_value.self)
                for property in ObservationProperty.allCases {
                    guard let value = observation.report.info[property] else { continue }
                    let number = property.rawValue
                    all.present |= 1 << number
                    unsafe places[number] = obk_value(value, texts[number])
                }
            }
            for property in ObservationProperty.allCases where !observation.report.flags(of: property).isEmpty {
                all.flagged |= 1 << property.rawValue
            }
            for property in observation.report.failedProperties { all.failed |= 1 << property.rawValue }
            return all
        }
    }
}

/// Gets a value of a property.
private func get<Value>(
    _ observation: OpaquePointer?, _ property: Int32, _ place: UnsafeMutablePointer<Value>?, else nothing: Value,
    _ taken: (Observation, ObservationProperty, PropertyValue) -> Value?, isKind: (ObservationProperty.Kind) -> Bool
) -> Int32 {
    unsafe place?.pointee = nothing
    guard let place = unsafe place, let property = ObservationProperty(number: property),
        let observation = unsafe try? object(observation, Observation.self, "observation")
    else { return Int32(OBK_BAD_GETTER) }
    guard isKind(property.kind) else { return Int32(OBK_WRONG_KIND) }
    guard let value = observation.report.info[property], let taken = taken(observation, property, value) else {
        return observation.report.failedProperties.contains(property) ? Int32(OBK_NO_VALUE) : Int32(OBK_ABSENT)
    }
    unsafe place.pointee = taken
    return Int32(OBK_VALUE)
}

/// Gets a value that is several numbers.
private func get(
    _ observation: OpaquePointer?, _ property: Int32, _ place: UnsafeMutablePointer<Double>?, numbers count: Int,
    _ taken: (PropertyValue) -> [Double]?, isKind: (ObservationProperty.Kind) -> Bool
) -> Int32 {
    if let place = unsafe place { for index in 0..<count { unsafe place[index] = 0 } }
    guard let place = unsafe place else { return Int32(OBK_BAD_GETTER) }
    var numbers: [Double] = []
    let result = unsafe withUnsafeMutablePointer(to: &numbers) { list in
        unsafe get(observation, property, list, else: [], { taken($2) }, isKind: isKind)
    }
    for (index, number) in numbers.enumerated() { unsafe place[index] = number }
    return result
}
