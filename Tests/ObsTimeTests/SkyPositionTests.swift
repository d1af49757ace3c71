import Testing

@testable import ObsTime

/// Reference values: astropy 8.0.2, `SkyCoord(…, frame=…).icrs`.
@Suite struct SkyPositionTests {
    @Test(
        "FK5 is turned to ICRS as astropy does, poles included",
        arguments: [
            (0.0, 0.0, 359.9999936388889, -2.527777777777777e-06),
            (0, 90, 294.5739688877504, 89.99999392167888),
            (0, -90, 114.57396882759993, -89.99999392167888),
            (100, 20, 99.99999308220107, 20.00000588274241),
            (359.9999999, -89.9999, 3.2458357177837933, -89.99990237115985),
            (123.456, 89.99999, 136.6774445747831, 89.99999589666639),
            (270, -45.5, 269.99999106660306, -45.50000552777773),
            (42.82, -0.0015, 42.819993639039815, -0.0014980968903352781),
            (180, 66.6, 180.00000641283094, 66.60000252777716),
            (14.25, -75.1, 14.250016113059099, -75.10000108931848),
        ])
    func fk5(rightAscension: Double, declination: Double, icrsRA: Double, icrsDec: Double) throws {
        let position = try SkyPosition(rightAscension: rightAscension, declination: declination, frame: .fk5)
        #expect(position.separation(from: .init(rightAscension: icrsRA, declination: icrsDec)) < 1e-10)
        // Near a pole the right ascension of astropy itself is only as good as the declination over its distance.
        let distance = 90 - abs(icrsDec)
        #expect(abs(position.rightAscension - icrsRA) < (distance > 1 ? 1e-10 : 1e-10 / distance))
        #expect(abs(position.declination - icrsDec) < 1e-10)
    }

    @Test(
        "FK5 of another equinox is precessed",
        arguments: [
            (0.0, 0.0, 1975.0, 0.3202590153725033, 0.13918422281442502),
            (100, 20, 2026.5, 99.60751388865832, 20.025126957478655),
            (0, 90, 1950, 180.3206671671458, 89.72161413647339),
            (200, -89.5, 2015.25, 196.9505453845395, -89.41945327427786),
            (300, 45, 1900, 300.7981262057348, 45.28176912069809),
        ])
    func fk5Equinox(
        rightAscension: Double, declination: Double, equinox: Double, icrsRA: Double, icrsDec: Double
    ) throws {
        let position = try SkyPosition(
            rightAscension: rightAscension, declination: declination, frame: .fk5, equinox: equinox)
        #expect(position.separation(from: .init(rightAscension: icrsRA, declination: icrsDec)) < 1e-10)
    }

    @Test(
        "FK4 is turned to ICRS as astropy does, with and without E-terms",
        arguments: [
            (0.0, 0.0, 1950.0, nil, 0.6406846126253535, 0.2784069696545816, SkyFrame.fk4),
            (100, 20, 1950, nil, 100.74010195217724, 19.94989817436498, .fk4),
            (0, 90, 1950, nil, 180.31755141685983, 89.72168967431301, .fk4),
            (200, -89.5, 1950, nil, 222.68107127235672, -89.74234270678959, .fk4),
            (300, 45, 1975, nil, 300.20007305832075, 45.06978961021276, .fk4),
            (83.6, 22, 1900, nil, 85.10490839700701, 22.05480334932201, .fk4),
            (83.6, 22, 1950, "2013-08-31T06:03:30", 84.3525193628656, 22.029209424590718, .fk4),
            (250.4, 36.5, 1975, "1985-01-01T00:00:00", 250.62362117140327, 36.45359763075345, .fk4),
            (0, 0, 1950, nil, 0.6406663239240816, 0.27839903874841676, .fk4NoETerms),
            (200, -89.5, 1950, nil, 222.67023141225346, -89.74226135172536, .fk4NoETerms),
            (83.6, 22, 1900, nil, 85.1050066828897, 22.054805795128463, .fk4NoETerms),
            (250.4, 36.5, 1975, "1985-01-01T00:00:00", 250.6235203487454, 36.45356166273946, .fk4NoETerms),
        ] as [(Double, Double, Double, String?, Double, Double, SkyFrame)])
    func fk4(
        rightAscension: Double, declination: Double, equinox: Double, observed: String?, icrsRA: Double,
        icrsDec: Double, frame: SkyFrame
    ) throws {
        let instant = try observed.map { try Instant(iso: $0, scale: .utc) }
        let position = try SkyPosition(
            rightAscension: rightAscension, declination: declination, frame: frame, equinox: equinox,
            observed: instant)
        #expect(position.separation(from: .init(rightAscension: icrsRA, declination: icrsDec)) < 1e-9)
    }

    @Test(
        "Galactic coordinates are turned to ICRS",
        arguments: [
            (0.0, 0.0, 266.4049882865447, -28.936177761791473), (0, 90, 192.85947789477606, 27.128252414968028),
            (184.5575, -5.7843, 83.6331591921485, 22.014494957683656),
            (300, -30, 54.0495636261272, -86.14319980004917),
        ])
    func galactic(longitude: Double, latitude: Double, icrsRA: Double, icrsDec: Double) throws {
        let position = try SkyPosition(rightAscension: longitude, declination: latitude, frame: .galactic)
        #expect(position.separation(from: .init(rightAscension: icrsRA, declination: icrsDec)) < 1e-9)
    }

    @Test("ICRS stays as it is but for whole turns")
    func icrs() throws {
        let position = try SkyPosition(rightAscension: -10, declination: 5, frame: .icrs, equinox: 2000)
        #expect(position == SkyPosition(rightAscension: 350, declination: 5))
        #expect(try SkyPosition(rightAscension: 360, declination: 5, frame: .icrs).rightAscension == 0)
    }

    @Test("No number traps; those that are no position are errors", arguments: hostileNumbers, SkyFrame.allCases)
    func hostile(number: Double, frame: SkyFrame) {
        if abs(number) > 1 || number.isNaN {
            let code: TimeError.Code = number.isFinite ? .outOfRange : .notFinite
            expectTimeError(code) { _ = try SkyPosition(rightAscension: number, declination: 0, frame: frame) }
            expectTimeError(code) { _ = try SkyPosition(rightAscension: 0, declination: number, frame: frame) }
        }
        #expect(throws: TimeError.self) {
            try SkyPosition(rightAscension: 0, declination: 0, frame: frame, equinox: number)
        }
        _ = SkyPosition(rightAscension: number, declination: number)
            .separation(from: SkyPosition(rightAscension: 0, declination: 0))
    }

    @Test("Messages name what was out of range")
    func messages() {
        let error = expectTimeError(.outOfRange) {
            _ = try SkyPosition(rightAscension: 0, declination: 90.5, frame: .fk5)
        }
        #expect(error?.description == "declination 90.5° is out of range; expected −90 to 90 [time-out-of-range]")
    }

    @Test("Separations are exact for small and large angles")
    func separation() {
        func separation(_ a: (Double, Double), _ b: (Double, Double)) -> Double {
            SkyPosition(rightAscension: a.0, declination: a.1)
                .separation(from: SkyPosition(rightAscension: b.0, declination: b.1))
        }
        #expect(separation((10, 20), (10, 20)) == 0)
        #expect(abs(separation((10, 0), (10, 1e-9)) - 1e-9) < 1e-16)
        #expect(abs(separation((10, 0), (190, 0)) - 180) < 1e-12)
        #expect(abs(separation((0, 90), (123, -90)) - 180) < 1e-12)
        #expect(abs(separation((0, 45), (90, 45)) - 60) < 1e-12)
    }

    @Test("Frames are named as FITS and astropy name them")
    func frames() {
        #expect(SkyFrame(named: "FK5") == .fk5)
        #expect(SkyFrame(named: " icrs ") == .icrs)
        #expect(SkyFrame(named: "FK4-NO-E") == .fk4NoETerms)
        #expect(SkyFrame(named: "GAPPT") == nil)
    }
}
