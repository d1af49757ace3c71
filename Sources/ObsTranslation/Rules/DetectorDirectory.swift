/// What finds a detector of the camera for a translation rule.
///
/// A camera conforms to it, so that rules need not know cameras.
///
/// Implementation guidance: `detector(_:equalTo:)` is called once per header at most and should be a table look-up.
/// Laws: at most one detector has a given unique name, serial or number.
public protocol DetectorDirectory: AnyObject, Sendable {
    /// The detector of this key.
    ///
    /// - Parameters:
    ///   - key: what to look it up by
    ///   - value: the key's value as text
    /// - Returns: the detector, or nil when the camera has none
    func detector(_ key: DetectorKey, equalTo value: String) -> DetectorEntry?

    /// Why no detector can be found at all; nil when the camera is in order.
    var defect: String? { get }
}

extension DetectorDirectory {
    /// In order.
    public var defect: String? { nil }
}

/// What a detector can be looked up by.
public enum DetectorKey: String, CaseIterable, Sendable {
    case uniqueName = "unique_name"
    case serial, number

    /// The key as messages name it.
    var words: String { self == .uniqueName ? "unique name" : rawValue }
}

/// What a rule can ask of a detector.
public enum DetectorFact: String, CaseIterable, Sendable {
    case number, name
    case uniqueName = "unique_name"
    case serial, group
}

/// A detector as rules see it.
public struct DetectorEntry: Sendable, Hashable {
    /// The number, unique in the instrument.
    public var number: Int
    /// The name within the group.
    public var name: String
    /// The name in the focal plane.
    public var uniqueName: String
    /// The serial, if it is known.
    public var serial: String?
    /// The group, if there are groups.
    public var group: String?

    /// A detector.
    ///
    /// - Parameters:
    ///   - number: the number, unique in the instrument
    ///   - name: the name within the group
    ///   - uniqueName: the name in the focal plane
    ///   - serial: the serial, if it is known
    ///   - group: the group, if there are groups
    public init(number: Int, name: String, uniqueName: String, serial: String?, group: String?) {
        self.number = number
        self.name = name
        self.uniqueName = uniqueName
        self.serial = serial
        self.group = group
    }

    func fact(_ fact: DetectorFact) -> PropertyValue? {
        switch fact {
        case .number: .integer(number)
        case .name: .text(name)
        case .uniqueName: .text(uniqueName)
        case .serial: serial.map { .text($0) }
        case .group: group.map { .text($0) } ?? .null
        }
    }
}
