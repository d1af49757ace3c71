/// The way back of a polynomial in odd powers of the radius, r → r (c1 + c3 r² + …), in squares of radii: a series that is right near
/// the origin, and how far the polynomial surely rises.
struct ReversedSeries: Hashable {
    /// The factors of t, t², …: their sum is about the square of the radius that goes to a radius of square t.
    let factors: [Double]

    /// Up to which t the polynomial has one radius for each.
    let limit: Double

    /// The largest power of t.
    private static let order = 6

    /// - Parameter evenPowers: c1, c3, …
    init(evenPowers: [Double]) {
        let first = evenPowers[0]
        let relative = evenPowers.map { $0 / first }
        // s is the square of the radius over which t / c1² stands, as a series in that. Each round makes one power more of it right.
        var s = [0.0, 1] + [Double](repeating: 0, count: Self.order - 1)
        for _ in 1..<Self.order {
            var stretch = [Double](repeating: 0, count: Self.order + 1)
            for factor in relative.reversed() {
                stretch = Self.product(stretch, s)
                stretch[0] += factor
            }
            var image = Self.product(s, Self.product(stretch, stretch))
            image[1] -= 1
            for power in s.indices { s[power] -= image[power] }
        }
        var scale = 1.0
        factors = s.dropFirst().map { factor in
            scale /= first * first
            return factor * scale
        }
        limit = Self.limit(evenPowers)
    }

    /// The product of two series, without higher powers.
    private static func product(_ left: [Double], _ right: [Double]) -> [Double] {
        var product = [Double](repeating: 0, count: order + 1)
        for first in 0...order {
            for second in 0...order - first { product[first + second] += left[first] * right[second] }
        }
        return product
    }

    /// While |3 c3 s| + |5 c5 s²| + … is less than a quarter of |c1|, the derivative c1 + 3 c3 s + … does not vanish at any radius so far.
    private static func limit(_ evenPowers: [Double]) -> Double {
        func change(_ square: Double) -> Double {
            var (change, power) = (0.0, 1.0)
            for (number, coefficient) in evenPowers.enumerated().dropFirst() {
                power *= square
                change += Double(2 * number + 1) * abs(coefficient) * power
            }
            return change
        }
        let most = abs(evenPowers[0]) / 4
        guard evenPowers.dropFirst().contains(where: { $0 != 0 }) else { return .greatestFiniteMagnitude }
        var (low, high) = (0.0, 1.0)
        while change(high) < most, high < 1e200 { high *= 2 }
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if change(middle) < most { low = middle } else { high = middle }
        }
        var value = 0.0
        for coefficient in evenPowers.reversed() { value = value * low + coefficient }
        return low * value * value
    }
}
