import TestSupport
import Testing

@testable import ObsTranslation

@Suite struct ObservationPropertyTests {
    /// The canonical order, by the reference.
    static let names = [
        "telescope", "instrument", "location", "exposure_id", "visit_id", "physical_filter", "datetime_begin",
        "datetime_end",
        "exposure_time", "exposure_time_requested", "dark_time", "boresight_airmass", "boresight_rotation_angle",
        "boresight_rotation_coord", "detector_num", "detector_name", "detector_unique_name", "detector_serial",
        "detector_group",
        "detector_exposure_id", "focus_z", "object", "temperature", "pressure", "relative_humidity", "tracking_radec",
        "altaz_begin", "altaz_end", "science_program", "observation_type", "observation_id", "observation_reason",
        "exposure_group", "observing_day", "observing_day_offset", "observation_counter", "has_simulated_content",
        "group_counter_start", "group_counter_end", "can_see_sky",
    ]

    @Test("There are 40 properties, in the order of the wire form")
    func order() {
        #expect(ObservationProperty.allCases.map(\.name) == Self.names)
        #expect(ObservationProperty.allCases.map(\.rawValue) == Array(0..<40))
    }

    @Test("A property is found by its name, and by nothing else", arguments: ObservationProperty.allCases)
    func names(_ property: ObservationProperty) {
        #expect(ObservationProperty(name: property.name) == property)
        #expect(ObservationProperty(name: property.name.uppercased()) == nil)
        #expect(ObservationProperty(name: "ext_" + property.name) == nil)
        // Documentation that tools show: one sentence.
        #expect(property.about.hasSuffix(".") && property.about.count > 10)
    }

    @Test(
        "Numbers that measure something know what",
        arguments: [
            (.exposureTime, .time), (.exposureTimeRequested, .time), (.darkTime, .time),
            (.boresightRotationAngle, .angle),
            (.focusZ, .length), (.temperature, .temperature), (.pressure, .pressure), (.relativeHumidity, .proportion),
            (.observingDayOffset, .time), (.boresightAirmass, nil), (.exposureID, nil), (.object, nil),
            (.location, nil),
        ] as [(ObservationProperty, PropertyUnit.Dimension?)])
    func dimensions(_ property: ObservationProperty, _ dimension: PropertyUnit.Dimension?) {
        #expect(property.dimension == dimension)
    }
}

@Suite struct PropertyUnitTests {
    @Test(
        "A unit is converted to the one of the property",
        arguments: [
            (.second, 1.5, 1.5), (.millisecond, 250, 0.25), (.minute, 1.5, 90), (.hour, 0.5, 1800), (.day, 2, 172_800),
            (.degree, 12.5, 12.5), (.radian, 3.141592653589793, 180), (.radian, 1, 57.29577951308232),
            (.arcminute, 90, 1.5),
            (.arcsecond, 5400, 1.5), (.hourAngle, 1.5, 22.5), (.metre, 2, 2), (.millimetre, 2497.32, 2.49732),
            (.micrometre, 2497.32, 0.00249732), (.kilometre, 2.215, 2215), (.kelvin, 285.05, 285.05),
            // 11.9 + 273.15 in binary, as the peer has it.
            (.celsius, 11.9, 285.04999999999995), (.celsius, -273.15, 0), (.hectopascal, 779, 779),
            (.pascal, 77_900, 779),
            (.kilopascal, 77.9, 779), (.bar, 0.779, 779), (.millibar, 779, 779),
            // One atmosphere is 760 mmHg by the definition of the torr, to a part in 10^7: 760 * 1.33322387415.
            (.millimetreOfMercury, 760, 1013.250144354), (.percent, 23, 23), (.fraction, 0.23, 23),
            (.microsecond, 1500, 0.0015), (.nanosecond, 2.5e9, 2.5), (.year, 1, 365.25 * 86_400),
            (.annus, 2, 730.5 * 86_400), (.milliradian, 1, 0.05729577951308232),
            (.microradian, 1e6, 57.29577951308232), (.milliarcsecond, 3_600_000, 1), (.centimetre, 250, 2.5),
            (.nanometre, 632.8, 6.328e-7), (.angstrom, 6328, 6.328e-7),
            // Freezing and boiling water, and where both scales agree.
            (.fahrenheit, 32, 273.15), (.fahrenheit, 212, 373.15), (.fahrenheit, -40, 233.15),
            (.fahrenheit, -459.67, 0),
            (.torr, 760, 1013.25), (.torr, 592.3, 789.6683881578947), (.torrAsSymbol, 760, 1013.25),
            (.atmosphere, 1, 1013.25), (.decibar, 7.79, 779), (.inchOfMercury, 29.92125984251968, 1013.250144354),
            // 4.4482216152605 N on 0.0254² m², in hPa.
            (.poundPerSquareInch, 1, 4.4482216152605 / 0.00064516 / 100),
            (.poundPerSquareInch, 14.695948775513, 1013.25),
        ] as [(PropertyUnit, Double, Double)])
    func conversion(_ one: (unit: PropertyUnit, number: Double, expected: Double)) {
        let result = one.unit.canonical(one.number)
        #expect(abs(result - one.expected) <= 1e-12 * abs(one.expected), "\(result)")
        #expect(one.unit.canonical(.nan).isNaN)
    }

    @Test("A word that is no unit means one of the quantity that is measured there, and that one alone")
    func suggestions() {
        let words = [
            "TORR", "Kpa", "degc", "Sec", "hours", "micron", "DEG", "degR", "foo", "", "x", "M", "%", "Celsius",
            "mm Hg",
        ]
        for word in words {
            for dimension in [.time, .angle, .length, .temperature, .pressure, .proportion] as [PropertyUnit.Dimension]
            {
                guard let unit = PropertyUnit.suggestion(for: word, of: dimension) else { continue }
                #expect(unit.dimension == dimension && dimension.units.contains(unit), "\(word) \(unit)")
            }
        }
        #expect(PropertyUnit.suggestion(for: "kPA", of: .pressure) == .kilopascal)
        #expect(PropertyUnit.suggestion(for: "hours", of: .time) == .hour)
        #expect(PropertyUnit.suggestion(for: "hours", of: .angle) == .hourAngle)
        #expect(PropertyUnit.suggestion(for: "hours", of: .temperature) == nil)
        #expect(PropertyUnit.suggestion(for: "Fahrenheit", of: .temperature) == .fahrenheit)
        #expect(PropertyUnit.meant(by: "h", of: .angle) == .hourAngle)
        #expect(PropertyUnit.meant(by: "deg", of: .temperature) == nil)
        for unit in PropertyUnit.allCases {
            let found = PropertyUnit.suggestion(for: unit.rawValue.uppercased(), of: unit.dimension)
            #expect(found?.rawValue.lowercased() == unit.rawValue.lowercased())
        }
    }

    @Test("The unit of a dimension changes nothing", arguments: PropertyUnit.allCases)
    func canonicalUnits(_ unit: PropertyUnit) {
        let canonical = unit.dimension.canonicalUnit
        #expect(canonical.dimension == unit.dimension)
        #expect(canonical.canonical(1.1) == 1.1)
        #expect(PropertyUnit(rawValue: unit.rawValue) == unit)
    }

    @Test("Converted back by its definition, a number is the same", arguments: [UInt64(1), 2])
    func isLinear(_ seed: UInt64) {
        var numbers = SeededGenerator(seed: seed)
        for unit in PropertyUnit.allCases {
            let (zero, one) = (unit.canonical(0), unit.canonical(1))
            for _ in 0..<50 {
                let number = numbers.number(-1000...1000)
                let expected = zero + number * (one - zero)
                #expect(
                    abs(unit.canonical(number) - expected) <= 1e-9 * max(1, abs(expected)),
                    "seed \(seed) \(unit) \(number)")
            }
        }
    }
}
