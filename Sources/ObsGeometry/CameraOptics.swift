/// What all detectors of a camera share: the way from the focal plane to the field angle and to the extra frames.
final class CameraOptics: Sendable {
    let model: FieldAngleModel
    let focalPlaneToFieldAngle: Transform
    let frames: [String: ExtraFrame]

    /// The point of the focal plane whose field angle is zero.
    let center: Point

    /// The derivatives of the field angle there, rad/mm.
    let centralJacobian: Matrix2

    init?(model: FieldAngleModel, frames: [ExtraFrame]) {
        guard let center = model.center else { return nil }
        self.model = model
        focalPlaneToFieldAngle = model.transform
        self.center = center
        centralJacobian = focalPlaneToFieldAngle.jacobian(at: center)
        self.frames = Dictionary(frames.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The way from a frame of the camera to the focal plane.
    func toFocalPlane(_ frame: Frame) throws -> Transform {
        switch frame.name {
        case Frame.focalPlane.name: return Transform()
        case Frame.fieldAngle.name: return focalPlaneToFieldAngle.inverse
        case Frame.pixels.name, Frame.tanPixels.name:
            throw GeometryError(
                .missingDetector, "frame \(frame.name) belongs to a detector; say of which, as in .pixels(of: 5)")
        default: break
        }
        guard let extra = frames[frame.name] else {
            let known = (Frame.standardNames + frames.keys.sorted()).joined(separator: ", ")
            throw GeometryError(.unknownFrame, "the camera has no frame \(frame.name); it has \(known)")
        }
        let back = Transform(extra.map).inverse
        switch extra.base {
        case Frame.fieldAngle.name: return back.followed(by: focalPlaneToFieldAngle.inverse)
        case Frame.focalPlane.name: return back
        default:
            throw GeometryError(
                .missingDetector,
                "frame \(frame.name) belongs to a detector; name one, as in Frame(\"\(frame.name)\", of: 5)")
        }
    }
}
