internal import ObsDocuments

extension YAMLWriter {
    /// Writes a list on one line.
    mutating func list<Element>(
        _ key: String, _ elements: some Sequence<Element>, _ write: (inout YAMLWriter, Element) -> Void
    ) {
        self.key(key)
        beginSequence(flow: true)
        for element in elements { write(&self, element) }
        endSequence()
    }

    mutating func numbers(_ key: String, _ numbers: [Double]) { list(key, numbers) { $0.number($1) } }

    mutating func integers(_ key: String, _ numbers: [Int]) { list(key, numbers) { $0.value($1) } }

    mutating func texts(_ key: String, _ texts: [String]) { list(key, texts) { $0.value($1) } }

    /// Writes a number, without a fraction where it has none and is not large.
    mutating func number(_ number: Double) {
        if number == number.rounded(), abs(number) < 1e9, number != 0 || number.sign == .plus {
            value(Int(number))
        } else {
            value(number)
        }
    }

    mutating func numberOrNull(_ number: Double?) {
        if let number { self.number(number) } else { null() }
    }

    mutating func textOrNull(_ text: String?) {
        if let text { value(text) } else { null() }
    }

    mutating func member(_ key: String, number: Double) {
        self.key(key)
        self.number(number)
    }

    mutating func member(_ key: String, box: Box) { integers(key, [box.x, box.y, box.width, box.height]) }

    /// Writes one value for all amplifiers, or a list of them on one line.
    mutating func member<Value>(
        _ key: String, _ values: ByAmplifier<Value>, _ write: (inout YAMLWriter, Value) -> Void
    ) {
        switch values {
        case .all(let value):
            self.key(key)
            write(&self, value)
        case .each(let values): list(key, values, write)
        }
    }

    mutating func rows(_ key: String, _ rows: [[Double]]) {
        self.key(key)
        beginSequence()
        for row in rows {
            beginSequence(flow: true)
            for number in row { self.number(number) }
            endSequence()
        }
        endSequence()
    }
}

extension YAMLWriter {
    /// Writes the key of a map and its numbers.
    mutating func map(_ map: PlaneMap, _ keys: PlaneMapKeys) {
        switch map {
        case .affine(let map):
            key("affine")
            beginMapping()
            rows(keys.matrix.name, [[map.matrix.xx, map.matrix.xy], [map.matrix.yx, map.matrix.yy]])
            numbers(keys.offset.name, [map.offset.x, map.offset.y])
        case .radial(let map):
            key("radial")
            beginMapping()
            numbers(keys.coefficients.name, map.coefficients)
        case .inverseRadial(let map):
            key("inverse_radial")
            beginMapping()
            numbers(keys.inverseCoefficients.name, map.coefficients)
        case .polynomial(let map):
            key("polynomial")
            beginMapping()
            member(keys.inputScale.name, number: map.inputScale)
            member(keys.outputScale.name, number: map.outputScale)
            rows(PlaneMapKeys.x.name, map.x)
            rows(PlaneMapKeys.y.name, map.y)
        }
        endMapping()
    }

    mutating func fieldAngle(_ patch: FieldAnglePatch) {
        key(FocalPlaneKeys.fieldAngle.name)
        beginMapping()
        if let map = patch.map { self.map(map, .fieldAngle) }
        if let parity = patch.parity { member(FieldAngleKeys.parity.name, parity.rawValue) }
        endMapping()
    }

    mutating func frames(_ frames: [ExtraFrame]) {
        guard !frames.isEmpty else { return }
        key(FocalPlaneKeys.frames.name)
        beginMapping()
        for frame in frames {
            key(frame.name)
            beginMapping()
            member(FrameKeys.from.name, FrameKeys.word(frame.base))
            member(FrameKeys.unit.name, frame.unit)
            map(frame.map, .frame)
            endMapping()
        }
        endMapping()
    }

    /// Writes what is said of a linearity.
    mutating func linearity(_ patch: LinearityPatch) {
        key(AmplifierKeys.linearity.name)
        beginMapping(flow: true)
        if let type = patch.type { member(LinearityKeys.type.name, type) }
        if let coefficients = patch.coefficients {
            list(LinearityKeys.coefficients.name, coefficients) { $0.numberOrNull($1) }
        }
        if let threshold = patch.threshold {
            key(LinearityKeys.threshold.name)
            numberOrNull(threshold)
        }
        if let maximum = patch.maximum {
            key(LinearityKeys.maximum.name)
            numberOrNull(maximum)
        }
        if let units = patch.units {
            key(LinearityKeys.units.name)
            textOrNull(units)
        }
        endMapping()
    }

    /// Writes the keys of an amplifier.
    mutating func amplifier(_ patch: AmplifierPatch) {
        if let hdu = patch.hdu { member(AmplifierKeys.hdu.name, hdu) }
        if let name = patch.extensionName { member(AmplifierKeys.extensionName.name, name) }
        if let channel = patch.channel { member(AmplifierKeys.channel.name, channel) }
        if let box = patch.box { member(AmplifierKeys.box.name, box: box) }
        if let box = patch.raw { member(AmplifierKeys.raw.name, box: box) }
        for (key, box) in zip(AmplifierKeys.regions, patch.regions) { if let box { member(key.name, box: box) } }
        if let flips = patch.flips { member(AmplifierKeys.flip.name, flips.description) }
        if let offset = patch.offset { integers(AmplifierKeys.offset.name, offset) }
        if let corner = patch.readoutCorner { member(AmplifierKeys.readoutCorner.name, corner.rawValue) }
        for (key, value) in zip(AmplifierKeys.values, patch.values) {
            guard let value else { continue }
            self.key(key.name)
            numberOrNull(value)
        }
        if let linearity = patch.linearity { self.linearity(linearity) }
    }

    /// Writes the keys of a layout; amplifiers as a list, or by name for a change.
    mutating func layout(_ patch: LayoutPatch, isChange: Bool) {
        beginMapping()
        if let size = patch.size { integers(SensorKeys.size.name, size) }
        if let pixel = patch.pixelSize { numbers(SensorKeys.pixelSize.name, [pixel.x, pixel.y]) }
        if let point = patch.referencePoint { numbers(SensorKeys.referencePoint.name, [point.x, point.y]) }
        if let type = patch.physicalType { member(SensorKeys.physicalType.name, type) }
        if let flips = patch.fileFlips { member(SensorKeys.fileFlip.name, flips.description) }
        if let reason = patch.unverified {
            key(SensorKeys.unverified.name)
            textOrNull(reason)
        }
        if let crosstalk = patch.crosstalk { rows(SensorKeys.crosstalk.name, crosstalk.rows) }
        if !patch.defaults.keys.isEmpty {
            key(SensorKeys.defaults.name)
            beginMapping()
            amplifier(patch.defaults)
            endMapping()
        }
        if let order = patch.order { texts(SensorKeys.amplifierOrder.name, order) }
        if !patch.amplifiers.isEmpty {
            key(SensorKeys.amplifiers.name)
            if isChange { beginMapping() } else { beginSequence() }
            for named in patch.amplifiers {
                if isChange { key(named.name) }
                beginMapping(flow: true)
                if !isChange { member(AmplifierKeys.name.name, named.name) }
                amplifier(named.patch)
                endMapping()
            }
            if isChange { endMapping() } else { endSequence() }
        }
        endMapping()
    }

    /// Writes the keys of a device.
    mutating func device(_ patch: DevicePatch) {
        beginMapping()
        if let serial = patch.serial {
            key(DeviceKeys.serial.name)
            textOrNull(serial)
        }
        if let layout = patch.layout { member(DeviceKeys.layout.name, layout) }
        if let type = patch.physicalType {
            key(DeviceKeys.physicalType.name)
            textOrNull(type)
        }
        for (key, values) in zip(DeviceKeys.values, patch.values) {
            if let values { member(key.name, values) { $0.numberOrNull($1) } }
        }
        if let table = patch.linearity {
            key(DeviceKeys.linearity.name)
            beginMapping()
            if let types = table.type { member(DeviceKeys.linearityType.name, types) { $0.value($1) } }
            if let coefficients = table.coefficients {
                member(DeviceKeys.coefficients.name, coefficients) { writer, row in
                    writer.beginSequence(flow: true)
                    for number in row { writer.numberOrNull(number) }
                    writer.endSequence()
                }
            }
            if let values = table.threshold { member(DeviceKeys.threshold.name, values) { $0.numberOrNull($1) } }
            if let values = table.maximum { member(DeviceKeys.maximum.name, values) { $0.numberOrNull($1) } }
            if let values = table.units { member(DeviceKeys.units.name, values) { $0.textOrNull($1) } }
            endMapping()
        }
        if let crosstalk = patch.crosstalk { rows(DeviceKeys.crosstalk.name, crosstalk.rows) }
        endMapping()
    }

    /// Writes the keys of a slot.
    mutating func slot(_ patch: SlotPatch) {
        beginMapping(flow: true)
        if let id = patch.id { member(SlotKeys.id.name, id) }
        if let group = patch.group {
            key(SlotKeys.group.name)
            textOrNull(group)
        }
        if let type = patch.type { member(SlotKeys.type.name, type.rawValue) }
        if let position = patch.position { numbers(SlotKeys.position.name, position) }
        if let offset = patch.offset { numbers(SlotKeys.offset.name, offset) }
        if let yaw = patch.yaw { member(SlotKeys.yaw.name, number: yaw) }
        if let pitch = patch.pitch { member(SlotKeys.pitch.name, number: pitch) }
        if let roll = patch.roll { member(SlotKeys.roll.name, number: roll) }
        if let device = patch.device { member(SlotKeys.device.name, device) }
        if let layout = patch.layout {
            key(SlotKeys.layout.name)
            textOrNull(layout)
        }
        if let hdu = patch.hdu { member(SlotKeys.hdu.name, hdu) }
        if let name = patch.extensionName { member(SlotKeys.extensionName.name, name) }
        if let status = patch.status { member(SlotKeys.status.name, status.rawValue) }
        if !patch.amplifierStatus.isEmpty {
            key(SlotKeys.amplifierStatus.name)
            beginMapping(flow: true)
            for (name, status) in patch.amplifierStatus.sorted(by: { $0.key < $1.key }) {
                member(name, status.rawValue)
            }
            endMapping()
        }
        endMapping()
    }
}
