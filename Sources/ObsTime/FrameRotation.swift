internal import CObsERFA
internal import Glibc

/// The rotations from older frames to the ICRS, without proper motion or parallax.
enum FrameRotation {
    /// FK5 (J2000) to ICRS: the inverse of the frame bias η0 = −19.9 mas, ξ0 = 9.1 mas, dα0 = −22.9 mas.
    ///
    /// USNO Circular 179 (Kaplan 2005), section 3.5.
    static let fk5ToICRS: Matrix3 = {
        let radians = radiansPerDegree / 3_600_000
        let bias =
            Matrix3(axis: 0, angle: 19.9 * radians) * Matrix3(axis: 1, angle: 9.1 * radians)
            * Matrix3(axis: 2, angle: -22.9 * radians)
        return bias.transposed
    }()

    /// Galactic coordinates to ICRS, through FK5 (J2000): the pole and the node that the IAU definition of 1958 in B1950
    /// has there.
    ///
    /// Reid and Brunthaler (2004), ApJ 616, 872, appendix; with more digits as in astropy. `eraG2icrs` differs by 0.02″.
    static let galacticToICRS: Matrix3 = {
        let pole = (rightAscension: 192.859_481_206_534_8, declination: 27.128_251_180_856_22)
        let longitudeOfPole = 122.931_918_568_002_6
        let fromFK5 =
            Matrix3(axis: 2, angle: (180 - longitudeOfPole) * radiansPerDegree)
            * Matrix3(axis: 1, angle: (90 - pole.declination) * radiansPerDegree)
            * Matrix3(axis: 2, angle: pole.rightAscension * radiansPerDegree)
        return fk5ToICRS * fromFK5.transposed
    }()

    /// FK5 at an equinox in Julian years to ICRS, with the IAU 2006 precession (`eraBp06`).
    ///
    /// - Throws: `TimeError` (`outOfRange`).
    @inline(__always)
    static func fk5(equinox: Double?) throws -> Matrix3 {
        guard let equinox, equinox != 2000 else { return fk5ToICRS }
        return try precessedFK5(equinox)
    }

    private static func precessedFK5(_ equinox: Double) throws -> Matrix3 {
        try check(equinox, "Julian")
        let days = (equinox - 2000) * 365.25
        let fromJ2000 = unsafe Matrix3 { matrix in
            var (bias, both) = (Matrix3.zeroCells, Matrix3.zeroCells)
            unsafe bias.withUnsafeMutableBufferPointer { bias in
                unsafe both.withUnsafeMutableBufferPointer { both in
                    unsafe eraBp06(2_451_545, days, bias.baseAddress, matrix, both.baseAddress)
                }
            }
        }
        return fk5ToICRS * fromJ2000.transposed
    }

    /// The ICRS direction of an FK4 one.
    ///
    /// E-terms and Newcomb's precession to B1950: Explanatory Supplement to the Astronomical Almanac (1992), sections
    /// 3.21 and 3.53. B1950 to J2000: Murray (1989), A&A 218, 325, equations 28 and 29.
    ///
    /// - Throws: `TimeError` (`outOfRange`).
    static func fk4(_ vector: Vector3, equinox: Double?, observed: Instant?, eTerms: Bool) throws -> Vector3 {
        let year = equinox ?? 1950
        try check(year, "Besselian")
        let equinoxJD = julianDate(besselianYear: year)
        var vector = vector
        if eTerms {
            let terms = Self.eTerms(equinoxJD: equinoxJD)
            vector = vector + (-1) * terms + terms.dot(vector) * vector
        }
        if year != 1950 {
            vector = newcombPrecession(from: year, to: 1950) * vector
        }
        let observedJD = observed.map { $0.mjd(scale: .tt) + 2_400_000.5 } ?? equinoxJD
        let centuries = ((2000 + (observedJD - 2_451_545) / 365.25) - 1950) / 100
        return fk5ToICRS * (murray * vector + (centuries * 1e-6) * (murrayRate * vector))
    }

    private static func check(_ equinox: Double, _ kind: String) throws {
        guard SkyFrame.equinoxes.contains(equinox) else {
            throw TimeError(
                .outOfRange, "equinox \(equinox) is out of range; expected a \(kind) year from 1500 to 2500")
        }
    }

    private static func julianDate(besselianYear year: Double) -> Double {
        var (day, fraction) = (0.0, 0.0)
        unsafe eraEpb2jd(year, &day, &fraction)
        return day + fraction
    }

    private static func eTerms(equinoxJD: Double) -> Vector3 {
        let centuries = (equinoxJD - julianDate(besselianYear: 1950)) / 36_525
        let aberration = 0.005_693_2 * radiansPerDegree
        let eccentricity = (-0.000_000_126 * centuries - 0.000_041_93) * centuries + 0.016_730_11
        let perigee = ((0.012 * centuries + 1.65) * centuries + 6_190.67) * centuries + 1_015_489.951
        let (sine, cosine) = sineAndCosine(perigee / 3_600 * radiansPerDegree)
        let obliquity = eraObl80(equinoxJD, 0)
        let size = aberration * eccentricity
        return Vector3(size * sine, -size * cosine * cos(obliquity), -size * cosine * sin(obliquity))
    }

    private static func newcombPrecession(from old: Double, to new: Double) -> Matrix3 {
        let start = (old - 1850) / 1000
        let span = (new - 1850) / 1000 - start
        let linear = (0.060 * start + 139.720) * start + 23_035.545
        let radians = span / 3_600 * radiansPerDegree
        let zeta = ((17.995 * span + (-0.27 * start + 30.240)) * span + linear) * radians
        let z = ((18.325 * span + (0.39 * start + 109.480)) * span + linear) * radians
        let thetaLinear = (-0.37 * start - 85.29) * start + 20_051.12
        let theta = ((-41.8 * span + (-0.37 * start - 42.65)) * span + thetaLinear) * radians
        return Matrix3(axis: 2, angle: -z) * Matrix3(axis: 1, angle: theta) * Matrix3(axis: 2, angle: -zeta)
    }

    private static let murray = Matrix3(
        Vector3(0.999_925_679_495_687_7, -0.011_181_483_220_466_2, -0.004_859_003_815_359_2),
        Vector3(0.011_181_483_239_171_7, 0.999_937_484_893_313_5, -0.000_027_162_594_714_2),
        Vector3(0.004_859_003_772_314_3, -0.000_027_170_293_744_0, 0.999_988_194_602_374_2))

    /// The change of `murray` in a Julian century from 1950, in units of 1e-6.
    private static let murrayRate = Matrix3(
        Vector3(-0.002_645_526_2, -1.153_991_868_9, 2.111_134_619_0),
        Vector3(1.154_062_816_1, -0.012_904_299_7, 0.023_602_147_8),
        Vector3(-2.111_297_904_8, -0.005_602_444_8, 0.010_258_773_4))
}

extension Matrix3 {
    static let zeroCells = [(Double, Double, Double)](repeating: (0, 0, 0), count: 3)
}
