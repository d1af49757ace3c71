import TestSupport
import Testing

@testable import ObsTranslation

@Suite("Constants of rules")
struct ConstantRangeTests {
    private static let place =
        "location: {location: {longitude: {constant: L}, latitude: {constant: B}, height: {constant: H}}}"

    private static func location(
        _ longitude: String = "10", _ latitude: String = "20", _ height: String = "30"
    ) -> String {
        place.replacing("constant: L", with: "constant: \(longitude)").replacing(
            "constant: B", with: "constant: \(latitude)"
        )
        .replacing("constant: H", with: "constant: \(height)")
    }

    @Test(
        "that no observation could be made of are errors where they stand",
        arguments: [
            DiagnosticCase(location("▸400"), "out-of-range", saying: "the longitude 400 is outside -360 to 360"),
            .init(location("10", "▸-130.25"), "out-of-range", saying: "write a number from -90 to 90, in degrees"),
            .init(location("10", "▸-30:15:00"), "wrong-type", saying: "write -30.25 for degrees"),
            .init(location("10", "20", "▸12000"), "out-of-range", saying: "no observatory is at the height 12000"),
            .init(location("10", "20", "▸2.4"), "out-of-range", saying: "write 2400, or unit: m beside it"),
            .init("boresight_rotation_coord: {constant: ▸skye}", "unknown-word", saying: "did you mean 'sky'?"),
            .init("exposure_time: {constant: ▸-5, unit: s}", "out-of-range", saying: "from 0 to"),
            .init("boresight_airmass: {constant: ▸0.5}", "out-of-range", saying: "from 1 to 100"),
            .init("temperature: {constant: ▸10, unit: K}", "out-of-range", saying: "check unit:"),
            .init("pressure: {constant: ▸77000, unit: hPa}", "out-of-range", saying: "from 0 to 1200, in hPa"),
            .init("relative_humidity: {default: ▸101, unit: percent}", "out-of-range", saying: "from 0 to 100"),
            .init("focus_z: {constant: ▸30, unit: m}", "out-of-range", saying: "from -1 to 1"),
            .init("observing_day_offset: {constant: ▸432000, unit: s}", "out-of-range", saying: "86400"),
            .init("boresight_rotation_angle: {constant: ▸1000, unit: deg}", "out-of-range", saying: "720"),
            .init("observing_day: {constant: ▸20240230}", "out-of-range", saying: "20240230 is not a date"),
            .init(
                "datetime_begin: {time: {iso: {constant: ▸2024-02-30}}}", "bad-date", saying: "its month does not have"),
            .init(
                "datetime_begin: {time: {iso: DATE, scale: {constant: ▸utcc}}}", "unknown-word",
                saying: "did you mean 'utc'?"),
            .init(
                "tracking_radec: {sky: {right_ascension: {constant: ▸500}, declination: DEC, right_ascension_unit: deg}}",
                "out-of-range", saying: "from -360 to 360, in degrees"),
            .init(
                "tracking_radec: {sky: {right_ascension: RA, declination: {constant: ▸95}, right_ascension_unit: hourangle, frame: {constant: ▸icsr}}}",
                "out-of-range", "unknown-word", saying: "from -90 to 90"),
            .init(
                "altaz_begin: {altaz: {azimuth: AZ, altitude: {constant: ▸200}}}", "out-of-range",
                saying: "the altitude 200 is outside -90 to 180"),
            .init(
                "altaz_begin: {altaz: {azimuth: {constant: ▸2000}, airmass: {constant: ▸0}}}", "out-of-range",
                "out-of-range", saying: nil),
        ])
    func refused(_ one: DiagnosticCase) throws {
        let indented = DiagnosticCase("  " + one.text + "\n", one.codes, saying: one.saying)
        try RuleDiagnosticTests.check(indented, "schema: obskit/translation/2\nproperties:\n")
    }

    @Test(
        "are left alone where they can be, and where steps make others of them",
        arguments: [
            location(), location("'10.5'"), location("-155.5", "-90", "0"),
            place.replacing("{constant: L}", with: "LONG")
                .replacing("{constant: B}", with: "LAT").replacing("{constant: H}", with: "{constant: 2.4, unit: km}"),
            location("10", "20", "2.4}, height_of: {constant: 1").replacing(
                "}, height_of: {constant: 1", with: ", unit: m"),
            "exposure_time: {constant: -1, unit: s}", "temperature: {constant: 10, unit: degC}",
            "pressure: {constant: 77000, unit: Pa}", "relative_humidity: {constant: 0.5, unit: fraction}",
            "boresight_rotation_coord: {constant: unknown}",
            "boresight_airmass: {constant: 0.5, steps: [{scale: 4}]}",
            "tracking_radec: {sky: {right_ascension: {constant: '12:00:00'}, declination: {constant: -30}, right_ascension_unit: hourangle, frame: {constant: ICRS}}}",
        ])
    func accepted(_ text: String) throws {
        let (_, diagnostics) = try RuleSample.compile("schema: obskit/translation/2\nproperties:\n  \(text)\n")
        #expect(diagnostics.isEmpty, "\(diagnostics)")
    }
}
