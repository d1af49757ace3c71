/// A map of the plane by two polynomials in both coordinates, each a triangle of coefficients.
///
/// `out.x = outputScale * Σ x[i][j] uⁱ vʲ` with `u = in.x / inputScale`, `v = in.y / inputScale`, and out.y likewise: the form of
/// the Hyper Suprime-Cam distortion.
public struct BivariatePolynomial: Hashable, Sendable {
    /// What the input is divided by: its unit in the input's frame.
    public let inputScale: Double

    /// What the sums are multiplied by: their unit in the output's frame.
    public let outputScale: Double

    /// The coefficients of x: row i holds those of uⁱ v⁰, uⁱ v¹, … up to the order of the polynomial.
    public let x: [[Double]]

    /// The coefficients of y, likewise.
    public let y: [[Double]]

    /// The order: the largest i + j.
    public var order: Int { x.count - 1 }

    /// The coefficients of both sums, as (x, y), in the order in which Horner's scheme takes them: i and j falling.
    private let horner: [SIMD2<Double>]

    /// The value and the derivatives at the origin, and the inverse of those: where the inverse of the map begins; nil where it is singular.
    private var linear: (value: Point, jacobian: Matrix2, inverse: Matrix2)? {
        let scale = outputScale / inputScale
        let jacobian = Matrix2(x[1][0] * scale, x[0][1] * scale, y[1][0] * scale, y[0][1] * scale)
        return jacobian.inverse.map { (Point(x[0][0] * outputScale, y[0][0] * outputScale), jacobian, $0) }
    }

    /// The largest order.
    public static let orderLimit = 15

    /// Creates a map; nil unless both triangles have the same order of 1 to 15, rows of falling length, finite numbers and scales above 0.
    public init?(inputScale: Double, outputScale: Double, x: [[Double]], y: [[Double]]) {
        let order = x.count - 1
        guard (1...BivariatePolynomial.orderLimit).contains(order), y.count == x.count, inputScale > 0, outputScale > 0,
            inputScale.isFinite, outputScale.isFinite
        else { return nil }
        var horner: [SIMD2<Double>] = []
        for row in (0...order).reversed() {
            guard x[row].count == order + 1 - row, y[row].count == order + 1 - row else { return nil }
            for column in (0...order - row).reversed() { horner.append(SIMD2(x[row][column], y[row][column])) }
        }
        guard horner.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return nil }
        self.inputScale = inputScale
        self.outputScale = outputScale
        self.x = x
        self.y = y
        self.horner = horner
    }

    /// Applies the map to a point.
    public func callAsFunction(_ point: Point) -> Point {
        let (u, v) = (point.x / inputScale, point.y / inputScale)
        var sum = SIMD2<Double>.zero
        var next = 0
        for length in 1...order + 1 {
            var row = horner[next]
            for index in next + 1..<next + length { row = row * v + horner[index] }
            sum = sum * u + row
            next += length
        }
        return Point(sum.x * outputScale, sum.y * outputScale)
    }

    /// The derivatives of the output by the input.
    public func jacobian(at point: Point) -> Matrix2 { valueAndJacobian(at: point).jacobian }

    private func valueAndJacobian(at point: Point) -> (value: Point, jacobian: Matrix2) {
        let found = valueAndJacobian(SIMD2(repeating: point.x), SIMD2(repeating: point.y))
        return (Point(found.x[0], found.y[0]), Matrix2(found.xx[0], found.xy[0], found.yx[0], found.yy[0]))
    }

    /// Values and derivatives at points, by Horner's scheme.
    @inline(__always)
    private func valueAndJacobian<Lanes: SIMD<Double>>(
        _ x: Lanes, _ y: Lanes
    ) -> (x: Lanes, y: Lanes, xx: Lanes, xy: Lanes, yx: Lanes, yy: Lanes) {
        let (u, v) = (x / inputScale, y / inputScale)
        var (sumX, sumY, byUX, byUY) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        var (byVX, byVY) = (Lanes.zero, Lanes.zero)
        var next = 0
        for length in 1...order + 1 {
            var (rowX, rowY) = (Lanes(repeating: horner[next].x), Lanes(repeating: horner[next].y))
            var (rowByVX, rowByVY) = (Lanes.zero, Lanes.zero)
            for index in next + 1..<next + length {
                let coefficient = horner[index]
                rowByVX = rowByVX * v + rowX
                rowByVY = rowByVY * v + rowY
                rowX = rowX * v + coefficient.x
                rowY = rowY * v + coefficient.y
            }
            byUX = byUX * u + sumX
            byUY = byUY * u + sumY
            sumX = sumX * u + rowX
            sumY = sumY * u + rowY
            byVX = byVX * u + rowByVX
            byVY = byVY * u + rowByVY
            next += length
        }
        let scale = outputScale / inputScale
        return (sumX * outputScale, sumY * outputScale, byUX * scale, byVX * scale, byUY * scale, byVY * scale)
    }

    /// The point that the map moves to the given one, to machine precision, found from the linear part.
    ///
    /// Newton's method with the analytic Jacobian; `Point.undefined` where it does not converge or where the map has folded over.
    public func inverse(_ point: Point) -> Point {
        let quick = quickInverse(SIMD2(repeating: point.x), SIMD2(repeating: point.y))
        return quick.isFound[0] ? Point(quick.x[0], quick.y[0]) : slowInverse(point)
    }

    /// Applies the inverse to many points in place, four at a time; the same operations in the same order as for one point.
    func applyInverse(to points: inout MutableSpan<Point>, _ range: Range<Int>) {
        points.move(range, quick: { quickInverse($0, $1) }, slow: slowInverse)
    }

    /// Newton's method while its steps shrink as they do near the point: each to a multiple of the square of the one before.
    ///
    /// - Returns: points, and which of them were found to machine precision
    @inline(__always)
    private func quickInverse<Lanes: SIMD<Double>>(
        _ x: Lanes, _ y: Lanes
    ) -> (x: Lanes, y: Lanes, isFound: SIMDMask<Lanes.MaskStorage>) {
        var isFound = SIMDMask<Lanes.MaskStorage>(repeating: false)
        guard let linear else { return (x, y, isFound) }
        let (fromX, fromY) = (x - linear.value.x, y - linear.value.y)
        var guessX = linear.inverse.xx * fromX + linear.inverse.xy * fromY
        var guessY = linear.inverse.yx * fromX + linear.inverse.yy * fromY
        let handedness: Double = linear.jacobian.determinant < 0 ? -1 : 1
        // Squares of the lengths of steps; of the first nothing is known that was before it.
        var previous = Lanes(repeating: .nan)
        for _ in 0..<6 {
            let there = valueAndJacobian(guessX, guessY)
            let determinant = there.xx * there.yy - there.xy * there.yx
            let (restX, restY) = (there.x - x, there.y - y)
            let stepX = (there.yy * restX - there.xy * restY) / determinant
            let stepY = (there.xx * restY - there.yx * restX) / determinant
            guessX.replace(with: guessX - stepX, where: .!isFound)
            guessY.replace(with: guessY - stepY, where: .!isFound)
            let length = stepX * stepX + stepY * stepY
            let size = guessX * guessX + guessY * guessY + inputScale * inputScale
            // The next step would be the cube of this one over the square of the one before.
            let isLast =
                (length .<= 1e-10 * size) .& (length * length * length .<= 1e-34 * size * previous * previous)
            isFound .|= isLast .& (handedness * determinant .> 0)
            if isFound == SIMDMask(repeating: true) { break }
            previous = length
        }
        return (guessX, guessY, isFound)
    }

    /// The inverse at any point.
    private func slowInverse(_ point: Point) -> Point {
        guard point.isFinite, let linear else { return .undefined }
        var guess = linear.inverse * (point - linear.value)
        var previous = Double.infinity
        for _ in 0..<100 {
            let (value, jacobian) = valueAndJacobian(at: guess)
            guard let inverse = jacobian.inverse else { return .undefined }
            let step = inverse * (value - point)
            let length = max(abs(step.x), abs(step.y))
            guard length.isFinite else { return .undefined }
            let size = max(abs(guess.x), abs(guess.y), inputScale)
            if length <= 1e-9 * size, length >= previous { break }
            guess = guess - step
            if length <= 1e-17 * size { break }
            previous = length
        }
        let (value, jacobian) = valueAndJacobian(at: guess)
        let residual = max(abs(value.x - point.x), abs(value.y - point.y))
        let size = max(abs(point.x), abs(point.y), outputScale)
        guard residual <= 1e-12 * size, jacobian.determinant * linear.jacobian.determinant > 0 else {
            return .undefined
        }
        return guess
    }

    /// Applies the map to many points in place, four at a time; the same operations in the same order as for one point.
    func apply(to points: inout MutableSpan<Point>, _ range: Range<Int>) {
        points.move(range, quick: { values($0, $1) }, slow: { self($0) })
    }

    @inline(__always)
    private func values(
        _ x: SIMD4<Double>, _ y: SIMD4<Double>
    ) -> (x: SIMD4<Double>, y: SIMD4<Double>, isFound: SIMDMask<SIMD4<Double>.MaskStorage>) {
        let (u, v) = (x / inputScale, y / inputScale)
        var (sumX, sumY) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
        var next = 0
        for length in 1...order + 1 {
            var rowX = SIMD4(repeating: horner[next].x)
            var rowY = SIMD4(repeating: horner[next].y)
            for index in next + 1..<next + length {
                let coefficient = horner[index]
                rowX = rowX * v + coefficient.x
                rowY = rowY * v + coefficient.y
            }
            sumX = sumX * u + rowX
            sumY = sumY * u + rowY
            next += length
        }
        return (sumX * outputScale, sumY * outputScale, SIMDMask(repeating: true))
    }

    /// Whether two maps have the same coefficients and scales.
    public static func == (left: BivariatePolynomial, right: BivariatePolynomial) -> Bool {
        left.inputScale == right.inputScale && left.outputScale == right.outputScale && left.x == right.x
            && left.y == right.y
    }

    /// Feeds coefficients and scales to a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(inputScale)
        hasher.combine(outputScale)
        hasher.combine(x)
        hasher.combine(y)
    }
}
