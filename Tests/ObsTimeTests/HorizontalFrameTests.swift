import Foundation
import Testing

@testable import ObsTime

@Suite struct HorizontalFrameTests {
    struct Case: Sendable {
        let site: String
        let utc: String
        let sky: SkyPosition
        let horizontal: HorizontalPosition

        init(
            _ site: String, _ utc: String, _ rightAscension: Double, _ declination: Double, _ azimuth: Double,
            _ altitude: Double
        ) {
            self.site = site
            self.utc = utc
            sky = SkyPosition(rightAscension: rightAscension, declination: declination)
            horizontal = HorizontalPosition(azimuth: azimuth, altitude: altitude)
        }
    }

    /// astropy 8.0.2 with UT1 and polar motion of IERS finals2000A, no refraction:
    /// `SkyCoord(…).transform_to(AltAz(obstime=…, location=…))`.
    static let cases = [
        Case("ctio", "2013-08-31T06:03:30.5", 42.81995, -0.00158, 61.920599992619714, 38.91632723567518),
        Case("ctio", "2022-12-09T05:20:11", 82.7995, -60.5326, 184.15983271347858, 59.5159436591165),
        Case("cfht", "1995-03-01T10:00:00", 150.1, 2.2, 190.54940641225554, 72.11240068542615),
        Case("cfht", "2003-07-15T12:34:56", 270, -89.9, 180.07159787482328, -19.753375136905863),
        Case("apo", "2000-01-01T00:00:00", 10.68, 41.27, 52.436077600381516, 74.34729931202067),
        Case("apo", "2012-06-30T23:59:60.5", 200, 80, 5.966406508268133, 41.656088831494834),
        Case("ctio", "2025-05-21T03:00:00", 186.6, 12.7, 325.46393819751415, 40.349430154301714),
        Case("cfht", "2026-08-01T09:00:00", 300, 19.8, 87.8950913041223, 79.85889612270782),
        Case("apo", "1980-11-11T07:00:00", 83.6, 22.0, 101.42751479938495, 58.47096276711708),
        Case("ctio", "2017-01-01T00:00:00", 0, -30.2, 262.5094850097594, 64.294080828497),
    ]

    static let arcsecond = 1.0 / 3_600

    @Test("The exact position is that of astropy to 1 arcsecond", arguments: cases)
    func exact(expected: Case) throws {
        let instant = try Instant(iso: expected.utc, scale: .utc)
        let location = try #require(Site.named(expected.site)?.location)
        let found = HorizontalFrame.exact(of: expected.sky, at: instant, from: location)
        // 0.6″ of polar motion, 0.07″ of UT1.
        #expect(found.separation(from: expected.horizontal) < 1 * Self.arcsecond)
        let back = HorizontalFrame.exactSkyPosition(of: found, at: instant, from: location)
        #expect(back.separation(from: expected.sky) < 1e-6 * Self.arcsecond)
    }

    @Test("The fast position is within 2 arcseconds for a day on either side", arguments: cases)
    func fast(expected: Case) throws {
        let instant = try Instant(iso: expected.utc, scale: .utc)
        let location = try #require(Site.named(expected.site)?.location)
        for shift in [-86_400.0, -43_200, 0, 20_000, 86_400] {
            let frame = HorizontalFrame(location: location, at: try #require(instant.adding(seconds: shift)))
            let found = frame.position(of: expected.sky, at: instant)
            #expect(found.separation(from: expected.horizontal) < 2 * Self.arcsecond)
            let back = frame.skyPosition(of: found, at: instant)
            #expect(back.separation(from: expected.sky) < 1e-9)
        }
    }

    @Test("Fast and exact positions agree over the whole sky")
    func agree() throws {
        let instant = try Instant(iso: "2024-05-01T05:00:00", scale: .utc)
        let location = try #require(Site.named("rubin")?.location)
        let frame = HorizontalFrame(location: location, at: instant)
        for rightAscension in stride(from: 0.0, to: 360, by: 24) {
            for declination in stride(from: -90.0, through: 90, by: 15) {
                let sky = SkyPosition(rightAscension: rightAscension, declination: declination)
                let exact = HorizontalFrame.exact(of: sky, at: instant, from: location)
                let fast = frame.position(of: sky, at: instant)
                // Diurnal aberration, 0.28″ at this latitude, and the deflection of light by the Sun.
                #expect(fast.separation(from: exact) < 0.5 * Self.arcsecond)
                #expect(fast.azimuth >= 0 && fast.azimuth < 360)
            }
        }
    }

    @Test("Airmass is the secant of the zenith distance, and nil below the horizon")
    func airmass() throws {
        #expect(HorizontalFrame.airmass(altitude: 90) == 1)
        #expect(abs(try #require(HorizontalFrame.airmass(altitude: 30)) - 2) < 1e-14)
        for altitude: Double in [0, -10, -.infinity, .nan, .infinity] {
            #expect(HorizontalFrame.airmass(altitude: altitude) == nil)
        }
        #expect(HorizontalPosition(azimuth: 0, altitude: 90).airmass == 1)
    }

    @Test(
        "The angle between a position and a direction is that of the position's own direction", arguments: [0, 1, 90])
    func separation(degrees: Double) throws {
        let place = try GeocentricLocation(longitude: -70.7494, latitude: -30.2446, height: 2663)
        let instant = try Instant(iso: "2025-04-16T08:00:00", scale: .tai)
        let frame = HorizontalFrame(location: place, at: instant)
        let sky = SkyPosition(rightAscension: 218, declination: -23.6)
        let expected = frame.position(of: sky, at: instant)
        let seen = HorizontalPosition(azimuth: expected.azimuth, altitude: expected.altitude - degrees)
        #expect(abs(frame.separation(of: sky, at: instant, from: seen) - degrees) < 1e-9)
        #expect(abs(expected.separation(from: seen) - degrees) < 1e-9)
    }

    @Test("No number and no place traps", arguments: hostileNumbers)
    func hostile(number: Double) {
        let sky = SkyPosition(rightAscension: number, declination: number)
        let place = GeocentricLocation(x: number, y: -number, z: number)
        for nanoseconds in [Int64.min, 0, .max] {
            let instant = Instant(nanosecondsTAI: nanoseconds)
            let frame = HorizontalFrame(location: place, at: instant)
            let position = frame.position(of: sky, at: Instant(nanosecondsTAI: ~nanoseconds))
            _ = frame.skyPosition(of: position, at: instant)
            _ = frame.separation(of: sky, at: instant, from: position)
            let exact = HorizontalFrame.exact(of: sky, at: instant, from: place)
            _ = HorizontalFrame.exactSkyPosition(of: exact, at: instant, from: place)
        }
        let azimuth = HorizontalPosition(azimuth: number, altitude: number).azimuth
        #expect(azimuth.isNaN || (azimuth >= 0 && azimuth < 360))
    }

    @Test(
        "Azimuths are brought to one turn",
        arguments: [(-90.0, 270.0), (360, 0), (-1e-300, 0), (725, 5), (-725, 355)])
    func wraps(azimuth: Double, expected: Double) {
        #expect(HorizontalPosition(azimuth: azimuth, altitude: 0).azimuth == expected)
    }

    @Test("A coded direction is read back, its azimuth in one turn")
    func coded() throws {
        let direction = HorizontalPosition(azimuth: 61.24, altitude: 39.54)
        let data = try JSONEncoder().encode(direction)
        #expect(try JSONDecoder().decode(HorizontalPosition.self, from: data) == direction)
        let turned = Data(#"{"azimuth": -90, "altitude": 10}"#.utf8)
        #expect(try JSONDecoder().decode(HorizontalPosition.self, from: turned).azimuth == 270)
    }
}
