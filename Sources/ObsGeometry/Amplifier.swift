/// A part of a detector that is read out through one channel: where its pixels are in the raw file and in the detector, and what
/// it nominally does to them.
///
/// Raw boxes are counted in the section of the raw file that holds the amplifier: an image of its own, or the image of the whole
/// detector.
public struct Amplifier: Hashable, Sendable {
    /// The name, unique in the detector.
    public var name: String

    /// The pixels in the trimmed, assembled detector.
    public var box: Box

    /// The whole section in the raw file.
    public var rawBox: Box

    /// The light-sensitive pixels of the section.
    public var rawDataBox: Box

    /// Columns read before the light-sensitive ones.
    public var rawSerialPrescanBox: Box

    /// Columns read after the light-sensitive ones.
    public var rawSerialOverscanBox: Box

    /// Rows read before the light-sensitive ones.
    public var rawParallelPrescanBox: Box

    /// Rows read after the light-sensitive ones.
    public var rawParallelOverscanBox: Box

    /// How the section is mirrored to reach the assembled detector.
    public var flips: Flips

    /// The shift from the section to the assembled, untrimmed detector, in columns and rows.
    public var rawOffset: (x: Int, y: Int) {
        get { (rawOffsetX, rawOffsetY) }
        set { (rawOffsetX, rawOffsetY) = newValue }
    }

    var rawOffsetX: Int
    var rawOffsetY: Int

    /// The corner that is read first, in the section as it is in the file.
    public var readoutCorner: ReadoutCorner

    /// The number of the HDU in the raw file, the primary being 0; nil where the detector's holds the amplifier.
    package var hdu: Int?

    /// The name of the HDU in the raw file; nil where none is known.
    package var extensionName: String?

    /// The number of the readout channel in the headers, where they count otherwise than by name.
    package var channel: Int?

    /// The nominal gain, electron/ADU.
    public var gain: Double?

    /// The nominal read noise, electron.
    public var readNoise: Double?

    /// The nominal saturation, ADU.
    public var saturation: Double?

    /// The level above which pixels are suspect, ADU.
    public var suspectLevel: Double?

    /// The nominal linearity.
    package var linearity: Linearity?

    /// Whether the amplifier can be used.
    public var status: PartStatus

    /// The place of the amplifier in its sensor layout as first described; values listed by amplifier follow it.
    var ordinal = 0

    /// Creates an amplifier whose raw section is its box: no prescan or overscan, flips or shift, and nothing known of its values.
    package init(name: String, box: Box) {
        self.name = name
        self.box = box
        rawBox = box
        rawDataBox = box
        rawSerialPrescanBox = .empty
        rawSerialOverscanBox = .empty
        rawParallelPrescanBox = .empty
        rawParallelOverscanBox = .empty
        flips = .none
        rawOffsetX = 0
        rawOffsetY = 0
        readoutCorner = .lowerLeft
        status = .working
    }

    /// The regions of the raw section with their names: data, prescans and overscans.
    package var rawRegions: [(name: String, box: Box)] {
        [
            ("data", rawDataBox), ("serial prescan", rawSerialPrescanBox), ("serial overscan", rawSerialOverscanBox),
            ("parallel prescan", rawParallelPrescanBox), ("parallel overscan", rawParallelOverscanBox),
        ]
    }

    /// The amplifier as it lies in the assembled, untrimmed detector: raw boxes mirrored in their section and shifted, nothing left to
    /// flip or to shift; nil where a box would leave what `Box` can hold.
    package var assembled: Amplifier? {
        var result = self
        for path in Amplifier.rawBoxes {
            let box = self[keyPath: path]
            let local = box.moved(x: -rawBox.x, y: -rawBox.y)
            let mirrored = local?.mirrored(flips, inWidth: rawBox.width, height: rawBox.height)
            let shifted = mirrored?.moved(x: rawBox.x, y: rawBox.y)?.moved(x: rawOffsetX, y: rawOffsetY)
            guard let shifted else { return nil }
            result[keyPath: path] = shifted
        }
        result.readoutCorner = readoutCorner.mirrored(flips)
        result.flips = .none
        (result.rawOffsetX, result.rawOffsetY) = (0, 0)
        return result
    }

    private static var rawBoxes: [WritableKeyPath<Amplifier, Box>] {
        [
            \.rawDataBox, \.rawSerialPrescanBox, \.rawSerialOverscanBox, \.rawParallelPrescanBox,
            \.rawParallelOverscanBox, \.rawBox,
        ]
    }
}
