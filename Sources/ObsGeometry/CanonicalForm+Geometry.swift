internal import ObsText

extension CanonicalForm {
    mutating func add(_ point: Point) {
        add(point.x)
        add(point.y)
    }

    mutating func add(_ box: Box) {
        for value in [box.x, box.y, box.width, box.height] { add(value) }
    }

    mutating func add(_ matrix: CrosstalkMatrix?) {
        add(matrix?.size)
        for value in matrix?.coefficients ?? [] { add(value) }
    }

    mutating func add(_ linearity: Linearity?) {
        add(linearity?.type)
        guard let linearity else { return }
        add(linearity.coefficients)
        add(linearity.threshold)
        add(linearity.maximum)
        add(linearity.units)
    }

    mutating func add(_ amplifier: Amplifier) {
        add(amplifier.name)
        for box in [amplifier.box, amplifier.rawBox] + amplifier.rawRegions.map(\.box) { add(box) }
        add(amplifier.flips.description)
        add(amplifier.rawOffsetX)
        add(amplifier.rawOffsetY)
        add(amplifier.readoutCorner.rawValue)
        add(amplifier.hdu)
        add(amplifier.extensionName)
        add(amplifier.channel)
        for value in [amplifier.gain, amplifier.readNoise, amplifier.saturation, amplifier.suspectLevel] { add(value) }
        add(amplifier.linearity)
        add(amplifier.status.rawValue)
    }

    mutating func add(_ layout: SensorLayout) {
        add(layout.name)
        add(layout.box)
        add(layout.pixelSize)
        add(layout.referencePoint)
        add(layout.physicalType)
        add(layout.fileFlips.description)
        // Only where it is said: cameras that say nothing of it keep their hash.
        if let reason = layout.unverified { add("unverified: " + reason) }
        add(layout.crosstalk)
        add(layout.amplifiers.count)
        for amplifier in layout.amplifiers { add(amplifier) }
    }

    mutating func add(_ device: Device) {
        add(device.name)
        add(device.serial)
        add(device.layout)
        add(device.physicalType)
        for values in [device.gain, device.readNoise, device.saturation, device.suspectLevel] { add(values) }
        add(device.linearity.count)
        for linearity in device.linearity { add(linearity) }
        add(device.crosstalk)
    }

    mutating func add(_ slot: Slot) {
        add(slot.id)
        add(slot.name)
        add(slot.group)
        add(slot.type.rawValue)
        add(slot.position)
        add(slot.height)
        for angle in [slot.orientation.yaw, slot.orientation.pitch, slot.orientation.roll] { add(angle) }
        switch slot.occupant {
        case .device(let name): add(name)
        case .unknown: add(-1)
        case .none: add(-2)
        }
        add(slot.layout)
        add(slot.hdu)
        add(slot.extensionName)
        add(slot.status.rawValue)
        add(slot.amplifierStatus.count)
        for (name, status) in slot.amplifierStatus.sorted(by: { $0.key < $1.key }) {
            add(name)
            add(status.rawValue)
        }
    }

    mutating func add(_ map: PlaneMap) {
        switch map {
        case .affine(let map):
            add("affine")
            for value in [map.matrix.xx, map.matrix.xy, map.matrix.yx, map.matrix.yy] { add(value) }
            add(map.offset)
        case .radial(let map):
            add("radial")
            add(map.coefficients)
        case .inverseRadial(let map):
            add("inverse radial")
            add(map.coefficients)
        case .polynomial(let map):
            add("polynomial")
            add(map.inputScale)
            add(map.outputScale)
            for row in map.x + map.y { add(row) }
        }
    }

    mutating func add(_ parts: CameraParts) {
        add(parts.name)
        if parts.arrangement != .focalPlane { add(parts.arrangement.rawValue) }
        add(parts.fieldAngle.map)
        add(parts.fieldAngle.parity.rawValue)
        for frame in parts.frames.sorted(by: { $0.name < $1.name }) {
            add(frame.name)
            add(frame.base)
            add(frame.unit)
            add(frame.map)
        }
        for (_, layout) in parts.layouts.sorted(by: { $0.key < $1.key }) { add(layout) }
        for (_, device) in parts.devices.sorted(by: { $0.key < $1.key }) { add(device) }
        for (_, group) in parts.groups.sorted(by: { $0.key < $1.key }) {
            add(group.name)
            add(group.serial)
        }
        for slot in parts.slots.sorted(by: { $0.id < $1.id }) { add(slot) }
    }
}
