/// Whether the field-angle frame is mirrored with respect to the focal plane.
public enum Parity: String, Hashable, Sendable, CaseIterable {
    /// Both frames have the same handedness.
    case normal

    /// The x axes run opposite ways.
    case flipped
}

/// The optics of a camera: from the focal plane (mm) to the field angle (rad), with its parity.
///
/// The parity is stated here and nowhere else, and it is what the whole map has: where the map alone would have the other
/// handedness, x of the field angle is negated.
public struct FieldAngleModel: Hashable, Sendable {
    /// The map without the parity, from mm to rad.
    package var map: PlaneMap

    /// The handedness of the whole.
    public var parity: Parity

    /// Radians per arcsecond.
    public static let arcsecond = Double.pi / 648_000

    /// Creates a model of a map from mm to rad and of the handedness that the whole shall have.
    package init(_ map: PlaneMap, parity: Parity = .normal) {
        self.map = map
        self.parity = parity
    }

    /// Creates the model of a plate scale alone, in arcseconds per mm; nil unless it is finite and above 0.
    package init?(plateScale: Double, parity: Parity = .normal) {
        guard plateScale > 0, plateScale.isFinite else { return nil }
        let scale = plateScale * FieldAngleModel.arcsecond
        self.init(.affine(AffineMap(matrix: Matrix2(scale, 0, 0, scale))), parity: parity)
    }

    /// Whether the map is negated in x to have the stated parity.
    var negatesX: Bool { (map.jacobian(at: .zero).determinant < 0) != (parity == .flipped) }

    /// The transform from `focalPlane` to `fieldAngle`.
    public var transform: Transform {
        Transform(steps: [.forward(map)] + (negatesX ? [.forward(.affine(.xFlip))] : []))
    }

    /// The point of the focal plane (mm) whose field angle is zero, or nil where the map has none or is singular there.
    public var center: Point? {
        let center = map.inverse(.zero)
        return center.isFinite && !map.jacobian(at: center).isSingular ? center : nil
    }

    /// The plate scale at the center of the field in arcseconds per mm, the root of the change of area.
    public var plateScale: Double {
        let center = map.inverse(.zero)
        return abs(map.jacobian(at: center).determinant).squareRoot() / FieldAngleModel.arcsecond
    }
}
