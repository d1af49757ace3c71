extension Detector {
    /// The transform from one frame to another; frames of a detector that name none are this detector's.
    ///
    /// - Throws: `GeometryError` of a frame that the camera does not have, or of another detector (ask the camera for those).
    public func transform(from source: Frame, to target: Frame) throws -> Transform {
        let (first, last) = (try toFocalPlane(source), try toFocalPlane(target))
        return source.name == target.name ? Transform() : first.followed(by: last.inverse)
    }

    /// From `pixels` to `fieldAngle`.
    public var pixelsToFieldAngle: Transform {
        Transform(.affine(pixelsToFocalPlane)).followed(by: optics.focalPlaneToFieldAngle)
    }

    /// From `pixels` to `tanPixels`.
    package var pixelsToTanPixels: Transform {
        pixelsToFieldAngle.followed(by: Transform(.affine(fieldAngleToTanPixels)))
    }

    /// Where the field angle is zero, in `pixels` of this detector, which may lie outside it.
    package var fieldCenter: Point { focalPlaneToPixels(optics.center) }

    /// The way from a frame to the focal plane.
    func toFocalPlane(_ frame: Frame) throws -> Transform {
        if let detector = frame.detector, detector != id {
            throw GeometryError(
                .unknownDetector,
                "frame \(frame) is not of detector \(id); ask the camera for a transform between detectors")
        }
        switch frame.name {
        case Frame.pixels.name: return Transform(.affine(pixelsToFocalPlane))
        case Frame.tanPixels.name:
            return Transform(.affine(fieldAngleToTanPixels)).inverse.followed(by: optics.focalPlaneToFieldAngle.inverse)
        default: break
        }
        if let extra = optics.frames[frame.name], extra.base == Frame.pixels.name {
            return Transform(extra.map).inverse.followed(by: Transform(.affine(pixelsToFocalPlane)))
        }
        return try optics.toFocalPlane(Frame(frame.name))
    }
}
