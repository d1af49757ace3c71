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
    mutating func set(_ value: consuming PropertyValue?, for property: ObservationProperty) -> Bool {
        switch property {
        case .telescope: Self.assign(value, &telescope) { $0.asText }
        case .instrument: Self.assign(value, &instrument) { $0.asText }
        case .location: Self.assign(value, &location) { $0.asLocation }
        case .exposureID: Self.assign(value, &exposureID) { $0.asInteger }
        case .visitID: Self.assign(value, &visitID) { $0.asInteger }
        case .physicalFilter: Self.assign(value, &physicalFilter) { $0.asText }
        case .datetimeBegin: Self.assign(value, &datetimeBegin) { $0.asInstant }
        case .datetimeEnd: Self.assign(value, &datetimeEnd) { $0.asInstant }
        case .exposureTime: Self.assign(value, &exposureTime) { $0.asReal }
        case .exposureTimeRequested: Self.assign(value, &exposureTimeRequested) { $0.asReal }
        case .darkTime: Self.assign(value, &darkTime) { $0.asReal }
        case .boresightAirmass: Self.assign(value, &boresightAirmass) { $0.asReal }
        case .boresightRotationAngle: Self.assign(value, &boresightRotationAngle) { $0.asReal }
        case .boresightRotationCoord: Self.assign(value, &boresightRotationCoord) { $0.asText }
        case .detectorNum: Self.assign(value, &detectorNum) { $0.asInteger }
        case .detectorName: Self.assign(value, &detectorName) { $0.asText }
        case .detectorUniqueName: Self.assign(value, &detectorUniqueName) { $0.asText }
        case .detectorSerial: Self.assign(value, &detectorSerial) { $0.asText }
        case .detectorGroup: Self.assign(value, &detectorGroup) { $0.asText }
        case .detectorExposureID: Self.assign(value, &detectorExposureID) { $0.asInteger }
        case .focusZ: Self.assign(value, &focusZ) { $0.asReal }
        case .object: Self.assign(value, &object) { $0.asText }
        case .temperature: Self.assign(value, &temperature) { $0.asReal }
        case .pressure: Self.assign(value, &pressure) { $0.asReal }
        case .relativeHumidity: Self.assign(value, &relativeHumidity) { $0.asReal }
        case .trackingRADec: Self.assign(value, &trackingRADec) { $0.asSky }
        case .altAzBegin: Self.assign(value, &altAzBegin) { $0.asHorizontal }
        case .altAzEnd: Self.assign(value, &altAzEnd) { $0.asHorizontal }
        case .scienceProgram: Self.assign(value, &scienceProgram) { $0.asText }
        case .observationType: Self.assign(value, &observationType) { $0.asText }
        case .observationID: Self.assign(value, &observationID) { $0.asText }
        case .observationReason: Self.assign(value, &observationReason) { $0.asText }
        case .exposureGroup: Self.assign(value, &exposureGroup) { $0.asText }
        case .observingDay: Self.assign(value, &observingDay) { $0.asInteger }
        case .observingDayOffset: Self.assign(value, &observingDayOffset) { $0.asInteger }
        case .observationCounter: Self.assign(value, &observationCounter) { $0.asInteger }
        case .hasSimulatedContent: Self.assign(value, &hasSimulatedContent) { $0.asBoolean }
        case .groupCounterStart: Self.assign(value, &groupCounterStart) { $0.asInteger }
        case .groupCounterEnd: Self.assign(value, &groupCounterEnd) { $0.asInteger }
        case .canSeeSky: Self.assign(value, &canSeeSky) { $0.asBoolean }
        }
    }

    @inline(__always)
    private static func assign<T>(
        _ value: consuming PropertyValue?, _ field: inout T?, _ typed: (borrowing PropertyValue) -> T?
    ) -> Bool {
        guard let value, !value.isNull else {
            field = nil
            return true
        }
        guard let typed = typed(value) else { return false }
        field = typed
        return true
    }
}
