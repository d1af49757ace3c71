/// A coordinate system of a camera or of one of its detectors.
///
/// `focalPlane` (mm) and `fieldAngle` (rad) belong to the camera; `pixels` and `tanPixels` belong to a detector, which is the
/// detector at hand where the frame names none. Cameras may define more.
public struct Frame: Hashable, Sendable, CustomStringConvertible {
    /// The name: `pixels`, `tanPixels`, `focalPlane`, `fieldAngle` or that of an extra frame.
    public let name: String

    /// The id of the detector, or nil: the camera's frame, or that of the detector at hand.
    public let detector: Int?

    /// Creates a frame of its name and, for a detector's frame, the detector's id.
    package init(_ name: String, of detector: Int? = nil) {
        self.name = name
        self.detector = detector
    }

    /// Pixels of the detector at hand: 0-based, whole numbers at pixel centers, x along the serial register.
    public static let pixels = Frame("pixels")

    /// Pixels of the detector at hand with the distortion removed: affine to the field angle, equal to `pixels` at the field center.
    public static let tanPixels = Frame("tanPixels")

    /// The plane of the detectors, mm, origin on the optical axis.
    public static let focalPlane = Frame("focalPlane")

    /// The angle of the principal ray, rad.
    public static let fieldAngle = Frame("fieldAngle")

    /// Pixels of a detector.
    public static func pixels(of detector: Int) -> Frame { Frame("pixels", of: detector) }

    /// Undistorted pixels of a detector.
    public static func tanPixels(of detector: Int) -> Frame { Frame("tanPixels", of: detector) }

    /// The names that every camera has.
    package static let standardNames = ["pixels", "tanPixels", "focalPlane", "fieldAngle"]

    /// The name, with the detector's id in brackets.
    public var description: String { detector.map { "\(name)[\($0)]" } ?? name }
}

/// A frame that a camera defines besides the four standard ones.
public struct ExtraFrame: Hashable, Sendable {
    /// The name; not one of the standard ones.
    public var name: String

    /// The standard frame from which the map leads: `pixels`, `focalPlane` or `fieldAngle`.
    ///
    /// From `pixels`, every detector has such a frame, by the same map.
    public var base: String

    /// The unit of its coordinates, such as `mm`.
    public var unit: String

    /// The map from the base to this frame.
    public var map: PlaneMap

    /// The names that `base` may have.
    public static let bases = ["pixels", "focalPlane", "fieldAngle"]

    /// Creates a frame of its name and the map that leads to it.
    public init(name: String, base: String, unit: String, map: PlaneMap) {
        self.name = name
        self.base = base
        self.unit = unit
        self.map = map
    }
}
