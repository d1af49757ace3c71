public import ObsDocuments
package import ObsText
public import ObsTime
internal import Synchronization

/// A camera through time: the description of its files, from which comes the camera of any instant, as of any edition.
///
/// Cameras are made when they are first asked for and kept; it can be used from many threads.
public final class CameraHistory: Sendable {
    let text: CameraDescription
    private let described: HistoryEditions
    private let cache = Mutex(Cache())

    private struct Cache {
        var byInterval: [Key: Camera] = [:]
        var byEntries: [[Int]: Camera] = [:]
    }

    private struct Key: Hashable {
        let edition: Int
        let interval: Int
    }

    /// Reads the nodes of the files of a camera.
    ///
    /// A file that extends another is given with it: the groups, devices, slots, frames and sensors of an earlier file replace
    /// those of the same name in a later one, a null takes them away, and other keys hold where no earlier file has them.
    ///
    /// - Parameters:
    ///   - focalPlane: focal-plane.yaml and what it extends, one after the other.
    ///   - sensors: sensors.yaml likewise; nothing where the focal plane has its sensors with it.
    ///   - history: history.yaml, if there is one.
    /// - Throws: `DiagnosticsError` with everything that is wrong with them, each with its place.
    public init(focalPlane: [Node], sensors: [Node] = [], history: Node? = nil) throws {
        text = try CameraDescription(focalPlane: focalPlane, sensors: sensors, history: history)
        described = HistoryEditions(text.entries)
    }

    /// Reads the nodes of the files of a camera, whatever is wrong with them; nil when there is no focal plane in them.
    ///
    /// With an error among the problems it is good for `slotsAtHand` alone.
    package init?(reading focalPlane: [Node], sensors: [Node], history: Node?, problems: Problems) {
        guard
            let text = CameraDescription(
                reading: focalPlane, sensors: sensors, history: history, problems: problems)
        else { return nil }
        self.text = text
        described = HistoryEditions(text.entries)
    }

    /// The slots of every date, each with the layout of the chip that the newest description has in it, as far as they could
    /// be read; nil when a slot is written down that could not be, or when two have one id.
    package var slotsAtHand: [(slot: Slot, layout: SensorLayout?)]? {
        let lasting = text.entries.indices.filter {
            text.entries[$0].validity.end == nil && text.entries[$0].withdrawn == nil
        }
        let parts = text.parts(applying: Array(lasting))
        guard Set(text.base.slots.map(\.name)) == text.declared.slots,
            Set(text.base.slots.map(\.id)).count == text.base.slots.count
        else { return nil }
        return parts.slots.map { ($0, parts.layout(of: $0)) }
    }

    /// What the places of the detectors of a version contradict, each at the slot that says so.
    package func arrangementProblems(of version: CameraVersion) -> [Diagnostic] {
        version.camera.arrangementProblems { slot in
            let applied = text.entries.indices.filter { text.entries[$0].validity.overlaps(version.validity) }
            let path = slot.map { ["slots", $0] } ?? ["arrangement"]
            return text.place(of: PartProblem(.detectorOverlap, path, ""), applied: applied)
        }
    }

    /// Reads the nodes of focal-plane.yaml, of sensors.yaml with what it extends, and of history.yaml.
    ///
    /// - Throws: `DiagnosticsError` with everything that is wrong with them, each with its place.
    public convenience init(focalPlane: Node, sensors: [Node] = [], history: Node? = nil) throws {
        try self.init(focalPlane: [focalPlane], sensors: sensors, history: history)
    }

    /// Reads the documents of focal-plane.yaml, of sensors.yaml, each with what it extends, and of history.yaml.
    ///
    /// - Throws: `DiagnosticsError` with everything that is wrong with them, each with its place.
    public convenience init(focalPlane: [Document], sensors: [Document] = [], history: Document? = nil) throws {
        try self.init(focalPlane: focalPlane.map(\.root), sensors: sensors.map(\.root), history: history?.root)
    }

    /// Reads the documents of focal-plane.yaml, of sensors.yaml with what it extends, and of history.yaml.
    ///
    /// - Throws: `DiagnosticsError` with everything that is wrong with them, each with its place.
    public convenience init(focalPlane: Document, sensors: [Document] = [], history: Document? = nil) throws {
        try self.init(focalPlane: [focalPlane], sensors: sensors, history: history)
    }

    /// The name of the camera.
    public var name: String { text.base.name }

    /// The dates on which the description changed what it says, rising; the first may be that of the focal plane.
    public var editions: [Instant] { [text.edition].compactMap { $0 } + described.all.compactMap(\.date) }

    /// Every change that is described, in the order in which they apply.
    public var entries: [HistoryEntry] { text.entries }

    /// The camera of an instant, as of an edition.
    ///
    /// - Throws: `GeometryError` of an edition before the first, and of any where the description has none.
    public func camera(at instant: Instant, edition: Edition = .newest) throws -> Camera {
        let edition = try place(of: edition)
        return try camera(Key(edition: edition, interval: described.all[edition].timeline.index(at: instant)))
    }

    /// The changes that make the camera of an instant, in the order in which they apply: why it is as it is.
    ///
    /// - Throws: `GeometryError` of an edition before the first, and of any where the description has none.
    public func entries(at instant: Instant, edition: Edition = .newest) throws -> [HistoryEntry] {
        let edition = try place(of: edition)
        let interval = described.all[edition].timeline.index(at: instant)
        return described.applied(edition, interval).map { text.entries[$0] }
    }

    /// The versions of the camera as of an edition, without gaps and in order; neighbors differ.
    ///
    /// - Throws: `GeometryError` of an edition before the first, and of any where the description has none.
    public func versions(edition: Edition = .newest) throws -> [CameraVersion] {
        let place = try place(of: edition)
        var versions: [CameraVersion] = []
        for (interval, validity) in described.all[place].timeline.enumerated() {
            let entries = described.applied(place, interval).map { text.entries[$0] }
            versions.appendJoining(
                CameraVersion(
                    validity: validity, camera: try camera(Key(edition: place, interval: interval)),
                    beginning: entries.filter { $0.validity.begin == validity.begin }))
        }
        return versions
    }

    /// What is different in the camera of one instant when compared with that of another, as of one edition.
    ///
    /// - Throws: `GeometryError` of an edition before the first, and of any where the description has none.
    public func differences(
        from first: Instant, to second: Instant, edition: Edition = .newest
    ) throws -> [CameraDifference] {
        try camera(at: second, edition: edition).differences(from: camera(at: first, edition: edition))
    }

    private func place(of edition: Edition) throws -> Int {
        switch edition {
        case .newest: return described.all.count - 1
        case .asOf(let instant):
            if let first = text.edition, instant < first {
                throw GeometryError(
                    .unknownEdition,
                    "the description of camera \(name) begins with the edition of \(first.shortText); \(instant.shortText) is before that"
                )
            }
            if editions.isEmpty {
                throw GeometryError(
                    .unknownEdition,
                    "the description of camera \(name) has no edition, so nothing tells what it said on \(instant.shortText); "
                        + "ask for the newest, or write edition: in its focal-plane.yaml")
            }
            return described.place(asOf: instant)
        }
    }

    private func camera(_ key: Key) throws -> Camera {
        if let known = cache.withLock({ $0.byInterval[key] }) { return known }
        let applied = described.applied(key.edition, key.interval)
        if let known = cache.withLock({ $0.byEntries[applied] }) {
            cache.withLock { $0.byInterval[key] = known }
            return known
        }
        let camera = try Camera(checked: text.parts(applying: applied))
        return cache.withLock { cache in
            // Another thread may have made the same one meanwhile.
            let result = cache.byEntries[applied] ?? camera
            cache.byEntries[applied] = result
            cache.byInterval[key] = result
            return result
        }
    }
}

/// A camera between two dates.
public struct CameraVersion: Sendable {
    /// When the camera was so.
    public let validity: Validity

    /// The camera.
    public let camera: Camera

    /// The changes that came with the beginning.
    public let beginning: [HistoryEntry]
}

extension CameraVersion: Lasting {
    package func lasting(_ validity: Validity) -> CameraVersion {
        CameraVersion(validity: validity, camera: camera, beginning: beginning)
    }

    package func agrees(with other: CameraVersion) -> Bool { camera == other.camera }
}
