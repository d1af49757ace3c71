internal import ObsTime
internal import ObsYAML

/// Reads the files of a camera into parts, reporting everything that is wrong on the way.
struct CameraReader {
    let problems: Problems

    /// The schemas that the three files must name.
    enum Schema: String {
        case sensors = "obskit/sensors/1"
        case focalPlane = "obskit/focal-plane/1"
        case history = "obskit/history/1"
    }

    struct Base {
        var parts: CameraParts
        var groups: [String: GroupPatch]
        var edition: Instant?
    }

    /// The parts that focal-plane.yaml and sensors.yaml describe, or nil where something needed is missing (which was reported).
    func base(focalPlane: Node, sensors: [Node]) -> Base? {
        var layouts: [String: SensorLayout] = [:]
        for node in sensors {
            guard let reader = open(node, "sensors", .sensors) else { continue }
            if let list = reader.required("sensors") { self.layouts(list, into: &layouts) }
            reader.finish()
        }
        guard let reader = open(focalPlane, "focal plane", .focalPlane) else { return nil }
        defer { reader.finish() }
        let name = reader.required("name")?.string(problems)
        let edition = reader.optional("edition").flatMap { $0.isNull ? nil : $0.instant(problems) }
        let fieldAngle = reader.required("field_angle").flatMap { FieldAnglePatch($0, isChange: false, problems) }
        let frames = named(reader, "frames").compactMap { ExtraFrame(name: $0.name, $0.node, problems) }
        if let list = reader.optional("sensors") { self.layouts(list, into: &layouts) }
        var groups: [String: GroupPatch] = [:]
        for (name, node) in named(reader, "groups") { groups[name] = GroupPatch(node, isChange: false, problems) }
        var devices: [String: Device] = [:]
        for (name, node) in named(reader, "devices") {
            if name == CameraKeys.unknownDevice || name == CameraKeys.noDevice {
                problems.error(
                    .unknownValue, at: node,
                    "a device cannot be named '\(name)', which says that there is none or that it is not known",
                    hint: "choose another name and give the serial beside it")
            }
            let patch = DevicePatch(node, isChange: false, problems)
            devices[name] = patch?.device(named: name, layouts: layouts)
        }
        let slots = reader.required("slots").map { self.slots($0, groups: groups) } ?? []
        guard let name, let map = fieldAngle?.map else { return nil }
        var parts = CameraParts(name: name, fieldAngle: FieldAngleModel(map, parity: fieldAngle?.parity ?? .normal))
        parts.layouts = layouts
        parts.devices = devices
        for (name, group) in groups { parts.groups[name] = SlotGroup(name: name, serial: group.serial ?? nil) }
        parts.slots = slots
        parts.frames = frames
        return Base(parts: parts, groups: groups, edition: edition)
    }

    /// The entries of history.yaml.
    func entries(_ node: Node) -> [HistoryEntry] {
        guard let reader = open(node, "history", .history) else { return [] }
        defer { reader.finish() }
        guard let list = reader.required("entries") else { return [] }
        guard list.kind == .sequence else {
            list.wrongType("a list of entries", problems)
            return []
        }
        let limit = CameraDescription.entryLimit
        if list.elements.count > limit {
            problems.error(
                .limitExceeded, at: list, "the history has \(list.elements.count) entries; at most \(limit) are read")
        }
        return list.elements.prefix(limit).compactMap { HistoryEntry($0, problems) }
    }

    private func open(_ node: Node, _ what: String, _ schema: Schema) -> MappingReader? {
        guard let reader = MappingReader(node, what, problems) else { return nil }
        // Whoever gives the files has followed it.
        _ = reader.optional("extends")
        if let name = reader.required("schema"), name.string(problems) != schema.rawValue {
            problems.error(.wrongSchema, at: name, "the schema of this file must be \(schema.rawValue)", hint: nil)
        }
        return reader
    }

    private func named(_ reader: MappingReader, _ key: String) -> [(name: String, node: Node)] {
        guard let node = reader.optional(key), !node.isNull else { return [] }
        return node.named(key, problems)
    }

    private func layouts(_ list: Node, into layouts: inout [String: SensorLayout]) {
        for (name, node) in list.named("sensors", problems) {
            guard let layout = LayoutPatch(node, isChange: false, problems)?.layout(named: name) else { continue }
            if layouts.updateValue(layout, forKey: name) != nil {
                problems.error(
                    .duplicateName, at: node, "there are two sensors named \(name)", hint: "rename one of them")
            }
        }
    }

    private func slots(_ list: Node, groups: [String: GroupPatch]) -> [Slot] {
        let all = list.named("slots", problems)
        if all.count > CameraParts.slotLimit {
            problems.error(
                .limitExceeded, at: list, "the camera has \(all.count) slots; at most \(CameraParts.slotLimit) are read"
            )
        }
        return all.prefix(CameraParts.slotLimit).compactMap { slot($0.name, $0.node, groups: groups) }
    }

    private func slot(_ name: String, _ node: Node, groups: [String: GroupPatch]) -> Slot? {
        guard let patch = SlotPatch(node, isChange: false, problems) else { return nil }
        if patch.offset != nil, groups[(patch.group ?? nil) ?? ""]?.position == nil {
            problems.error(
                .unknownGroup, at: node["offset_mm"] ?? node,
                "offset_mm of slot \(name) needs a group with a position_mm",
                hint: "name the group, or give position_mm")
        }
        return patch.slot(named: name, groups: groups)
    }
}
