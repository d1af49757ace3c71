/// What a camera is made of: a plain value that can be edited, and from which a `Camera` is made.
public struct CameraParts: Hashable, Sendable {
    /// The name of the camera.
    public var name: String

    /// What the places of the slots mean.
    public var arrangement: Arrangement

    /// The sensor layouts, by name.
    public var layouts: [String: SensorLayout]

    /// The devices, by name.
    public var devices: [String: Device]

    /// The groups, by name.
    public var groups: [String: SlotGroup]

    /// The slots.
    public var slots: [Slot]

    /// The optics.
    public var fieldAngle: FieldAngleModel

    /// The frames besides the standard ones.
    public var frames: [ExtraFrame]

    /// Creates the parts of a camera without slots.
    public init(name: String, fieldAngle: FieldAngleModel) {
        self.name = name
        self.fieldAngle = fieldAngle
        arrangement = .focalPlane
        layouts = [:]
        devices = [:]
        groups = [:]
        slots = []
        frames = []
    }

    /// The layout of what is in a slot, or nil of an empty or incomplete one.
    public func layout(of slot: Slot) -> SensorLayout? {
        switch slot.occupant {
        case .device(let name): devices[name].flatMap { layouts[$0.layout] }
        case .unknown: slot.layout.flatMap { layouts[$0] }
        case .none: nil
        }
    }
}

extension CameraParts {
    /// The device in a slot, or nil.
    func device(in slot: Slot) -> Device? {
        if case .device(let name) = slot.occupant { devices[name] } else { nil }
    }

    /// The same camera in one form: slots by id, nothing that no slot uses, values listed in the order of the amplifiers.
    func tidied() -> CameraParts {
        var result = self
        result.slots.sort { ($0.id, $0.name) < ($1.id, $1.name) }
        result.frames.sort { $0.name < $1.name }
        let usedDevices = Set(slots.compactMap { device(in: $0)?.name })
        if usedDevices.count != devices.count { result.devices = devices.filter { usedDevices.contains($0.key) } }
        let usedLayouts = Set(slots.compactMap(\.layout) + result.devices.values.map(\.layout))
        if usedLayouts.count != layouts.count { result.layouts = layouts.filter { usedLayouts.contains($0.key) } }
        let usedGroups = Set(slots.compactMap(\.group))
        if usedGroups.count != groups.count { result.groups = groups.filter { usedGroups.contains($0.key) } }
        // Layouts that were made or changed in a program list their values in the order of their amplifiers.
        for layout in result.layouts.values
        where Set(layout.amplifiers.map(\.ordinal)) != Set(layout.amplifiers.indices) {
            for index in layout.amplifiers.indices { result.layouts[layout.name]?.amplifiers[index].ordinal = index }
        }
        for layout in result.layouts.values
        where !layout.amplifiers.indices.allSatisfy({ layout.amplifiers[$0].ordinal == $0 }) {
            result.renumber(layout)
        }
        return result
    }

    private mutating func renumber(_ layout: SensorLayout) {
        let order = layout.amplifiers.map(\.ordinal)
        for (name, device) in devices where device.layout == layout.name {
            var device = device
            device.gain = CameraParts.reorder(device.gain, order)
            device.readNoise = CameraParts.reorder(device.readNoise, order)
            device.saturation = CameraParts.reorder(device.saturation, order)
            device.suspectLevel = CameraParts.reorder(device.suspectLevel, order)
            device.linearity = CameraParts.reorder(device.linearity, order)
            device.crosstalk = device.crosstalk?.reordered(order)
            devices[name] = device
        }
        layouts[layout.name]?.crosstalk = layout.crosstalk?.reordered(order)
        for index in layout.amplifiers.indices { layouts[layout.name]?.amplifiers[index].ordinal = index }
    }

    private static func reorder<Value>(_ values: [Value], _ order: [Int]) -> [Value] {
        values.count == order.count ? order.map { values[$0] } : values
    }
}
