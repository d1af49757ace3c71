import ObsFITS
import ObsTime
import Testing

@testable import ObsTranslation

@Suite struct SkySourceTests {
    private static let ctio =
        "  location: {location: {longitude: {constant: -70.81489}, latitude: {constant: -30.16606}, height: {constant: 2215}}}\n"

    private func sky(_ fields: String, _ cards: [String: HeaderValue], more: String = "") throws -> Evaluated {
        try evaluate(.trackingRADec, "{sky: {\(fields)}}", cards, more: more)
    }

    private func altaz(_ fields: String, _ cards: [String: HeaderValue], more: String = "") throws -> Evaluated {
        try evaluate(.altAzBegin, "{altaz: {\(fields)}}", cards, more: more)
    }

    // MARK: sky

    @Test(
        "A position is read in its unit and frame, and given in ICRS",
        arguments: [
            // FK5 and FK4 by astropy 7: SkyCoord(...).icrs
            ("deg", 100, 20, "FK5", 99.99999308220107, 20.00000588274241),
            ("deg", 150, 20, "fk4 ", 150.69040458606602, 19.758095798775923),
            ("deg", 100, 20, "ICRS", 100, 20), ("deg", "100.5", "-20", .undefined, 100.5, -20),
            ("hourangle", 10, -90, "icrs", 150, -90), ("hourangle", "06:40:00", "+20:30:00", "icrs", 100, 20.5),
            ("hourangle", "6 40 0", "-00:30:00", "icrs", 100, -0.5), ("deg", -10, 0, "icrs", 350, 0),
            ("deg", "100:30:00", "0", "icrs", 100.5, 0),
        ] as [(String, HeaderValue, HeaderValue, HeaderValue, Double, Double)])
    func positions(
        _ one: (
            unit: String, ra: HeaderValue, dec: HeaderValue, frame: HeaderValue, rightAscension: Double,
            declination: Double
        )
    ) throws {
        let result = try sky(
            "right_ascension: A, declination: B, right_ascension_unit: \(one.unit), frame: F",
            ["A": one.ra, "B": one.dec, "F": one.frame])
        let found = try #require(result.value?.asSky)
        #expect(abs(found.rightAscension - one.rightAscension) < 1e-10)
        #expect(abs(found.declination - one.declination) < 1e-10)
    }

    @Test("A moving target has no position, and that is right")
    func movingTarget() throws {
        let result = try sky(
            "right_ascension: A, declination: B, right_ascension_unit: deg, frame: F", ["A": 1, "B": 2, "F": " GAPPT "])
        #expect(result.value == .null)
    }

    @Test(
        "What is no position gives none, with the reason",
        arguments: [
            (1, 91, "icrs"), (1, -90.001, "icrs"), (1e300, 0, "icrs"), ("25:00:00", 0, "icrs"), ("x", 0, "icrs"),
            (true, 0, "icrs"), (1, 0, "altaz"), (1, 0, 5), (.undefined, 0, "icrs"), (1, .real(.nan), "icrs"),
            ("", "", "icrs"),
        ] as [(HeaderValue, HeaderValue, HeaderValue)])
    func badPositions(_ one: (ra: HeaderValue, dec: HeaderValue, frame: HeaderValue)) throws {
        let result = try sky(
            "right_ascension: A, declination: B, right_ascension_unit: hourangle, frame: F",
            ["A": one.ra, "B": one.dec, "F": one.frame])
        #expect(result.value == nil)
        #expect(!result.reasons.isEmpty)
    }

    @Test("Sixty minutes are carried, and pointed out")
    func sixtyCarried() throws {
        let result = try sky(
            "right_ascension: A, declination: B, right_ascension_unit: deg", ["A": "10:60:00", "B": 0])
        #expect(result.value?.asSky?.rightAscension == 11)
        #expect(result.remarks.count == 1)
    }

    @Test("A position is computed from an alt/az, and an alt/az from a position")
    func transformed() throws {
        let time = "{time: {iso: D, scale: utc}}"
        let cards: [String: HeaderValue] = [
            "D": "2013-09-01T06:02:55.753848", "AZ": 61.19825550153891, "ALT": 39.570050438428595, "RA": 42.8,
            "DEC": -0.0016,
        ]
        // astropy 7: SkyCoord(42.8, -0.0016).transform_to(AltAz) from this place; UT1 and polar motion differ a little.
        let position = try #require(
            try sky("horizontal: {altaz: {azimuth: AZ, altitude: ALT}}, at: \(time)", cards, more: Self.ctio).value?
                .asSky)
        #expect(position.separation(from: SkyPosition(rightAscension: 42.8, declination: -0.0016)) < 1.0 / 3600)
        let seen = try #require(
            try altaz(
                "sky: {sky: {right_ascension: RA, declination: DEC, right_ascension_unit: deg}}, at: \(time)", cards,
                more: Self.ctio
            )
            .value?.asHorizontal)
        #expect(
            seen.separation(from: HorizontalPosition(azimuth: 61.19825550153891, altitude: 39.570050438428595)) < 1.0
                / 3600)
        // Without a place or a time there is none.
        for missing in ["D", "AZ"] {
            var fewer = cards
            fewer[missing] = nil
            let none = try sky("horizontal: {altaz: {azimuth: AZ, altitude: ALT}}, at: \(time)", fewer, more: Self.ctio)
            #expect(none.value == nil && !none.reasons.isEmpty)
        }
        #expect(try sky("horizontal: {altaz: {azimuth: AZ, altitude: ALT}}, at: \(time)", cards).value == nil)
    }

    // MARK: altaz

    @Test(
        "An alt/az is read from an altitude, a zenith distance or an airmass, and clipped to its limits",
        arguments: [
            ("azimuth: A, altitude: B", 10, 45, [10, 45], false),
            ("azimuth: A, altitude: B", -10, 45.5, [350, 45.5], false),
            ("azimuth: A, zenith_distance: B", 61.24, 50.46, [61.24, 39.54], false),
            ("azimuth: A, zenith_distance: B, limits: [0, 90]", 0, -1, [0, 90], true),
            ("azimuth: A, zenith_distance: B, limits: [0, 90]", 0, 91, [0, 0], true),
            ("azimuth: A, altitude: B, limits: [-5.55, 90]", 0, -5, [0, -5], false),
            ("azimuth: A, altitude: B, limits: [-5.55, 90]", 0, -6, [0, -5.55], true),
            ("azimuth: A, altitude: B, limits: [0, 200]", 0, 95, [0, 90], true),
            ("azimuth: A, altitude: B", "370", "45", [10, 45], false),
            // asin(1/1.57) by numpy.
            ("azimuth: A, airmass: B", 5, 1.57, [5, 39.56421842873487], false),
            ("azimuth: A, airmass: B", 5, 1, [5, 90], false),
        ] as [(String, HeaderValue, HeaderValue, [Double], Bool)])
    func directions(
        _ one: (fields: String, azimuth: HeaderValue, other: HeaderValue, expected: [Double], isClipped: Bool)
    ) throws {
        let result = try altaz(one.fields, ["A": one.azimuth, "B": one.other])
        let seen = try #require(result.value?.asHorizontal)
        #expect(abs(seen.azimuth - one.expected[0]) < 1e-12 && abs(seen.altitude - one.expected[1]) < 1e-12)
        #expect(result.flags.contains(.clipped) == one.isClipped)
    }

    @Test(
        "What is no direction gives none, with the reason",
        arguments: [
            ("altitude", -999, 10), ("altitude", 10, -999), ("altitude", 10, 1e300), ("altitude", "high", 10),
            ("altitude", true, 10), ("altitude", .undefined, 10), ("altitude", 10, .undefined),
            ("altitude", .real(.nan), 1),
            ("zenith_distance", 300, 10), ("airmass", 0.99, 10), ("airmass", 0, 10), ("airmass", -1e300, 10),
        ] as [(String, HeaderValue, HeaderValue)])
    func badDirections(_ one: (form: String, value: HeaderValue, azimuth: HeaderValue)) throws {
        let result = try altaz("azimuth: A, \(one.form): B", ["A": one.azimuth, "B": one.value])
        #expect(result.value == nil)
        #expect(!result.reasons.isEmpty)
    }

    @Test("An hour angle and a declination are rotated by the latitude")
    func hourAngle() throws {
        let more =
            "  location: {location: {longitude: {constant: 0}, latitude: {constant: -30}, height: {constant: 0}}}\n"
        let seen = try #require(
            try altaz("hour_angle: H, declination: D", ["H": 30, "D": -10], more: more).value?.asHorizontal)
        // erfa.hd2ae of pyerfa 2.
        #expect(abs(seen.azimuth - 299.2757797599514) < 1e-9 && abs(seen.altitude - 55.63210118458729) < 1e-9)
        let low = try altaz("hour_angle: H, declination: D, limits: [60, 90]", ["H": 30, "D": -10], more: more)
        #expect(low.value?.asHorizontal?.altitude == 60)
        #expect(low.flags == .clipped)
        for (hourAngle, declination) in [(400, 0), (0, 95), (1e300, 0)] as [(HeaderValue, HeaderValue)] {
            let none = try altaz("hour_angle: H, declination: D", ["H": hourAngle, "D": declination], more: more)
            #expect(none.end == .refused && none.reason != nil)
        }
    }

    @Test(
        "An airmass is the secant of the zenith distance",
        arguments: [(39.54, 1.5708037575545248), (90, 1.0), (0, nil), (-5, nil), (.undefined, nil)]
            as [(HeaderValue, Double?)])
    func airmass(_ altitude: HeaderValue, _ expected: Double?) throws {
        let rule = "{airmass: {altaz: {altaz: {azimuth: {constant: 0}, altitude: B}}}}"
        let result = try evaluate(.boresightAirmass, rule, ["B": altitude])
        if let expected {
            #expect(abs((result.value?.asReal ?? 0) - expected) < 1e-12)
        } else {
            #expect(result.value == nil && !result.reasons.isEmpty)
        }
    }

    // MARK: location

    @Test("A place is read from a site's name, geodetic or geocentric coordinates")
    func locations() throws {
        func place(_ fields: String, _ cards: [String: HeaderValue] = [:]) throws -> GeocentricLocation? {
            try evaluate(.location, "{location: {\(fields)}}", cards).value?.asLocation
        }
        #expect(
            try place("site: ctio")
                == GeocentricLocation(x: 1_814_303.74553723, y: -5_214_365.7436216, z: -3_187_340.56598756))
        let cards: [String: HeaderValue] = ["LO": -70.81489, "LA": "-30.16606", "H": 2215]
        let geodetic = try #require(try place("longitude: LO, latitude: LA, height: H", cards))
        // astropy 7: EarthLocation.from_geodetic
        #expect(abs(geodetic.x - 1_814_299.4321709608) < 1e-6)
        #expect(abs(geodetic.y + 5_214_321.092378282) < 1e-6)
        #expect(abs(geodetic.z + 3_187_415.562488629) < 1e-6)
        #expect(try place("geocentric: [LO, LA, H]", cards) == GeocentricLocation(x: -70.81489, y: -30.16606, z: 2215))
    }

    @Test(
        "What is no place gives none, with the reason",
        arguments: [
            (0, 91, 0), (400, 0, 0), (0, 0, 1e300), ("east", 0, 0), (.undefined, 0, 0), (0, true, 0),
            (0, 0, .real(.infinity)),
        ] as [(HeaderValue, HeaderValue, HeaderValue)])
    func badPlaces(_ one: (longitude: HeaderValue, latitude: HeaderValue, height: HeaderValue)) throws {
        let result = try evaluate(
            .location, "{location: {longitude: LO, latitude: LA, height: H}}",
            ["LO": one.longitude, "LA": one.latitude, "H": one.height])
        #expect(result.value == nil)
        #expect(!result.reasons.isEmpty)
    }
}
