internal import ObsDocuments
internal import ObsTime

extension Camera {
    /// The camera as one focal-plane.yaml with its sensors, which describes all of it: reading it gives an equal camera.
    ///
    /// Names and numbers are in one canonical order and form.
    public var yaml: String {
        var writer = YAMLWriter()
        writer.beginMapping()
        writer.focalPlane(parts, edition: nil, groups: [:]) { $0.sensors(parts.layouts) }
        writer.endMapping()
        return writer.text
    }
}

extension CameraHistory {
    /// The camera as sensors.yaml, focal-plane.yaml and history.yaml in canonical form: reading them gives the same again.
    ///
    /// The third is nil of a camera without history.
    public var yaml: (sensors: String, focalPlane: String, history: String?) {
        var sensors = YAMLWriter()
        sensors.beginMapping()
        sensors.member("schema", SensorFileKeys.file.schema)
        sensors.sensors(text.base.layouts)
        sensors.endMapping()
        var focalPlane = YAMLWriter()
        focalPlane.beginMapping()
        focalPlane.focalPlane(text.base, edition: text.edition, groups: text.groups) { _ in }
        focalPlane.endMapping()
        guard !text.entries.isEmpty else { return (sensors.text, focalPlane.text, nil) }
        var history = YAMLWriter()
        history.beginMapping()
        history.member("schema", HistoryKeys.file.schema)
        history.key(HistoryKeys.entries.name)
        history.beginSequence()
        for entry in text.entries { history.entry(entry) }
        history.endSequence()
        history.endMapping()
        return (sensors.text, focalPlane.text, history.text)
    }
}

extension YAMLWriter {
    fileprivate mutating func named<Value>(
        _ key: String, _ values: [(name: String, value: Value)], _ write: (inout YAMLWriter, Value) -> Void
    ) {
        guard !values.isEmpty else { return }
        self.key(key)
        beginMapping()
        for (name, value) in values {
            self.key(name)
            write(&self, value)
        }
        endMapping()
    }

    fileprivate mutating func sensors(_ layouts: [String: SensorLayout]) {
        let sorted = layouts.sorted { $0.key < $1.key }.map { (name: $0.key, value: LayoutPatch($0.value)) }
        if sorted.isEmpty {
            key(SensorFileKeys.sensors.name)
            beginMapping(flow: true)
            endMapping()
        }
        named(SensorFileKeys.sensors.name, sorted) { $0.layout($1, isChange: false) }
    }

    fileprivate mutating func focalPlane(
        _ parts: CameraParts, edition: Instant?, groups: [String: GroupPatch], sensors: (inout YAMLWriter) -> Void
    ) {
        member("schema", FocalPlaneKeys.file.schema)
        member(FocalPlaneKeys.name.name, parts.name)
        if let edition { member(FocalPlaneKeys.edition.name, edition.shortText) }
        if parts.arrangement != .focalPlane { member(FocalPlaneKeys.arrangement.name, parts.arrangement.rawValue) }
        fieldAngle(FieldAnglePatch(parts.fieldAngle))
        frames(parts.frames)
        sensors(&self)
        named(
            FocalPlaneKeys.groups.name, parts.groups.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        ) {
            writer, group in
            writer.beginMapping(flow: true)
            if let serial = group.serial { writer.member(GroupKeys.serial.name, serial) }
            if let position = groups[group.name]?.position {
                writer.numbers(GroupKeys.position.name, [position.x, position.y])
            }
            if let yaw = groups[group.name]?.yaw { writer.member(GroupKeys.yaw.name, number: yaw) }
            writer.endMapping()
        }
        let devices = parts.devices.sorted { $0.key < $1.key }.map { (name: $0.key, value: DevicePatch($0.value)) }
        named(FocalPlaneKeys.devices.name, devices) { $0.device($1) }
        let slots = parts.slots.map { (name: $0.name, value: SlotPatch($0)) }
        if slots.isEmpty {
            key(FocalPlaneKeys.slots.name)
            beginMapping(flow: true)
            endMapping()
        }
        named(FocalPlaneKeys.slots.name, slots) { $0.slot($1) }
    }

    fileprivate mutating func entry(_ entry: HistoryEntry) {
        beginMapping()
        if let begin = entry.validity.begin { member(HistoryKeys.begin.name, begin.shortText) }
        if let end = entry.validity.end { member(HistoryKeys.end.name, end.shortText) }
        if let edition = entry.edition { member(HistoryKeys.edition.name, edition.shortText) }
        if let withdrawn = entry.withdrawn { member(HistoryKeys.withdrawn.name, withdrawn.shortText) }
        member(HistoryKeys.reason.name, entry.reason)
        member(HistoryKeys.source.name, entry.source)
        member(HistoryKeys.confidence.name, entry.confidence.rawValue)
        if let patch = entry.fieldAngle { fieldAngle(patch) }
        frames(entry.frames)
        named(HistoryKeys.sensors.name, entry.layouts.map { (name: $0.name, value: $0.patch) }) {
            $0.layout($1, isChange: true)
        }
        named(HistoryKeys.groups.name, entry.groups.map { (name: $0.name, value: $0.patch) }) { writer, group in
            writer.beginMapping(flow: true)
            if let serial = group.serial {
                writer.key(GroupKeys.serial.name)
                writer.textOrNull(serial)
            }
            writer.endMapping()
        }
        named(HistoryKeys.devices.name, entry.devices.map { (name: $0.name, value: $0.patch) }) { $0.device($1) }
        named(HistoryKeys.addedSlots.name, entry.addedSlots.map { (name: $0.name, value: $0.patch) }) { $0.slot($1) }
        if !entry.removedSlots.isEmpty { texts(HistoryKeys.removedSlots.name, entry.removedSlots) }
        named(HistoryKeys.slots.name, entry.slots.map { (name: $0.name, value: $0.patch) }) { $0.slot($1) }
        endMapping()
    }
}
