public import ObsTime

/// What the reader of curated calibrations must know of an instrument.
public struct CuratedInstrument: Sendable {
    /// A chip in the place of a detector.
    public struct Chip: Hashable, Sendable {
        /// Its serial; nil when it is not known.
        public let serial: String?
        /// Since when it was there; nil forever.
        public let since: Instant?

        /// A chip.
        public init(serial: String?, since: Instant?) {
            self.serial = serial
            self.since = since
        }
    }

    /// A detector.
    public struct Detector: Hashable, Sendable {
        /// The id.
        public let id: Int
        /// The full name, as a folder has it in lower case.
        public let name: String
        /// The number of columns; nil when it is not known.
        public let width: Int?
        /// The number of rows; nil when it is not known.
        public let height: Int?
        /// The number of amplifiers; nil when it is not known.
        public let amplifierCount: Int?
        /// The group that it belongs to, such as a raft; nil when there is none.
        public let group: String?
        /// The chips that were in its place, in the order of time; empty when they are not known.
        public let chips: [Chip]

        /// A detector.
        public init(
            id: Int, name: String, width: Int? = nil, height: Int? = nil, amplifierCount: Int? = nil,
            group: String? = nil, chips: [Chip] = []
        ) {
            self.group = group
            self.chips = chips
            self.id = id
            self.name = name
            self.width = width
            self.height = height
            self.amplifierCount = amplifierCount
        }
    }

    /// The names by which files may call it, beside that of the folder in which they lie.
    public let names: [String]
    /// The detectors.
    public let detectors: [Detector]
    /// The physical filter of a name as a folder has it: lower case, blanks as underscores; nil when there is none.
    public let filter: @Sendable (String) -> String?

    /// An instrument.
    public init(names: [String], detectors: [Detector], filter: @escaping @Sendable (String) -> String?) {
        self.names = names
        self.detectors = detectors
        self.filter = filter
    }

    /// An instrument with these filters.
    public init(names: [String], detectors: [Detector], filters: [String]) {
        let byFolder = Dictionary(filters.map { (Self.folderName($0), $0) }, uniquingKeysWith: { first, _ in first })
        self.init(names: names, detectors: detectors) { byFolder[$0] }
    }

    /// The name of the folder of a detector or filter.
    public static func folderName(_ name: String) -> String {
        String(name.lowercased().map { $0 == " " ? "_" : $0 })
    }
}
