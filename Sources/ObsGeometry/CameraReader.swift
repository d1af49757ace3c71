internal import ObsDocuments
internal import ObsText
internal import ObsTime

/// Reads the files of a camera into parts, reporting everything that is wrong on the way.
struct CameraReader {
    let problems: Problems

    struct Base {
        var parts: CameraParts
        var groups: [String: GroupPatch]
        var edition: Instant?
        /// What is described, also where the description has mistakes.
        var declared = Declared()
        /// Whether there is a map to the field angle; a stand-in serves where it has mistakes.
        var hasFieldAngle = true
    }

    /// The names of parts that are written down, whether or not they could be read.
    struct Declared {
        var layouts: Set<String> = []
        var devices: Set<String> = []
        var groups: Set<String> = []
        var slots: Set<String> = []

        /// Whether what a problem misses is written down, so that its own mistakes are all that is to be said.
        func has(_ problem: PartProblem) -> Bool {
            guard let name = problem.missing else { return false }
            return switch problem.code {
            case .unknownLayout: layouts.contains(name)
            case .unknownDevice: devices.contains(name)
            case .unknownGroup: groups.contains(name)
            default: false
            }
        }
    }

    /// The parts that focal-plane.yaml and sensors.yaml describe, each a file and those that it extends; or nil where
    /// something needed is missing (which was reported).
    func base(focalPlane: [Node], sensors: [Node]) -> Base? {
        var layouts: [String: SensorLayout] = [:]
        var declared = Declared()
        if !sensors.isEmpty, let reader = LayeredReader(sensors, SensorFileKeys.file, problems) {
            let named = reader.named(SensorFileKeys.sensors, isRequired: true)
            declared.layouts = Set(named.map(\.name))
            self.layouts(named, into: &layouts)
            reader.finish()
        }
        guard let reader = LayeredReader(focalPlane, FocalPlaneKeys.file, problems) else { return nil }
        defer { reader.finish() }
        let name = reader[needed: FocalPlaneKeys.name]
        let edition = reader[FocalPlaneKeys.edition] ?? nil
        let arrangement = reader[FocalPlaneKeys.arrangement]
        let fieldAngle = reader.needed(FocalPlaneKeys.fieldAngle).flatMap {
            FieldAnglePatch($0, isChange: false, problems)
        }
        let frames = reader.named(FocalPlaneKeys.frames).compactMap { ExtraFrame(name: $0.name, $0.node, problems) }
        let ownLayouts = reader.named(FocalPlaneKeys.sensors)
        declared.layouts.formUnion(ownLayouts.map(\.name))
        self.layouts(ownLayouts, into: &layouts)
        var groups: [String: GroupPatch] = [:]
        for (name, node) in reader.named(FocalPlaneKeys.groups) {
            declared.groups.insert(name)
            groups[name] = GroupPatch(node, isChange: false, problems)
        }
        var devices: [String: Device] = [:]
        for (name, node) in reader.named(FocalPlaneKeys.devices) {
            declared.devices.insert(name)
            if name == DeviceWord.unknown || name == DeviceWord.none {
                problems.error(
                    .unknownValue, at: node,
                    "a device cannot be named '\(name)', which says that there is none or that it is not known",
                    hint: "choose another name and give the serial beside it")
            }
            let patch = DevicePatch(node, isChange: false, problems)
            devices[name] = patch?.device(named: name, layouts: layouts)
        }
        let named = reader.named(FocalPlaneKeys.slots, isRequired: true)
        declared.slots = Set(named.map(\.name))
        let slots = self.slots(named, groups: groups, at: reader.node)
        let map = fieldAngle?.map ?? .affine(AffineMap(matrix: Matrix2(1, 0, 0, 1)))
        var parts = CameraParts(
            name: name ?? "", fieldAngle: FieldAngleModel(map, parity: fieldAngle?.parity ?? .normal))
        parts.layouts = layouts
        parts.devices = devices
        for (name, group) in groups { parts.groups[name] = SlotGroup(name: name, serial: group.serial ?? nil) }
        parts.slots = slots
        parts.frames = frames
        parts.arrangement = arrangement ?? .focalPlane
        return Base(
            parts: parts, groups: groups, edition: edition, declared: declared, hasFieldAngle: fieldAngle?.map != nil)
    }

    /// The entries of history.yaml.
    func entries(_ node: Node) -> [HistoryEntry] {
        guard let reader = FormatReader(node, HistoryKeys.file.root, problems) else { return [] }
        reader.requireSchema(HistoryKeys.file)
        defer { reader.finish() }
        guard let list = reader.given(HistoryKeys.entries) else { return [] }
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

    private func layouts(_ list: [(name: String, node: Node)], into layouts: inout [String: SensorLayout]) {
        for (name, node) in list {
            guard let layout = LayoutPatch(node, isChange: false, problems)?.layout(named: name) else { continue }
            if layouts.updateValue(layout, forKey: name) != nil {
                problems.error(
                    .duplicateName, at: node, "there are two sensors named \(name)", hint: "rename one of them")
            }
        }
    }

    private func slots(_ all: [(name: String, node: Node)], groups: [String: GroupPatch], at place: Node) -> [Slot] {
        if all.count > CameraParts.slotLimit {
            problems.error(
                .limitExceeded, at: place[FocalPlaneKeys.slots.name] ?? place,
                "the camera has \(all.count) slots; at most \(CameraParts.slotLimit) are read")
        }
        return all.prefix(CameraParts.slotLimit).compactMap { slot($0.name, $0.node, groups: groups) }
    }

    private func slot(_ name: String, _ node: Node, groups: [String: GroupPatch]) -> Slot? {
        guard let patch = SlotPatch(node, isChange: false, problems) else { return nil }
        if patch.offset != nil, groups[(patch.group ?? nil) ?? ""]?.position == nil {
            problems.error(
                .unknownGroup, at: node[SlotKeys.offset.name] ?? node,
                "offset_mm of slot \(name) needs a group with a position_mm",
                hint: "name the group, or give position_mm")
        }
        return patch.slot(named: name, groups: groups)
    }
}
