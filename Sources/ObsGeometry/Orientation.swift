internal import Glibc

/// How a detector is turned in the focal plane: intrinsic rotations yaw, pitch and roll, in this order, in degrees.
///
/// Yaw turns x toward y, pitch turns z toward the new x, roll turns the new y toward z, as in afw cameraGeom.
public struct Orientation: Hashable, Sendable {
    /// The rotation about the optical axis, degrees.
    public var yaw: Double

    /// The rotation about the turned y axis, degrees.
    public var pitch: Double

    /// The rotation about the twice turned x axis, degrees.
    public var roll: Double

    /// Creates an orientation of angles in degrees.
    public init(yaw: Double = 0, pitch: Double = 0, roll: Double = 0) {
        self.yaw = yaw
        self.pitch = pitch
        self.roll = roll
    }

    /// The part of the rotation that acts in the plane: the upper left 2 by 2 of Rz(yaw) Ry(pitch) Rx(roll).
    ///
    /// Quarter turns are exact.
    package var matrix: Matrix2 {
        let (sinYaw, cosYaw) = Orientation.sineAndCosine(yaw)
        let (sinPitch, cosPitch) = Orientation.sineAndCosine(pitch)
        let (sinRoll, cosRoll) = Orientation.sineAndCosine(roll)
        return Matrix2(
            cosYaw * cosPitch, cosYaw * sinPitch * sinRoll - sinYaw * cosRoll,
            sinYaw * cosPitch, sinYaw * sinPitch * sinRoll + cosYaw * cosRoll)
    }

    /// The whole number of quarter turns nearest to the yaw, 0 to 3: what an image is turned by to look as in the focal plane.
    public var quarterTurns: Int {
        let turns = (yaw / 90).rounded(.toNearestOrAwayFromZero).truncatingRemainder(dividingBy: 4)
        return turns.isFinite ? (Int(turns) + 4) % 4 : 0
    }

    private static func sineAndCosine(_ degrees: Double) -> (sine: Double, cosine: Double) {
        let reduced = remainder(degrees, 360)
        let quarter = (reduced / 90).rounded()
        let rest = (reduced - quarter * 90) * .pi / 180
        let (sine, cosine) = rest == 0 ? (0, 1) : (sin(rest), cos(rest))
        switch quarter {
        case 0: return (sine, cosine)
        case 1: return (cosine, -sine)
        case -1: return (-cosine, sine)
        default: return (-sine, -cosine)
        }
    }
}
