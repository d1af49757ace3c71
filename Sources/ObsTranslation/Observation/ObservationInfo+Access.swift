extension ObservationInfo {
    /// The value of a property, whatever its type; nil when it is absent.
    ///
    /// - Parameter property: the property to read
    public subscript(property: ObservationProperty) -> PropertyValue? { values[property] }

    /// Sets a property.
    ///
    /// - Parameters:
    ///   - value: the value, in the property's own unit; nil makes it absent
    ///   - property: the property to set
    /// - Throws: `ObservationError` of code `wrongType` when the value is not of the property's kind
    public mutating func set(_ value: PropertyValue?, for property: ObservationProperty) throws {
        guard values.set(value, for: property) else {
            throw ObservationError(
                code: .wrongType,
                message: "\(property.name) is of kind \(property.kind.rawValue), not \(value?.kindName ?? "null")")
        }
    }
}

extension ObservationInfo.Values {
    subscript(property: ObservationProperty) -> PropertyValue? {
        switch property {
        case .telescope: telescope.map { .text($0) }
        case .instrument: instrument.map { .text($0) }
        case .location: location.map { .location($0) }
        case .exposureID: exposureID.map { .integer($0) }
        case .visitID: visitID.map { .integer($0) }
        case .physicalFilter: physicalFilter.map { .text($0) }
        case .datetimeBegin: datetimeBegin.map { .instant($0) }
        case .datetimeEnd: datetimeEnd.map { .instant($0) }
        case .exposureTime: exposureTime.map { .real($0) }
        case .exposureTimeRequested: exposureTimeRequested.map { .real($0) }
        case .darkTime: darkTime.map { .real($0) }
        case .boresightAirmass: boresightAirmass.map { .real($0) }
        case .boresightRotationAngle: boresightRotationAngle.map { .real($0) }
        case .boresightRotationCoord: boresightRotationCoord.map { .text($0) }
        case .detectorNum: detectorNum.map { .integer($0) }
        case .detectorName: detectorName.map { .text($0) }
        case .detectorUniqueName: detectorUniqueName.map { .text($0) }
        case .detectorSerial: detectorSerial.map { .text($0) }
        case .detectorGroup: detectorGroup.map { .text($0) }
        case .detectorExposureID: detectorExposureID.map { .integer($0) }
        case .focusZ: focusZ.map { .real($0) }
        case .object: object.map { .text($0) }
        case .temperature: temperature.map { .real($0) }
        case .pressure: pressure.map { .real($0) }
        case .relativeHumidity: relativeHumidity.map { .real($0) }
        case .trackingRADec: trackingRADec.map { .sky($0) }
        case .altAzBegin: altAzBegin.map { .horizontal($0) }
        case .altAzEnd: altAzEnd.map { .horizontal($0) }
        case .scienceProgram: scienceProgram.map { .text($0) }
        case .observationType: observationType.map { .text($0) }
        case .observationID: observationID.map { .text($0) }
        case .observationReason: observationReason.map { .text($0) }
        case .exposureGroup: exposureGroup.map { .text($0) }
        case .observingDay: observingDay.map { .integer($0) }
        case .observingDayOffset: observingDayOffset.map { .integer($0) }
        case .observationCounter: observationCounter.map { .integer($0) }
        case .hasSimulatedContent: hasSimulatedContent.map { .boolean($0) }
        case .groupCounterStart: groupCounterStart.map { .integer($0) }
        case .groupCounterEnd: groupCounterEnd.map { .integer($0) }
        case .canSeeSky: canSeeSky.map { .boolean($0) }
        }
    }

    /// Sets a property; false when the value is of another kind.
    mutating func set(_ value: PropertyValue?, for property: ObservationProperty) -> Bool {
        switch property {
        case .telescope: Self.assign(value?.asText, value, &telescope)
        case .instrument: Self.assign(value?.asText, value, &instrument)
        case .location: Self.assign(value?.asLocation, value, &location)
        case .exposureID: Self.assign(value?.asInteger, value, &exposureID)
        case .visitID: Self.assign(value?.asInteger, value, &visitID)
        case .physicalFilter: Self.assign(value?.asText, value, &physicalFilter)
        case .datetimeBegin: Self.assign(value?.asInstant, value, &datetimeBegin)
        case .datetimeEnd: Self.assign(value?.asInstant, value, &datetimeEnd)
        case .exposureTime: Self.assign(value?.asReal, value, &exposureTime)
        case .exposureTimeRequested: Self.assign(value?.asReal, value, &exposureTimeRequested)
        case .darkTime: Self.assign(value?.asReal, value, &darkTime)
        case .boresightAirmass: Self.assign(value?.asReal, value, &boresightAirmass)
        case .boresightRotationAngle: Self.assign(value?.asReal, value, &boresightRotationAngle)
        case .boresightRotationCoord: Self.assign(value?.asText, value, &boresightRotationCoord)
        case .detectorNum: Self.assign(value?.asInteger, value, &detectorNum)
        case .detectorName: Self.assign(value?.asText, value, &detectorName)
        case .detectorUniqueName: Self.assign(value?.asText, value, &detectorUniqueName)
        case .detectorSerial: Self.assign(value?.asText, value, &detectorSerial)
        case .detectorGroup: Self.assign(value?.asText, value, &detectorGroup)
        case .detectorExposureID: Self.assign(value?.asInteger, value, &detectorExposureID)
        case .focusZ: Self.assign(value?.asReal, value, &focusZ)
        case .object: Self.assign(value?.asText, value, &object)
        case .temperature: Self.assign(value?.asReal, value, &temperature)
        case .pressure: Self.assign(value?.asReal, value, &pressure)
        case .relativeHumidity: Self.assign(value?.asReal, value, &relativeHumidity)
        case .trackingRADec: Self.assign(value?.asSky, value, &trackingRADec)
        case .altAzBegin: Self.assign(value?.asHorizontal, value, &altAzBegin)
        case .altAzEnd: Self.assign(value?.asHorizontal, value, &altAzEnd)
        case .scienceProgram: Self.assign(value?.asText, value, &scienceProgram)
        case .observationType: Self.assign(value?.asText, value, &observationType)
        case .observationID: Self.assign(value?.asText, value, &observationID)
        case .observationReason: Self.assign(value?.asText, value, &observationReason)
        case .exposureGroup: Self.assign(value?.asText, value, &exposureGroup)
        case .observingDay: Self.assign(value?.asInteger, value, &observingDay)
        case .observingDayOffset: Self.assign(value?.asInteger, value, &observingDayOffset)
        case .observationCounter: Self.assign(value?.asInteger, value, &observationCounter)
        case .hasSimulatedContent: Self.assign(value?.asBoolean, value, &hasSimulatedContent)
        case .groupCounterStart: Self.assign(value?.asInteger, value, &groupCounterStart)
        case .groupCounterEnd: Self.assign(value?.asInteger, value, &groupCounterEnd)
        case .canSeeSky: Self.assign(value?.asBoolean, value, &canSeeSky)
        }
    }

    private static func assign<T>(_ typed: T?, _ value: PropertyValue?, _ field: inout T?) -> Bool {
        guard typed != nil || value == nil || value == .null else { return false }
        field = typed
        return true
    }
}
