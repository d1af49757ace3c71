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
        let (u, v) = (point.x / inputScale, point.y / inputScale)
        var sum = SIMD2<Double>.zero
        var (byU, byV) = (sum, sum)
        var next = 0
        for length in 1...order + 1 {
            var row = horner[next]
            var rowByV = SIMD2<Double>.zero
            for index in next + 1..<next + length {
                rowByV = rowByV * v + row
                row = row * v + horner[index]
            }
            byU = byU * u + sum
            sum = sum * u + row
            byV = byV * u + rowByV
            next += length
        }
        let scale = outputScale / inputScale
        return (
            Point(sum.x * outputScale, sum.y * outputScale),
            Matrix2(byU.x * scale, byV.x * scale, byU.y * scale, byV.y * scale)
        )
    }

    /// The point that the map moves to the given one, to machine precision, found from the linear part.
    ///
    /// Newton's method with the analytic Jacobian; `Point.undefined` where it does not converge or where the map has folded over.
    public func inverse(_ point: Point) -> Point {
        let center = valueAndJacobian(at: .zero)
        guard point.isFinite, let linear = center.jacobian.inverse else { return .undefined }
        var guess = linear * (point - center.value)
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
        guard residual <= 1e-12 * size, jacobian.determinant * center.jacobian.determinant > 0 else {
            return .undefined
        }
        return guess
    }

    /// Applies the map to many points in place, four at a time; the same operations in the same order as for one point.
    func apply(to points: inout MutableSpan<Point>, _ range: Range<Int>) {
        let blocks = range.lowerBound + range.count / 4 * 4
        for start in stride(from: range.lowerBound, to: blocks, by: 4) {
            let (p0, p1, p2, p3) = (points[start], points[start + 1], points[start + 2], points[start + 3])
            let u = SIMD4(p0.x, p1.x, p2.x, p3.x) / inputScale
            let v = SIMD4(p0.y, p1.y, p2.y, p3.y) / inputScale
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
            sumX *= outputScale
            sumY *= outputScale
            for lane in 0..<4 { points[start + lane] = Point(sumX[lane], sumY[lane]) }
        }
        for index in blocks..<range.upperBound { points[index] = self(points[index]) }
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
