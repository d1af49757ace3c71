internal import ObsDocuments
internal import ObsGeometry
public import ObsText

/// Which part of a description set a value: a later layer stands above all before it.
///
/// There is none for dates: what changes with time is a calibration.
package enum ParameterLayer: String, Hashable, Sendable, CaseIterable, Comparable {
    /// The owner of the task.
    case standard = "default"
    /// A file that the instrument's or the package's file extends.
    case base
    /// The file of a package of many instruments, for all of them.
    case package
    /// The file of the instrument.
    case instrument
    /// An entry for the detector, in whichever file.
    case detector
    /// An entry for the filter, in whichever file.
    case filter
    /// Whoever runs the task.
    case user

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Orders from the bottom to the top.
    package static func < (left: ParameterLayer, right: ParameterLayer) -> Bool { left.rank < right.rank }
}

/// A value that a layer gives to a parameter, or to one entry of a map.
public struct ParameterSetting: Hashable, Sendable {
    /// The parameter's name.
    public let name: String
    /// The key of the entry, where the parameter is a map.
    public let entry: String?
    /// The value; null takes an entry out of a map.
    public let value: ParameterValue
    /// Which layer gives it.
    package let layer: ParameterLayer
    /// Where it is written; nil for the default of a schema.
    public let place: SourcePosition?

    /// The name, and the entry with a point before it: `filter_map.u`.
    public var path: String { entry.map { "\(name).\($0)" } ?? name }
}

/// For which part of an instrument values are asked.
struct ParameterTarget: Sendable {
    var detector: Slot?
    var filter: FilterCatalog.Filter?

    /// What parameters need of a slot.
    struct Slot: Sendable, Hashable {
        let id: Int
        let name: String
        let group: String?
        let type: String

        init(_ slot: ObsGeometry.Slot) {
            (id, name, group, type) = (slot.id, slot.name, slot.group, slot.type.rawValue)
        }
    }
}

/// Which detectors or filters the values of an entry are for.
struct ParameterSelector: Sendable {
    enum Subject: String, Sendable { case detectors, filters }

    /// A word of the selector, with its place.
    struct Word: Sendable {
        let text: String
        let node: Node
    }

    let subject: Subject
    var names: [Word] = []
    var groups: [Word] = []
    var types: [Word] = []
    var bands: [Word] = []

    func selects(_ target: ParameterTarget, filters: FilterCatalog) -> Bool {
        switch subject {
        case .detectors:
            guard let slot = target.detector else { return false }
            return names.contains { $0.text == slot.name } || groups.contains { $0.text == slot.group }
                || types.contains { $0.text == slot.type }
        case .filters:
            guard let filter = target.filter else { return false }
            return names.contains { ($0.text == filter.name) || filters[$0.text]?.name == filter.name }
                || bands.contains { $0.text == filter.band }
        }
    }
}
