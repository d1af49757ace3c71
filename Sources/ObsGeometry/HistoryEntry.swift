internal import ObsDocuments
public import ObsTime

/// How sure a statement of a description is.
public enum Confidence: String, Hashable, Sendable, CaseIterable {
    /// It was checked against data or documents.
    case verified

    /// Somebody who should know says so.
    case stated

    /// Somebody remembers it.
    case fromMemory = "from-memory"
}

/// As of when the description of a camera is asked for.
public enum Edition: Hashable, Sendable {
    /// With everything that is known.
    case newest

    /// With what the description said at an instant.
    case asOf(Instant)
}

/// A change of a camera: when it held, since when the description says so, why, and how that is known.
public struct HistoryEntry: Sendable {
    /// When it was so at the telescope.
    public let validity: Validity

    /// Since when the description says so; nil for what it said from the start.
    public let edition: Instant?

    /// Since when the description no longer says so: what was once believed, and is kept so that old results can be
    /// understood; nil of what still holds.
    public let withdrawn: Instant?

    /// Why the camera differs.
    public let reason: String

    /// Where that is written.
    public let source: String

    /// How sure it is.
    public let confidence: Confidence

    var fieldAngle: FieldAnglePatch?
    var frames: [ExtraFrame] = []
    var layouts: [Named<LayoutPatch>] = []
    var groups: [Named<GroupPatch>] = []
    var devices: [Named<DevicePatch>] = []
    var addedSlots: [Named<SlotPatch>] = []
    var removedSlots: [String] = []
    var slots: [Named<SlotPatch>] = []

    /// Where the entry stands, and all of it.
    let node: Node

    /// What is said under a name.
    struct Named<Patch: Hashable & Sendable>: Hashable, Sendable {
        let name: String
        let patch: Patch
    }

    /// What the entry changes, as sentences such as `slot S30: status`.
    public var changes: [String] {
        var changes = (fieldAngle?.keys ?? []).map { "field angle: \($0.joined(separator: " "))" }
        changes += frames.map { "frame \($0.name)" }
        changes += layouts.map { "sensor \($0.name)" }
        changes += groups.map { "group \($0.name): serial" }
        changes += devices.map { "device \($0.name): \(HistoryEntry.summary($0.patch.keys))" }
        changes += addedSlots.map { "slot \($0.name) added" }
        changes += removedSlots.map { "slot \($0) removed" }
        changes += slots.map { "slot \($0.name): \(HistoryEntry.summary($0.patch.keys))" }
        return changes
    }

    private static func summary(_ keys: [[String]]) -> String {
        keys.map { $0.joined(separator: " ") }.joined(separator: ", ")
    }

    /// Whether the description says so as of an edition.
    func isKnown(asOf edition: Instant) -> Bool {
        (self.edition.map { $0 <= edition } ?? true) && (withdrawn.map { edition < $0 } ?? true)
    }

    /// Changes the parts of a camera.
    func apply(to parts: inout CameraParts, groups groupPatches: [String: GroupPatch]) {
        fieldAngle?.apply(to: &parts.fieldAngle)
        for frame in frames {
            parts.frames.removeAll { $0.name == frame.name }
            parts.frames.append(frame)
        }
        for layout in layouts {
            guard var changed = parts.layouts[layout.name] else { continue }
            layout.patch.apply(to: &changed)
            parts.layouts[layout.name] = changed
        }
        for group in groups { if let serial = group.patch.serial { parts.groups[group.name]?.serial = serial } }
        for device in devices {
            guard var changed = parts.devices[device.name] else { continue }
            device.patch.apply(to: &changed, layouts: parts.layouts)
            parts.devices[device.name] = changed
        }
        if !removedSlots.isEmpty {
            let removed = Set(removedSlots)
            parts.slots.removeAll { removed.contains($0.name) }
        }
        for slot in addedSlots {
            if let made = slot.patch.slot(named: slot.name, groups: groupPatches) { parts.slots.append(made) }
        }
        guard !slots.isEmpty else { return }
        let places = Dictionary(
            parts.slots.indices.map { (parts.slots[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
        for slot in slots {
            if let place = places[slot.name] { slot.patch.apply(to: &parts.slots[place], groups: groupPatches) }
        }
    }

    /// What the entry speaks of, by the path of keys that it changes.
    func targets(layouts known: [String: SensorLayout]) -> Set<[String]> {
        var targets = Set((fieldAngle?.keys ?? []).map { ["field_angle"] + $0 })
        for frame in frames { targets.insert(["frames", frame.name]) }
        for layout in layouts {
            let names = known[layout.name]?.amplifiers.map(\.name) ?? []
            for key in layout.patch.keys(amplifierNames: names) { targets.insert(["sensors", layout.name] + key) }
        }
        for group in groups { targets.insert(["groups", group.name, "serial"]) }
        for device in devices { for key in device.patch.keys { targets.insert(["devices", device.name] + key) } }
        for slot in addedSlots { targets.insert(["slots", slot.name, "presence"]) }
        for slot in removedSlots { targets.insert(["slots", slot, "presence"]) }
        for slot in slots { for key in slot.patch.keys { targets.insert(["slots", slot.name] + key) } }
        return targets
    }
}
