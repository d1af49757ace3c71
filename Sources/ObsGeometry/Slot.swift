/// A place in the focal plane: what it is called, where it is and which chip is in it.
public struct Slot: Hashable, Sendable {
    /// What is in a slot.
    public enum Occupant: Hashable, Sendable {
        /// The device of that name.
        case device(String)

        /// A device that nobody recorded; the slot's own layout holds.
        case unknown

        /// Nothing: the camera has no detector there.
        case none
    }

    /// The number, unique in the camera.
    public var id: Int

    /// The name, unique in the camera.
    public var name: String

    /// The name of the group (raft, board, …) that the slot belongs to.
    public var group: String?

    /// What the detector is for.
    public var type: DetectorType

    /// Where the reference point of the chip lies in the focal plane, mm.
    public var position: Point

    /// How far it lies above the focal plane, mm; it enters no two-dimensional transform.
    public var height: Double

    /// How the chip is turned.
    public var orientation: Orientation

    /// What is in the slot.
    public var occupant: Occupant

    /// The layout of chips in this slot, for when the chip is unknown.
    public var layout: String?

    /// The number of the HDU that holds the detector in the raw file, the primary being 0.
    public var hdu: Int?

    /// The name of that HDU.
    public var extensionName: String?

    /// Whether the detector can be used.
    public var status: PartStatus

    /// The state of its amplifiers by name; those that are not named work.
    public var amplifierStatus: [String: PartStatus]

    /// Creates a slot.
    package init(
        id: Int, name: String, type: DetectorType = .science, position: Point, height: Double = 0,
        orientation: Orientation = Orientation(), occupant: Occupant
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.position = position
        self.height = height
        self.orientation = orientation
        self.occupant = occupant
        status = .working
        amplifierStatus = [:]
    }
}

/// Slots that belong together, such as those of a raft.
public struct SlotGroup: Hashable, Sendable {
    /// The name, unique in the camera.
    public var name: String

    /// The serial number of what carries the chips, where it is known.
    public var serial: String?

    /// Creates a group.
    public init(name: String, serial: String? = nil) {
        self.name = name
        self.serial = serial
    }
}
