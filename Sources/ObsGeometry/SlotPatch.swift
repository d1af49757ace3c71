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
        guard let reader = MappingReader(node, isChange ? "change of a slot" : "slot", problems) else { return nil }
        if !isChange { id = reader.required("id")?.integer(problems, in: 0...Int(Int32.max)) }
        group = reader.optional("group").flatMap { $0.stringOrNull(problems) }
        type = reader.optional("type")?.choice(problems)
        let what = "a place [x, y] or [x, y, z] in mm"
        position = reader.optional("position_mm")?.finites(2...3, what, problems)
        offset = reader.optional("offset_mm")?.finites(2...3, what, problems)
        if let node = reader.node["offset_mm"], reader.contains("position_mm") {
            problems.error(
                .conflictingKeys, at: node, "a slot has position_mm or offset_mm, not both",
                hint: "offset_mm is counted from the position of the group")
        } else if !isChange, !reader.contains("position_mm"), !reader.contains("offset_mm") {
            reader.reportMissing("position_mm", hint: "or offset_mm, from the group")
        }
        yaw = reader.optional("yaw_deg")?.finite(problems)
        pitch = reader.optional("pitch_deg")?.finite(problems)
        roll = reader.optional("roll_deg")?.finite(problems)
        device = (isChange ? reader.optional("device") : reader.required("device"))?.string(problems)
        layout = reader.optional("layout").flatMap { $0.stringOrNull(problems) }
        hdu = reader.optional("hdu")?.integer(problems, in: 0...Int(Int32.max))
        extensionName = reader.optional("extension")?.string(problems)
        status = reader.optional("status")?.choice(problems)
        for (name, node) in reader.optional("amplifier_status")?.named("amplifiers", problems) ?? [] {
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
        case CameraKeys.unknownDevice: .unknown
        case CameraKeys.noDevice: .none
        default: .device(word)
        }
    }

    /// The keys of which something is said.
    var keys: [[String]] {
        var keys: [[String]] = []
        if group != nil { keys.append(["group"]) }
        if type != nil { keys.append(["type"]) }
        if position != nil || offset != nil { keys.append(["position_mm"]) }
        if yaw != nil || offset != nil { keys.append(["yaw_deg"]) }
        if pitch != nil { keys.append(["pitch_deg"]) }
        if roll != nil { keys.append(["roll_deg"]) }
        if device != nil { keys.append(["device"]) }
        if layout != nil { keys.append(["layout"]) }
        if hdu != nil { keys.append(["hdu"]) }
        if extensionName != nil { keys.append(["extension"]) }
        if status != nil { keys.append(["status"]) }
        return keys + amplifierStatus.keys.map { ["amplifier_status", $0] }
    }
}

/// What a description says of a group of slots; nil is not said.
struct GroupPatch: Hashable, Sendable {
    var serial: String??
    var position: Point?
    var yaw: Double?

    init?(_ node: Node, isChange: Bool, _ problems: Problems) {
        if node.isNull { return }
        guard let reader = MappingReader(node, isChange ? "change of a group" : "group", problems) else { return nil }
        serial = reader.optional("serial").flatMap { $0.stringOrNull(problems) }
        if !isChange {
            position = reader.optional("position_mm")?.point(problems)
            yaw = reader.optional("yaw_deg")?.finite(problems)
        }
        reader.finish()
    }
}
