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
            rows(keys.matrix, [[map.matrix.xx, map.matrix.xy], [map.matrix.yx, map.matrix.yy]])
            numbers(keys.offset, [map.offset.x, map.offset.y])
        case .radial(let map):
            key("radial")
            beginMapping()
            numbers(keys.coefficients, map.coefficients)
        case .inverseRadial(let map):
            key("inverse_radial")
            beginMapping()
            numbers(keys.inverseCoefficients, map.coefficients)
        case .polynomial(let map):
            key("polynomial")
            beginMapping()
            member(keys.inputScale, number: map.inputScale)
            member(keys.outputScale, number: map.outputScale)
            rows("x", map.x)
            rows("y", map.y)
        }
        endMapping()
    }

    mutating func fieldAngle(_ patch: FieldAnglePatch) {
        key("field_angle")
        beginMapping()
        if let map = patch.map { self.map(map, .fieldAngle) }
        if let parity = patch.parity { member("parity", parity.rawValue) }
        endMapping()
    }

    mutating func frames(_ frames: [ExtraFrame]) {
        guard !frames.isEmpty else { return }
        key("frames")
        beginMapping()
        for frame in frames {
            key(frame.name)
            beginMapping()
            member("from", frame.base)
            member("unit", frame.unit)
            map(frame.map, .frame)
            endMapping()
        }
        endMapping()
    }

    /// Writes what is said of a linearity.
    mutating func linearity(_ patch: LinearityPatch) {
        key("linearity")
        beginMapping(flow: true)
        if let type = patch.type { member("type", type) }
        if let coefficients = patch.coefficients { list("coefficients", coefficients) { $0.numberOrNull($1) } }
        if let threshold = patch.threshold {
            key("threshold")
            numberOrNull(threshold)
        }
        if let maximum = patch.maximum {
            key("maximum")
            numberOrNull(maximum)
        }
        if let units = patch.units {
            key("units")
            textOrNull(units)
        }
        endMapping()
    }

    /// Writes the keys of an amplifier.
    mutating func amplifier(_ patch: AmplifierPatch) {
        if let hdu = patch.hdu { member("hdu", hdu) }
        if let name = patch.extensionName { member("extension", name) }
        if let channel = patch.channel { member("channel", channel) }
        if let box = patch.box { member("box_px", box: box) }
        if let box = patch.raw { member("raw_px", box: box) }
        for (key, box) in zip(CameraKeys.rawRegions, patch.regions) { if let box { member(key, box: box) } }
        if let flips = patch.flips { member("flip", flips.description) }
        if let offset = patch.offset { integers("raw_offset_px", offset) }
        if let corner = patch.readoutCorner { member("readout_corner", corner.rawValue) }
        for (key, value) in zip(CameraKeys.values, patch.values) {
            guard let value else { continue }
            self.key(key)
            numberOrNull(value)
        }
        if let linearity = patch.linearity { self.linearity(linearity) }
    }

    /// Writes the keys of a layout; amplifiers as a list, or by name for a change.
    mutating func layout(_ patch: LayoutPatch, isChange: Bool) {
        beginMapping()
        if let size = patch.size { integers("size_px", size) }
        if let pixel = patch.pixelSize { numbers("pixel_size_mm", [pixel.x, pixel.y]) }
        if let point = patch.referencePoint { numbers("reference_px", [point.x, point.y]) }
        if let type = patch.physicalType { member("physical_type", type) }
        if let flips = patch.fileFlips { member("file_flip", flips.description) }
        if let reason = patch.unverified {
            key("unverified")
            textOrNull(reason)
        }
        if let crosstalk = patch.crosstalk { rows("crosstalk", crosstalk.rows) }
        if !patch.defaults.keys.isEmpty {
            key("defaults")
            beginMapping()
            amplifier(patch.defaults)
            endMapping()
        }
        if let order = patch.order { texts("amplifier_order", order) }
        if !patch.amplifiers.isEmpty {
            key("amplifiers")
            if isChange { beginMapping() } else { beginSequence() }
            for named in patch.amplifiers {
                if isChange { key(named.name) }
                beginMapping(flow: true)
                if !isChange { member("name", named.name) }
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
            key("serial")
            textOrNull(serial)
        }
        if let layout = patch.layout { member("layout", layout) }
        if let type = patch.physicalType {
            key("physical_type")
            textOrNull(type)
        }
        for (key, values) in zip(CameraKeys.values, patch.values) {
            if let values { member(key, values) { $0.numberOrNull($1) } }
        }
        if let table = patch.linearity {
            key("linearity")
            beginMapping()
            if let types = table.type { member("type", types) { $0.value($1) } }
            if let coefficients = table.coefficients {
                member("coefficients", coefficients) { writer, row in
                    writer.beginSequence(flow: true)
                    for number in row { writer.numberOrNull(number) }
                    writer.endSequence()
                }
            }
            if let values = table.threshold { member("threshold", values) { $0.numberOrNull($1) } }
            if let values = table.maximum { member("maximum", values) { $0.numberOrNull($1) } }
            if let values = table.units { member("units", values) { $0.textOrNull($1) } }
            endMapping()
        }
        if let crosstalk = patch.crosstalk { rows("crosstalk", crosstalk.rows) }
        endMapping()
    }

    /// Writes the keys of a slot.
    mutating func slot(_ patch: SlotPatch) {
        beginMapping(flow: true)
        if let id = patch.id { member("id", id) }
        if let group = patch.group {
            key("group")
            textOrNull(group)
        }
        if let type = patch.type { member("type", type.rawValue) }
        if let position = patch.position { numbers("position_mm", position) }
        if let offset = patch.offset { numbers("offset_mm", offset) }
        if let yaw = patch.yaw { member("yaw_deg", number: yaw) }
        if let pitch = patch.pitch { member("pitch_deg", number: pitch) }
        if let roll = patch.roll { member("roll_deg", number: roll) }
        if let device = patch.device { member("device", device) }
        if let layout = patch.layout {
            key("layout")
            textOrNull(layout)
        }
        if let hdu = patch.hdu { member("hdu", hdu) }
        if let name = patch.extensionName { member("extension", name) }
        if let status = patch.status { member("status", status.rawValue) }
        if !patch.amplifierStatus.isEmpty {
            key("amplifier_status")
            beginMapping(flow: true)
            for (name, status) in patch.amplifierStatus.sorted(by: { $0.key < $1.key }) {
                member(name, status.rawValue)
            }
            endMapping()
        }
        endMapping()
    }
}
