/// What the headers of a raw file say of a detector, in plain values: to be compared with the camera of that date.
public struct RawStatement: Hashable, Sendable {
    /// A part of the raw section of an amplifier, or of the image of the whole detector.
    public enum Region: String, Hashable, Sendable, CaseIterable {
        /// The whole section of the amplifier.
        case section

        /// The light-sensitive pixels.
        case data

        /// Columns read before them.
        case serialPrescan

        /// Columns read after them.
        case serialOverscan

        /// Rows read before them.
        case parallelPrescan

        /// Rows read after them.
        case parallelOverscan
    }

    /// A section that a card gives.
    public struct Section: Hashable, Sendable {
        /// The keyword of the card.
        public var card: String

        /// The name of the amplifier.
        public var amplifier: String

        /// Which part of it the card gives.
        public var region: Region

        /// The text of the card, such as `[1:2048,1:4096]`.
        public var text: String

        /// Creates the statement of a card.
        public init(card: String, amplifier: String, region: Region, text: String) {
            self.card = card
            self.amplifier = amplifier
            self.region = region
            self.text = text
        }
    }

    /// The size of an image in the file.
    public struct ImageSize: Hashable, Sendable {
        /// The name of the amplifier that the image holds, or nil: it holds the detector.
        public var amplifier: String?

        /// The number of columns.
        public var width: Int

        /// The number of rows.
        public var height: Int

        /// Creates the size of an image.
        public init(amplifier: String?, width: Int, height: Int) {
            self.amplifier = amplifier
            self.width = width
            self.height = height
        }
    }

    /// A name that a card, or an HDU, gives to the detector.
    public struct Name: Hashable, Sendable {
        /// The keyword of the card, or the property that was made of several.
        public var card: String

        /// The name, as the card has it.
        public var text: String

        /// Creates the statement of a card.
        public init(card: String, text: String) {
            self.card = card
            self.text = text
        }
    }

    /// The id of the detector.
    public var detector: Int

    /// The keyword of the card with the id of the detector, for messages.
    public var detectorCard = "the header"

    /// The names of the detector; one that no slot of the camera has says nothing.
    public var names: [Name] = []

    /// The keyword of the card with the serial number of the chip.
    public var serialCard: String

    /// The serial number, or nil or blanks where the header has none.
    public var serial: String?

    /// The sections.
    public var sections: [Section] = []

    /// The sizes of the images.
    public var sizes: [ImageSize] = []

    /// Creates a statement about a detector.
    public init(detector: Int, serial: String?, serialCard: String) {
        self.detector = detector
        self.serial = serial
        self.serialCard = serialCard
    }
}
