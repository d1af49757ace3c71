/// What the devices of one model share: size, pixels and amplifiers.
public struct SensorLayout: Hashable, Sendable {
    /// The name, unique in the camera.
    public var name: String

    /// The size of the trimmed, assembled detector, at the origin.
    public var box: Box

    /// The size of a pixel, mm, along x and y.
    public var pixelSize: Point

    /// The point of the detector, in pixels, that lies at the position of a slot.
    public var referencePoint: Point

    /// What the model is called, such as `E2V`.
    public var physicalType: String

    /// How the image of the whole detector in the raw file is mirrored before the raw boxes hold.
    public var fileFlips: Flips

    /// Why nobody has seen yet that raw files are laid out so; nil when one was.
    public var unverified: String?

    /// The amplifiers, in the order in which they are read from a raw file.
    public var amplifiers: [Amplifier]

    /// The nominal crosstalk between the amplifiers.
    package var crosstalk: CrosstalkMatrix?

    /// What a model is called where nothing else is said.
    public static let defaultPhysicalType = "CCD"

    /// Creates a layout; the reference point is the center unless it is given.
    package init(
        name: String, box: Box, pixelSize: Point, amplifiers: [Amplifier], referencePoint: Point? = nil,
        physicalType: String = SensorLayout.defaultPhysicalType, fileFlips: Flips = .none,
        crosstalk: CrosstalkMatrix? = nil
    ) {
        self.name = name
        self.box = box
        self.pixelSize = pixelSize
        self.referencePoint = referencePoint ?? box.center
        self.physicalType = physicalType
        self.fileFlips = fileFlips
        self.amplifiers = amplifiers
        self.crosstalk = crosstalk
    }
}
