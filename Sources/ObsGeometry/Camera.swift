public import ObsText
internal import Synchronization

/// The focal plane of an instrument at one instant: its detectors, their amplifiers, and the transforms between its frames.
///
/// A camera never changes; an edit gives a new one. Cameras are equal when their contents are.
public final class Camera: Sendable {
    /// What the camera is made of, without devices, layouts and groups that no slot uses.
    package let parts: CameraParts

    /// The detectors in the order of their ids; empty slots have none.
    public let detectors: [Detector]

    /// Whether any slot names the HDU of its detector.
    let hasExtensionNames: Bool

    private let byID: [Int: Int]
    private let byName: [String: Int]
    private let bySerial: [String: Int]
    private let bySerialDigits: [[UInt8]: Int]
    private let index: SpatialIndex
    private let optics: CameraOptics
    private let hash = Mutex<ContentHash?>(nil)

    /// Creates a camera of its parts.
    ///
    /// - Throws: `DiagnosticsError` that lists everything that is wrong with the parts.
    package convenience init(_ parts: CameraParts) throws {
        let problems = parts.problems()
        guard problems.isEmpty else { throw DiagnosticsError(problems.map { $0.diagnostic(at: nil) }) }
        try self.init(checked: parts)
    }

    /// Creates a camera of parts in which no problem was found.
    init(checked: CameraParts) throws {
        let parts = checked.tidied()
        guard let optics = CameraOptics(model: parts.fieldAngle, frames: parts.frames) else {
            throw DiagnosticsError([PartProblem.singularFieldAngle().diagnostic(at: nil)])
        }
        let detectors = try parts.slots.compactMap { slot -> Detector? in
            guard let layout = parts.layout(of: slot) else { return nil }
            if let made = Detector(slot: slot, device: parts.device(in: slot), layout: layout, optics: optics) {
                return made
            }
            throw DiagnosticsError([PartProblem.singularFieldAngle().diagnostic(at: nil)])
        }
        self.parts = parts
        self.optics = optics
        self.detectors = detectors
        hasExtensionNames = detectors.contains { $0.slot.extensionName != nil }
        byID = Dictionary(detectors.indices.map { (detectors[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        byName = Dictionary(detectors.indices.map { (detectors[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
        let serials = detectors.indices.compactMap { index in detectors[index].serial.map { ($0, index) } }
        bySerial = Dictionary(serials, uniquingKeysWith: { first, _ in first })
        bySerialDigits = Dictionary(
            serials.map { ($0.0.serialDigits, $0.1) }.filter { !$0.0.isEmpty }, uniquingKeysWith: { first, _ in first })
        index = SpatialIndex(
            detectors.map { detector in
                let corners = detector.box.corners.map { detector.pixelsToFocalPlane($0) }
                let (xs, ys) = (corners.map(\.x), corners.map(\.y))
                return (Point(xs.min() ?? 0, ys.min() ?? 0), Point(xs.max() ?? 0, ys.max() ?? 0))
            })
    }

    /// The name of the camera.
    public var name: String { parts.name }

    /// The optics.
    package var fieldAngle: FieldAngleModel { parts.fieldAngle }

    /// Whether the field angle is mirrored with respect to the focal plane.
    public var parity: Parity { parts.fieldAngle.parity }

    /// The plate scale at the center of the field, arcseconds per mm.
    public var plateScale: Double { parts.fieldAngle.plateScale }

    /// The slots that hold no chip.
    package var emptySlots: [Slot] { parts.slots.filter { $0.occupant == .none } }

    /// The detector of an id, or nil.
    public func detector(_ id: Int) -> Detector? { byID[id].map { detectors[$0] } }

    /// The detector of a name, or nil.
    public func detector(named name: String) -> Detector? { byName[name].map { detectors[$0] } }

    /// The detector whose chip has a serial number, or nil; where none is written so, hyphens and blanks do not count.
    public func detector(serial: String) -> Detector? {
        if let exact = bySerial[serial] { return detectors[exact] }
        return bySerialDigits[serial.serialDigits].map { detectors[$0] }
    }

    /// The detectors of a group, in the order of their ids.
    public func detectors(inGroup group: String) -> [Detector] { detectors.filter { $0.group == group } }

    /// The distance of the farthest corner from the optical axis, mm; 0 without detectors.
    package var maximumRadius: Double {
        detectors.lazy.flatMap { detector in detector.box.corners.map { detector.pixelsToFocalPlane($0).radius } }
            .max() ?? 0
    }

    /// A name for the contents: equal for equal cameras, on every machine.
    public var contentHash: ContentHash {
        if let known = hash.withLock({ $0 }) { return known }
        var form = CanonicalForm()
        form.add("obskit/camera/1")
        form.add(parts)
        let result = ContentHash(of: form.bytes)
        hash.withLock { $0 = result }
        return result
    }

    /// A camera with changed parts; whatever the change does not name stays, the parity too.
    ///
    /// - Throws: `DiagnosticsError` that lists everything that is wrong with the parts as changed, and what the change throws.
    package func edited(_ change: (inout CameraParts) throws -> Void) throws -> Camera {
        var parts = parts
        try change(&parts)
        return try Camera(parts)
    }

    /// The transform from one frame to another, of the camera or of any of its detectors.
    ///
    /// - Throws: `GeometryError` of a frame or detector that the camera does not have.
    public func transform(from source: Frame, to target: Frame) throws -> Transform {
        let (first, last) = (try toFocalPlane(source), try toFocalPlane(target))
        return source == target ? Transform() : first.followed(by: last.inverse)
    }

    /// From `focalPlane` to `fieldAngle`.
    package var focalPlaneToFieldAngle: Transform { optics.focalPlaneToFieldAngle }

    /// The point of the focal plane (mm) whose field angle is zero.
    package var fieldCenter: Point { optics.center }

    private func toFocalPlane(_ frame: Frame) throws -> Transform {
        guard let id = frame.detector else { return try optics.toFocalPlane(frame) }
        guard let detector = detector(id) else {
            throw GeometryError(.unknownDetector, "camera \(name) has no detector \(id), which frame \(frame) asks for")
        }
        return try detector.toFocalPlane(frame)
    }

    /// The detectors that hold a point of a frame of the camera, in the order of their ids; the focal plane unless another is named.
    ///
    /// A point on the lower or left edge of a detector is in it, one on the upper or right edge is not.
    ///
    /// - Throws: `GeometryError` of a frame that the camera does not have.
    public func detectors(at point: Point, in frame: Frame = .focalPlane) throws -> [Detector] {
        let point = frame == .focalPlane ? point : try toFocalPlane(frame)(point)
        return index.candidates(at: point).compactMap { place in
            let detector = detectors[Int(place)]
            return detector.box.contains(detector.focalPlaneToPixels(point)) ? detector : nil
        }
    }
}

extension Camera: Hashable {
    /// Whether two cameras have the same contents.
    public static func == (left: Camera, right: Camera) -> Bool {
        left === right || left.contentHash == right.contentHash
    }

    /// Feeds the content hash to a hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(contentHash) }
}
