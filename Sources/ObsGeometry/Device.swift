/// A chip: its serial number, its sensor layout and what it nominally does.
///
/// Values by amplifier are listed in the order of the layout's amplifiers; an empty list means the values of the layout. In files
/// the order is that of sensors.yaml, also where a history changes the order in which amplifiers are read.
public struct Device: Hashable, Sendable {
    /// The name, unique in the camera; usually the serial number.
    public var name: String

    /// The serial number as the maker gave it, or nil where it is not known.
    public var serial: String?

    /// The name of the sensor layout.
    public var layout: String

    /// What the model is called, where it is not what the layout says.
    public var physicalType: String?

    /// The nominal gain by amplifier, electron/ADU.
    public var gain: [Double?] = []

    /// The nominal read noise by amplifier, electron.
    public var readNoise: [Double?] = []

    /// The nominal saturation by amplifier, ADU.
    public var saturation: [Double?] = []

    /// The level by amplifier above which pixels are suspect, ADU.
    public var suspectLevel: [Double?] = []

    /// The nominal linearity by amplifier.
    package var linearity: [Linearity] = []

    /// The nominal crosstalk, where it is not that of the layout.
    package var crosstalk: CrosstalkMatrix?

    /// Creates a chip of its name and layout; the name is its serial number unless another is given.
    package init(name: String, layout: String, serial: String?) {
        self.name = name
        self.layout = layout
        self.serial = serial
    }

    /// Creates a chip that is named after its serial number.
    package init(serial: String, layout: String) { self.init(name: serial, layout: layout, serial: serial) }
}
