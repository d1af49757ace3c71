internal import ObsDocuments
internal import ObsText

/// What a description says of a slot; nil is not said.
struct SlotPatch: Hashable, Sendable {
    var id: Int?
    var group: String??
    var type: DetectorType?

    /// The place in the focal plane: x, y and, where it is said, z.
    var position: [Double]?

    /// The place with respect to the group, likewise; yaw is then relative to the group's too.
    var offset: [Double]?
    var yaw: Double?
    var pitch: Double?
    var roll: Double?
    var device: String?
    var layout: String??
    var hdu: Int?
    var extensionName: String?
    var status: PartStatus?
    var amplifierStatus: [String: PartStatus] = [:]

    init() {}

    init?(_ node: Node, isChange: Bool, _ problems: Problems) {
        let format = isChange ? SlotKeys.change : SlotKeys.whole
        guard let reader = FormatReader(node, format, problems) else { return nil }
        if !isChange { id = reader[SlotKeys.id] }
        group = reader[SlotKeys.group]
        type = reader[SlotKeys.type]
        position = reader[SlotKeys.position]
        offset = reader[SlotKeys.offset]
        if let node = reader.node[SlotKeys.offset.name], reader.contains(SlotKeys.position) {
            problems.error(
                .conflictingKeys, at: node, "a slot has position_mm or offset_mm, not both",
                hint: "offset_mm is counted from the position of the group")
        } else if !isChange, !reader.contains(SlotKeys.position), !reader.contains(SlotKeys.offset) {
            reader.reportMissing(SlotKeys.position, hint: "or offset_mm, from the group")
        }
        yaw = reader[SlotKeys.yaw]
        pitch = reader[SlotKeys.pitch]
        roll = reader[SlotKeys.roll]
        device = reader[SlotKeys.device]
        layout = reader[SlotKeys.layout]
        hdu = reader[SlotKeys.hdu]
        extensionName = reader[SlotKeys.extensionName]
        status = reader[SlotKeys.status]
        for (name, node) in reader.given(SlotKeys.amplifierStatus)?.named("amplifiers", problems) ?? [] {
            if let status: PartStatus = node.choice(problems) { amplifierStatus[name] = status }
        }
        reader.finish()
    }

    /// The slot that is described in full, or nil where something needed is missing (which was reported).
    func slot(named name: String, groups: [String: GroupPatch]) -> Slot? {
        guard let id, let device, position != nil || offset != nil else { return nil }
        var slot = Slot(id: id, name: name, position: .zero, occupant: SlotPatch.occupant(device))
        apply(to: &slot, groups: groups)
        return slot
    }

    func apply(to slot: inout Slot, groups: [String: GroupPatch]) {
        if let group { slot.group = group }
        if let type { slot.type = type }
        if let position {
            slot.position = Point(position[0], position[1])
            if position.count > 2 { slot.height = position[2] }
        }
        if let yaw { slot.orientation.yaw = yaw }
        if let offset {
            let group = slot.group.flatMap { groups[$0] }
            let turn = Orientation(yaw: group?.yaw ?? 0).matrix
            slot.position = (group?.position ?? .zero) + turn * Point(offset[0], offset[1])
            slot.orientation.yaw = (group?.yaw ?? 0) + (yaw ?? 0)
            if offset.count > 2 { slot.height = offset[2] }
        }
        if let pitch { slot.orientation.pitch = pitch }
        if let roll { slot.orientation.roll = roll }
        if let device { slot.occupant = SlotPatch.occupant(device) }
        if let layout { slot.layout = layout }
        if let hdu { slot.hdu = hdu }
        if let extensionName { slot.extensionName = extensionName }
        if let status { slot.status = status }
        for (name, status) in amplifierStatus { slot.amplifierStatus[name] = status == .working ? nil : status }
    }

    private static func occupant(_ word: String) -> Slot.Occupant {
        switch word {
        case DeviceWord.unknown: .unknown
        case DeviceWord.none: .none
        default: .device(word)
        }
    }

    /// The keys of which something is said.
    var keys: [[String]] {
        var keys: [[String]] = []
        if group != nil { keys.append([SlotKeys.group.name]) }
        if type != nil { keys.append([SlotKeys.type.name]) }
        if position != nil || offset != nil { keys.append([SlotKeys.position.name]) }
        if yaw != nil || offset != nil { keys.append([SlotKeys.yaw.name]) }
        if pitch != nil { keys.append([SlotKeys.pitch.name]) }
        if roll != nil { keys.append([SlotKeys.roll.name]) }
        if device != nil { keys.append([SlotKeys.device.name]) }
        if layout != nil { keys.append([SlotKeys.layout.name]) }
        if hdu != nil { keys.append([SlotKeys.hdu.name]) }
        if extensionName != nil { keys.append([SlotKeys.extensionName.name]) }
        if status != nil { keys.append([SlotKeys.status.name]) }
        return keys + amplifierStatus.keys.map { [SlotKeys.amplifierStatus.name, $0] }
    }
}

/// What a description says of a group of slots; nil is not said.
struct GroupPatch: Hashable, Sendable {
    var serial: String??
    var position: Point?
    var yaw: Double?

    init?(_ node: Node, isChange: Bool, _ problems: Problems) {
        if node.isNull { return }
        let format = isChange ? GroupKeys.change : GroupKeys.whole
        guard let reader = FormatReader(node, format, problems) else { return nil }
        serial = reader[GroupKeys.serial]
        if !isChange {
            position = reader[GroupKeys.position]
            yaw = reader[GroupKeys.yaw]
        }
        reader.finish()
    }
}
