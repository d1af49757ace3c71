/// A slot of a camera with the chip that is in it.
public final class Detector: Sendable {
    /// The slot: number, name, place and purpose.
    package let slot: Slot

    /// The chip, or nil where nobody recorded which one it is.
    package let device: Device?

    /// The sensor layout of the chip.
    package let layout: SensorLayout

    /// The amplifiers, in the order in which they are read, with the values of this chip.
    public let amplifiers: [Amplifier]

    /// From `pixels` to `focalPlane`.
    package let pixelsToFocalPlane: AffineMap

    /// From `focalPlane` to `pixels`.
    package let focalPlaneToPixels: AffineMap

    /// The optics of the camera.
    let optics: CameraOptics

    /// From `fieldAngle` to `tanPixels`.
    let fieldAngleToTanPixels: AffineMap

    init?(slot: Slot, device: Device?, layout: SensorLayout, optics: CameraOptics) {
        let scale = Matrix2(layout.pixelSize.x, 0, 0, layout.pixelSize.y)
        let matrix = slot.orientation.matrix * scale
        let map = AffineMap(matrix: matrix, offset: slot.position - matrix * layout.referencePoint)
        guard let inverse = map.inverse else { return nil }
        // tanPixels touches pixels where the field angle is zero, on this detector or beside it.
        guard let linear = (optics.centralJacobian * matrix).inverse else { return nil }
        self.slot = slot
        self.device = device
        self.layout = layout
        self.optics = optics
        pixelsToFocalPlane = map
        focalPlaneToPixels = inverse
        fieldAngleToTanPixels = AffineMap(matrix: linear, offset: inverse(optics.center))
        amplifiers = Detector.amplifiers(of: layout, device: device, slot: slot)
    }

    private static func amplifiers(of layout: SensorLayout, device: Device?, slot: Slot) -> [Amplifier] {
        guard device != nil || !slot.amplifierStatus.isEmpty else { return layout.amplifiers }
        var amplifiers = layout.amplifiers
        for index in amplifiers.indices {
            if let device {
                let ordinal = amplifiers[index].ordinal
                if ordinal < device.gain.count { amplifiers[index].gain = device.gain[ordinal] }
                if ordinal < device.readNoise.count { amplifiers[index].readNoise = device.readNoise[ordinal] }
                if ordinal < device.saturation.count { amplifiers[index].saturation = device.saturation[ordinal] }
                if ordinal < device.suspectLevel.count { amplifiers[index].suspectLevel = device.suspectLevel[ordinal] }
                if ordinal < device.linearity.count { amplifiers[index].linearity = device.linearity[ordinal] }
            }
            if let status = slot.amplifierStatus[amplifiers[index].name] { amplifiers[index].status = status }
        }
        return amplifiers
    }

    /// The number, unique in the camera.
    public var id: Int { slot.id }

    /// The name, unique in the camera.
    public var name: String { slot.name }

    /// The name of the group that it belongs to.
    public var group: String? { slot.group }

    /// What it is for.
    public var type: DetectorType { slot.type }

    /// Whether it can be used.
    public var status: PartStatus { slot.status }

    /// The serial number of the chip, or nil where it is not known.
    public var serial: String? { device?.serial }

    /// What the model of the chip is called.
    public var physicalType: String { device?.physicalType ?? layout.physicalType }

    /// The trimmed, assembled pixels.
    public var box: Box { layout.box }

    /// The size of a pixel, mm, along x and y.
    public var pixelSize: Point { layout.pixelSize }

    /// The nominal crosstalk between the amplifiers.
    package var crosstalk: CrosstalkMatrix? { device?.crosstalk ?? layout.crosstalk }

    /// The amplifier of a name, or nil.
    public func amplifier(named name: String) -> Amplifier? { amplifiers.first { $0.name == name } }

    /// The amplifier that holds a point of `pixels`, or nil outside the detector.
    public func amplifier(at pixel: Point) -> Amplifier? { amplifiers.first { $0.box.contains(pixel) } }

    /// The outer corners in a frame: lower left, lower right, upper right, upper left.
    ///
    /// - Throws: `GeometryError` of a frame that the camera does not have.
    public func corners(in frame: Frame) throws -> [Point] { try transform(from: .pixels, to: frame)(box.corners) }

    /// The center in a frame.
    ///
    /// - Throws: `GeometryError` of a frame that the camera does not have.
    public func center(in frame: Frame) throws -> Point { try transform(from: .pixels, to: frame)(box.center) }
}
