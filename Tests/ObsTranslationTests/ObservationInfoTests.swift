import Foundation
import ObsTime
import Testing

@testable import ObsTranslation

@Suite struct ObservationInfoTests {
    /// A value for each property.
    static func value(_ property: ObservationProperty, _ number: Int = 0) throws -> PropertyValue {
        switch property.kind {
        case .text: .text("\(property.name) \(number) \"é\u{7F}\n")
        case .integer: .integer(20_130_831 + property.rawValue + number)
        case .real: .real(0.1 + Double(property.rawValue) / 3 + Double(number))
        case .boolean: .boolean(number.isMultiple(of: 2))
        case .instant:
            .instant(
                Instant(nanosecondsTAI: 1_378_015_410_753_848_000 + Int64(property.rawValue + number * 1_000_000_007)))
        case .sky:
            .sky(SkyPosition(rightAscension: 42.81995197238151 + Double(number), declination: -0.0015811524500888654))
        case .horizontal: .horizontal(HorizontalPosition(azimuth: 61.24 + Double(number), altitude: 39.54))
        case .location:
            .location(
                GeocentricLocation(
                    x: 1_814_299.4321709608 + Double(number), y: -5_214_321.092378282, z: -3_187_415.562488629))
        }
    }

    /// An observation of which everything is known.
    static func full(_ number: Int = 0) throws -> ObservationInfo {
        var info = ObservationInfo()
        info.translatorName = "Sample"
        for property in ObservationProperty.allCases { try info.set(value(property, number), for: property) }
        info.extensions = ["foo": "bar", "number": .integer(number), "real": 0.1, "truth": true]
        return info
    }

    @Test("Nothing is known of an empty observation")
    func empty() {
        let info = ObservationInfo()
        #expect(ObservationProperty.allCases.allSatisfy { info[$0] == nil })
        #expect(info.translatorName == nil && info.extensions.isEmpty)
    }

    @Test(
        "A property that is set is the one that is read, by its name and as a value",
        arguments: ObservationProperty.allCases)
    func setting(_ property: ObservationProperty) throws {
        var info = ObservationInfo()
        let value = try Self.value(property)
        try info.set(value, for: property)
        #expect(info[property] == value)
        #expect(ObservationProperty.allCases.filter { info[$0] != nil } == [property])
        // The typed property of the same name: its label in camel case.
        let label = property.name.split(separator: "_").joined().lowercased()
        let field = Mirror(reflecting: info.values).children.first { "\($0.value)" != "nil" }
        #expect(field?.label?.lowercased() == label)
        try info.set(.null, for: property)
        #expect(info[property] == nil)
        try info.set(value, for: property)
        try info.set(nil, for: property)
        #expect(info == ObservationInfo())
    }

    @Test("A value of another kind is refused and changes nothing", arguments: ObservationProperty.allCases)
    func wrongKinds(_ property: ObservationProperty) throws {
        var info = try Self.full()
        let before = info
        for other in ObservationProperty.allCases where other.kind != property.kind {
            if property.kind == .real && other.kind == .integer { continue }
            let value = try Self.value(other)
            let error = #expect(throws: ObservationError.self) { try info.set(value, for: property) }
            #expect(error?.code == .wrongType)
            #expect(error?.message == "\(property.name) is of kind \(property.kind.rawValue), not \(value.kindName)")
        }
        #expect(info == before)
    }

    @Test("The typed properties read and write what the subscript reads")
    func typedProperties() throws {
        let full = try Self.full()
        var info = ObservationInfo()
        info.telescope = full.telescope
        info.instrument = full.instrument
        info.location = full.location
        info.exposureID = full.exposureID
        info.visitID = full.visitID
        info.physicalFilter = full.physicalFilter
        info.datetimeBegin = full.datetimeBegin
        info.datetimeEnd = full.datetimeEnd
        info.exposureTime = full.exposureTime
        info.exposureTimeRequested = full.exposureTimeRequested
        info.darkTime = full.darkTime
        info.boresightAirmass = full.boresightAirmass
        info.boresightRotationAngle = full.boresightRotationAngle
        info.boresightRotationCoord = full.boresightRotationCoord
        info.detectorNum = full.detectorNum
        info.detectorName = full.detectorName
        info.detectorUniqueName = full.detectorUniqueName
        info.detectorSerial = full.detectorSerial
        info.detectorGroup = full.detectorGroup
        info.detectorExposureID = full.detectorExposureID
        info.focusZ = full.focusZ
        info.object = full.object
        info.temperature = full.temperature
        info.pressure = full.pressure
        info.relativeHumidity = full.relativeHumidity
        info.trackingRADec = full.trackingRADec
        info.altAzBegin = full.altAzBegin
        info.altAzEnd = full.altAzEnd
        info.scienceProgram = full.scienceProgram
        info.observationType = full.observationType
        info.observationID = full.observationID
        info.observationReason = full.observationReason
        info.exposureGroup = full.exposureGroup
        info.observingDay = full.observingDay
        info.observingDayOffset = full.observingDayOffset
        info.observationCounter = full.observationCounter
        info.hasSimulatedContent = full.hasSimulatedContent
        info.groupCounterStart = full.groupCounterStart
        info.groupCounterEnd = full.groupCounterEnd
        info.canSeeSky = full.canSeeSky
        #expect(info != full)
        info.extensions = full.extensions
        // The translator's name takes no part in equality.
        #expect(info == full)
        for property in ObservationProperty.allCases { #expect(info[property] == (try Self.value(property))) }
    }

    @Test("A copy is a value of its own")
    func copyOnWrite() throws {
        let first = try Self.full()
        var second = first
        second.object = "other"
        second.values.exposureID = 1
        #expect(try first.object == Self.value(.object).asText)
        #expect(try first.exposureID == Self.value(.exposureID).asInteger)
        #expect(second.object == "other" && second.exposureID == 1)
        var third = second
        third.object = first.object
        third.exposureID = first.exposureID
        #expect(third == first)
    }

    @Test(
        "Equality is exact in every property, and equal observations have equal hashes",
        arguments: ObservationProperty.allCases)
    func equality(_ property: ObservationProperty) throws {
        let one = try Self.full()
        var other = try Self.full()
        #expect(one == other && one.hashValue == other.hashValue)
        try other.set(Self.value(property, 1), for: property)
        #expect(one != other)
        #expect(one.differences(from: other) == [property])
        #expect(!one.isClose(to: other))
        try other.set(nil, for: property)
        #expect(one != other)
        #expect(!one.isClose(to: other) && !other.isClose(to: one))
        #expect(ObservationInfo() != one)
        #expect(Set([one, other, one]).count == 2)
    }

    @Test("Times a nanosecond apart are different, and close")
    func closeTimes() throws {
        let one = try Self.full()
        var other = one
        other.datetimeBegin = one.datetimeBegin?.adding(seconds: 1e-9)
        #expect(one != other && one.isClose(to: other))
        #expect(!one.isClose(to: other, tolerances: ObservationTolerances(time: 0)))
        // Twenty days apart are not close, as they are for the peer.
        other.datetimeBegin = one.datetimeBegin?.adding(seconds: 20 * 86_400)
        #expect(!one.isClose(to: other))
    }

    @Test(
        "What is close follows the tolerances",
        arguments: [
            (.exposureTime, .real(100), .real(100 + 5e-8), true), (.exposureTime, .real(100), .real(100 + 2e-7), false),
            (.exposureTime, .real(0), .real(0), true), (.exposureTime, .real(0), .real(1e-300), false),
            (.exposureTime, .real(.infinity), .real(.infinity), true),
            (.exposureTime, .real(.infinity), .real(-.infinity), false),
            (.exposureTime, .real(.nan), .real(.nan), true), (.exposureTime, .real(.nan), .real(1), false),
            (.exposureTime, .real(.infinity), .real(1), false),
            (.exposureID, .integer(5), .integer(6), false), (.object, "a", "a ", false),
        ] as [(ObservationProperty, PropertyValue, PropertyValue, Bool)])
    func closeness(
        _ one: (property: ObservationProperty, left: PropertyValue, right: PropertyValue, isClose: Bool)
    ) throws {
        var (left, right) = (ObservationInfo(), ObservationInfo())
        try left.set(one.left, for: one.property)
        try right.set(one.right, for: one.property)
        #expect(left.isClose(to: right) == one.isClose)
        #expect(right.isClose(to: left) == one.isClose)
    }

    @Test("Positions are close by angle and places by distance, also across 0 degrees and at the poles")
    func closePositions() {
        func sky(_ ra: Double, _ dec: Double) -> ObservationInfo {
            var info = ObservationInfo()
            info.trackingRADec = SkyPosition(rightAscension: ra, declination: dec)
            info.altAzBegin = HorizontalPosition(azimuth: ra, altitude: dec)
            info.location = GeocentricLocation(x: ra, y: dec, z: 0)
            return info
        }
        let loose = ObservationTolerances(angle: 0.001, distance: 400)
        #expect(sky(359.9999, 0).isClose(to: sky(0.0001, 0), tolerances: loose))
        #expect(sky(10, 90).isClose(to: sky(200, 90), tolerances: loose))
        #expect(!sky(10, 0).isClose(to: sky(10.002, 0), tolerances: loose))
        #expect(!sky(10, 0).isClose(to: sky(10, 0.002), tolerances: loose))
        #expect(
            !sky(10, 0).isClose(to: sky(10.0001, 0), tolerances: ObservationTolerances(angle: 1, distance: 1e-5)))
    }

    @Test("Extensions count for equality and closeness")
    func extensions() throws {
        let one = try Self.full()
        for value in [nil, .real(0.2), "0.1"] as [PropertyValue?] {
            var other = one
            other.extensions["real"] = value
            #expect(one != other && !one.isClose(to: other) && !other.isClose(to: one))
        }
        var near = one
        near.extensions["real"] = .real(0.1 + 1e-12)
        #expect(one != near && one.isClose(to: near))
    }
}
