/// A polynomial in two variables, each brought to -1...1 first: monomials x^p y^q with p + q up to an order.
package struct PlanePolynomial: Sendable {
    /// The powers of each coefficient.
    package let powers: [(x: Int, y: Int)]
    private(set) var coefficients: [Double]
    private let scale: Double

    /// The powers up to an order, from that of a least order on.
    package static func powers(from least: Int, to order: Int) -> [(x: Int, y: Int)] {
        (least...max(order, least)).flatMap { sum in (0...sum).map { (sum - $0, $0) } }
    }

    /// Fits two polynomials with the same powers to values at points, by least squares.
    ///
    /// - Parameters:
    ///   - points: where the values are
    ///   - values: the values of both
    ///   - powers: which coefficients to fit
    ///   - scale: what the coordinates are divided by, so that powers of them keep their digits
    /// - Returns: the polynomials; nil when the points do not determine them
    package static func fit(
        _ points: [Point], _ values: [Point], powers: [(x: Int, y: Int)], scale: Double
    ) -> (x: PlanePolynomial, y: PlanePolynomial)? {
        let (rows, columns) = (points.count, powers.count)
        guard rows >= columns, values.count == rows else { return nil }
        let order = powers.map { $0.x + $0.y }.max() ?? 0
        var matrix = [Double](repeating: 0, count: rows * columns)
        for (row, point) in points.enumerated() {
            let (xs, ys) = (
                PlanePolynomial.powers(of: point.x / scale, order), PlanePolynomial.powers(of: point.y / scale, order)
            )
            for (column, power) in powers.enumerated() { matrix[column * rows + row] = xs[power.x] * ys[power.y] }
        }
        let system = LeastSquares(columns: matrix, rows: rows, count: columns)
        guard let x = system.solve(values.map(\.x)), let y = system.solve(values.map(\.y)) else { return nil }
        return (
            PlanePolynomial(powers: powers, coefficients: x, scale: scale),
            PlanePolynomial(powers: powers, coefficients: y, scale: scale)
        )
    }

    private static func powers(of value: Double, _ order: Int) -> [Double] {
        var powers = [1.0]
        for _ in 0..<order { powers.append((powers.last ?? 1) * value) }
        return powers
    }

    /// The coefficient of x^p y^q in coordinates that are not scaled.
    package func coefficient(_ index: Int) -> Double {
        var value = coefficients[index]
        for _ in 0..<(powers[index].x + powers[index].y) { value /= scale }
        return value
    }
}

/// A least-squares problem in columns, solved by Householder reflections (Golub and Van Loan, Matrix Computations, section 5.3).
package struct LeastSquares {
    private var columns: [Double]
    private let rows: Int
    private let count: Int
    private var diagonal: [Double]
    private let isSolvable: Bool

    package init(columns: [Double], rows: Int, count: Int) {
        var columns = columns
        var diagonal = [Double](repeating: 0, count: count)
        var isSolvable = rows >= count
        for pivot in 0..<count where isSolvable {
            let start = pivot * rows
            var norm = 0.0
            for row in pivot..<rows { norm += columns[start + row] * columns[start + row] }
            norm = norm.squareRoot()
            guard norm > 0, norm.isFinite else {
                isSolvable = false
                break
            }
            if columns[start + pivot] > 0 { norm = -norm }
            diagonal[pivot] = norm
            columns[start + pivot] -= norm
            for column in (pivot + 1)..<max(count, pivot + 1) {
                LeastSquares.reflect(&columns, pivot: start, target: column * rows, from: pivot, rows: rows, norm: norm)
            }
        }
        self.columns = columns
        self.rows = rows
        self.count = count
        self.diagonal = diagonal
        self.isSolvable = isSolvable
    }

    private static func reflect(
        _ values: inout [Double], pivot: Int, target: Int, from first: Int, rows: Int, norm: Double
    ) {
        var dot = 0.0
        for row in first..<rows { dot += values[pivot + row] * values[target + row] }
        let factor = dot / (norm * values[pivot + first])
        for row in first..<rows { values[target + row] += factor * values[pivot + row] }
    }

    /// The solution for a right-hand side; nil where the columns depend on each other.
    package func solve(_ values: [Double]) -> [Double]? {
        guard isSolvable, values.count == rows else { return nil }
        var right = values
        for pivot in 0..<count {
            let start = pivot * rows
            var dot = 0.0
            for row in pivot..<rows { dot += columns[start + row] * right[row] }
            let factor = dot / (diagonal[pivot] * columns[start + pivot])
            for row in pivot..<rows { right[row] += factor * columns[start + row] }
        }
        var solution = [Double](repeating: 0, count: count)
        for pivot in stride(from: count - 1, through: 0, by: -1) {
            var value = right[pivot]
            for column in (pivot + 1)..<max(count, pivot + 1) {
                value -= columns[column * rows + pivot] * solution[column]
            }
            solution[pivot] = value / diagonal[pivot]
        }
        return solution.allSatisfy(\.isFinite) ? solution : nil
    }
}
