internal import CObsERFA
internal import Glibc

/// A direction or a velocity in space; of a direction in the sky, x leads to RA 0 and z to the north pole of the ICRS.
package struct Vector3: Hashable, Sendable {
    package var x, y, z: Double

    /// The unit vector towards a longitude and latitude in degrees.
    @inline(__always)
    package init(longitude: Double, latitude: Double) {
        let (sinLongitude, cosLongitude) = sineAndCosine(longitude * radiansPerDegree)
        let (sinLatitude, cosLatitude) = sineAndCosine(latitude * radiansPerDegree)
        self.init(cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude)
    }

    /// The vector of its three components.
    @inline(__always)
    package init(_ x: Double, _ y: Double, _ z: Double) {
        (self.x, self.y, self.z) = (x, y, z)
    }

    /// The longitude, 0 ≤ longitude < 360, and the latitude of the direction, in degrees.
    @inline(__always)
    var degrees: (longitude: Double, latitude: Double) {
        let longitude = atan2(y, x) * degreesPerRadian
        let latitude = atan2(z, (x * x + y * y).squareRoot()) * degreesPerRadian
        return (longitude < 0 ? wrapped(longitude) : longitude, latitude)
    }

    /// The scalar product.
    @inline(__always)
    package func dot(_ other: Vector3) -> Double { x * other.x + y * other.y + z * other.z }

    /// The vector product.
    @inline(__always)
    package func cross(_ other: Vector3) -> Vector3 {
        Vector3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
    }

    /// The root of the sum of squares.
    package var length: Double { dot(self).squareRoot() }

    /// The sum.
    @inline(__always)
    package static func + (left: Vector3, right: Vector3) -> Vector3 {
        Vector3(left.x + right.x, left.y + right.y, left.z + right.z)
    }

    /// The difference.
    @inline(__always)
    package static func - (left: Vector3, right: Vector3) -> Vector3 {
        Vector3(left.x - right.x, left.y - right.y, left.z - right.z)
    }

    /// The vector made longer by a factor.
    @inline(__always)
    package static func * (scale: Double, vector: Vector3) -> Vector3 {
        Vector3(scale * vector.x, scale * vector.y, scale * vector.z)
    }
}

/// A rotation, by rows.
struct Matrix3 {
    var rows: (Vector3, Vector3, Vector3)

    init(_ first: Vector3, _ second: Vector3, _ third: Vector3) {
        rows = (first, second, third)
    }

    /// What a C function fills in as `double[3][3]`.
    init(filledBy body: (UnsafeMutablePointer<(Double, Double, Double)>) -> Void) {
        let zero = (0.0, 0.0, 0.0)
        var cells = (zero, zero, zero)
        unsafe withUnsafeMutablePointer(to: &cells) { pointer in
            unsafe pointer.withMemoryRebound(to: (Double, Double, Double).self, capacity: 3) { unsafe body($0) }
        }
        self.init(
            Vector3(cells.0.0, cells.0.1, cells.0.2), Vector3(cells.1.0, cells.1.1, cells.1.2),
            Vector3(cells.2.0, cells.2.1, cells.2.2))
    }

    /// The rotation of the axes about x, y or z (0, 1, 2) by an angle in radians, as ERFA's `eraRx`, `eraRy`, `eraRz`.
    init(axis: Int, angle: Double) {
        let (sine, cosine) = sineAndCosine(angle)
        switch axis {
        case 0: self.init(Vector3(1, 0, 0), Vector3(0, cosine, sine), Vector3(0, -sine, cosine))
        case 1: self.init(Vector3(cosine, 0, -sine), Vector3(0, 1, 0), Vector3(sine, 0, cosine))
        default: self.init(Vector3(cosine, sine, 0), Vector3(-sine, cosine, 0), Vector3(0, 0, 1))
        }
    }

    var transposed: Matrix3 {
        Matrix3(
            Vector3(rows.0.x, rows.1.x, rows.2.x), Vector3(rows.0.y, rows.1.y, rows.2.y),
            Vector3(rows.0.z, rows.1.z, rows.2.z))
    }

    @inline(__always)
    static func * (matrix: Matrix3, vector: Vector3) -> Vector3 {
        Vector3(matrix.rows.0.dot(vector), matrix.rows.1.dot(vector), matrix.rows.2.dot(vector))
    }

    static func * (left: Matrix3, right: Matrix3) -> Matrix3 {
        let columns = right.transposed.rows
        func row(_ vector: Vector3) -> Vector3 {
            Vector3(vector.dot(columns.0), vector.dot(columns.1), vector.dot(columns.2))
        }
        return Matrix3(row(left.rows.0), row(left.rows.1), row(left.rows.2))
    }
}

@inline(__always)
func sineAndCosine(_ angle: Double) -> (sine: Double, cosine: Double) {
    var (sine, cosine) = (0.0, 0.0)
    unsafe sincos(angle, &sine, &cosine)
    return (sine, cosine)
}

/// An angle in degrees brought to 0 ≤ angle < 360; NaN for what is not finite.
@inline(__always)
func wrapped(_ degrees: Double) -> Double {
    if degrees >= 0 && degrees < 360 { return degrees }
    let rest = fmod(degrees, 360)
    let positive = rest < 0 ? rest + 360 : rest
    // A tiny negative angle rounds to 360 itself.
    return positive >= 360 ? 0 : positive
}
