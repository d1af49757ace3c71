/// A distortion that moves points along their radius: a point at radius r goes to radius `P(r) = c1 r + c2 r² + …`.
///
/// The formula is that of the radial transform of afw cameraGeom: `out = in * P(r) / r`.
public struct RadialPolynomial: Hashable, Sendable {
    /// c0, c1, …: unit of the output per unit of the input to the power of the index; c0 is zero, c1 is not.
    public let coefficients: [Double]

    /// c1, c3, … while no even power of r occurs in P, else nil: then P(r)/r is a polynomial in r².
    private let evenPowers: [Double]?

    /// Where the inverse begins, while no even power of r occurs in P.
    private let reversed: ReversedSeries?

    /// The largest number of coefficients.
    public static let coefficientLimit = 32

    /// Creates the polynomial of c0, c1, …; nil unless c0 is 0, c1 is not, all are finite and there are at most 32.
    public init?(coefficients: [Double]) {
        guard coefficients.count >= 2, coefficients.count <= RadialPolynomial.coefficientLimit, coefficients[0] == 0,
            coefficients[1] != 0, coefficients.allSatisfy({ $0.isFinite })
        else { return nil }
        self.coefficients = coefficients
        let isOdd = coefficients.indices.allSatisfy { $0 % 2 == 1 || coefficients[$0] == 0 }
        evenPowers = isOdd ? stride(from: 1, to: coefficients.count, by: 2).map { coefficients[$0] } : nil
        reversed = evenPowers.map { ReversedSeries(evenPowers: $0) }
    }

    /// P(r) / r and the derivative of that by r, divided by r; the second is 0 at r = 0, where only its product with r² counts.
    func stretch(squaredRadius: Double) -> (value: Double, slope: Double) {
        if let evenPowers {
            var (value, derivative) = (0.0, 0.0)
            for coefficient in evenPowers.reversed() {
                derivative = derivative * squaredRadius + value
                value = value * squaredRadius + coefficient
            }
            return (value, 2 * derivative)
        }
        let radius = squaredRadius.squareRoot()
        var (value, derivative) = (0.0, 0.0)
        for coefficient in coefficients.dropFirst().reversed() {
            derivative = derivative * radius + value
            value = value * radius + coefficient
        }
        return (value, radius > 0 ? derivative / radius : 0)
    }

    /// Applies the distortion to a point.
    public func callAsFunction(_ point: Point) -> Point {
        let stretch = stretch(squaredRadius: point.squaredRadius).value
        return Point(point.x * stretch, point.y * stretch)
    }

    /// The derivatives of the output by the input.
    public func jacobian(at point: Point) -> Matrix2 {
        let (value, slope) = stretch(squaredRadius: point.squaredRadius)
        let cross = slope * point.x * point.y
        return Matrix2(value + slope * point.x * point.x, cross, cross, value + slope * point.y * point.y)
    }

    /// The point that the distortion moves to the given one, to machine precision, on the branch that holds the origin.
    ///
    /// Newton's method on P(r); `Point.undefined` where P never reaches that radius.
    public func inverse(_ point: Point) -> Point {
        let quick = quickInverse(SIMD2(repeating: point.x), SIMD2(repeating: point.y))
        return quick.isFound[0] ? Point(quick.x[0], quick.y[0]) : slowInverse(point)
    }

    /// Applies the inverse to a range of points in place, four at a time; the same operations in the same order as for one point.
    func applyInverse(to points: inout MutableSpan<Point>, _ range: Range<Int>) {
        points.move(range, quick: { quickInverse($0, $1) }, slow: slowInverse)
    }

    /// One step of Newton's method on the square of the radius, from a reversed series.
    ///
    /// - Returns: points, and which of them were found to machine precision
    @inline(__always)
    private func quickInverse<Lanes: SIMD<Double>>(
        _ x: Lanes, _ y: Lanes
    ) -> (x: Lanes, y: Lanes, isFound: SIMDMask<Lanes.MaskStorage>) {
        guard let evenPowers, let reversed else { return (x, y, SIMDMask(repeating: false)) }
        let target = x * x + y * y
        var square = Lanes.zero
        for factor in reversed.factors.reversed() { square = (square + factor) * target }
        var (value, derivative) = (Lanes.zero, Lanes.zero)
        for coefficient in evenPowers.reversed() {
            derivative = derivative * square + value
            value = value * square + coefficient
        }
        square -= (square * value * value - target) / (value * (value + 2 * square * derivative))
        value = .zero
        for coefficient in evenPowers.reversed() { value = value * square + coefficient }
        let rest = square * value * value - target
        let isExact = (rest .<= 2e-15 * target) .& (rest .>= -2e-15 * target)
        return (x / value, y / value, isExact .& (target .<= reversed.limit))
    }

    /// The inverse at any radius.
    private func slowInverse(_ point: Point) -> Point {
        let target = point.radius
        guard target.isFinite else { return .undefined }
        let first = coefficients[1]
        let sign = first < 0 ? -1.0 : 1.0
        var radius = target / abs(first)
        if radius == 0 { return Point(point.x / first, point.y / first) }
        var previousStep = Double.infinity
        for _ in 0..<100 {
            let (value, slope) = stretch(squaredRadius: radius * radius)
            let derivative = sign * (value + slope * radius * radius)
            guard derivative > 0 else { return .undefined }
            let step = (sign * value * radius - target) / derivative
            // At the root the step is rounding noise, which no longer shrinks.
            if abs(step) <= 1e-9 * radius, abs(step) >= previousStep { break }
            radius -= step
            guard radius > 0, radius.isFinite else { return .undefined }
            if abs(step) <= 1e-16 * radius { break }
            previousStep = abs(step)
        }
        let value = stretch(squaredRadius: radius * radius).value
        guard abs(sign * value * radius - target) <= 1e-12 * target else { return .undefined }
        return Point(point.x / value, point.y / value)
    }

    /// Applies the distortion to a range of points in place.
    func apply(to points: inout MutableSpan<Point>, _ range: Range<Int>) {
        guard let evenPowers else {
            for index in range { points[index] = self(points[index]) }
            return
        }
        if evenPowers.count <= 4 {
            let c1 = evenPowers[0]
            let c3 = evenPowers.count > 1 ? evenPowers[1] : 0
            let c5 = evenPowers.count > 2 ? evenPowers[2] : 0
            let c7 = evenPowers.count > 3 ? evenPowers[3] : 0
            for index in range {
                let point = points[index]
                let square = point.x * point.x + point.y * point.y
                let stretch = ((c7 * square + c5) * square + c3) * square + c1
                points[index] = Point(point.x * stretch, point.y * stretch)
            }
            return
        }
        for index in range {
            let point = points[index]
            let square = point.x * point.x + point.y * point.y
            var stretch = 0.0
            for power in evenPowers.reversed() { stretch = stretch * square + power }
            points[index] = Point(point.x * stretch, point.y * stretch)
        }
    }
}
