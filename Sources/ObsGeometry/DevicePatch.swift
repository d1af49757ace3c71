internal import ObsDocuments
internal import ObsText

/// A value for all amplifiers, or one for each.
enum ByAmplifier<Value: Hashable & Sendable>: Hashable, Sendable {
    case all(Value)
    case each([Value])

    /// The value of the amplifier at a place, or nil beyond the list.
    subscript(place: Int) -> Value? {
        switch self {
        case .all(let value): value
        case .each(let values): values.indices.contains(place) ? values[place] : nil
        }
    }

    /// A list with one value for each of some amplifiers; what was listed stays as it is.
    func list(_ count: Int) -> [Value] {
        switch self {
        case .all(let value): Array(repeating: value, count: count)
        case .each(let values): values
        }
    }

    /// The number of values that were listed, nil of one for all.
    var count: Int? {
        if case .each(let values) = self { values.count } else { nil }
    }
}

/// What a description says of a device; nil is not said.
struct DevicePatch: Hashable, Sendable {
    var serial: String??
    var layout: String?
    var physicalType: String??

    /// Gain, read noise, saturation, suspect level.
    var values: [ByAmplifier<Double?>?] = Array(repeating: nil, count: DeviceKeys.values.count)
    var linearity: LinearityTable?
    var crosstalk: CrosstalkMatrix?

    /// What is said of the linearity of the amplifiers of a device.
    struct LinearityTable: Hashable, Sendable {
        var type: ByAmplifier<String>?
        var coefficients: ByAmplifier<[Double?]>?
        var threshold: ByAmplifier<Double?>?
        var maximum: ByAmplifier<Double?>?
        var units: ByAmplifier<String?>?
    }

    init() {}

    init?(_ node: Node, isChange: Bool, _ problems: Problems) {
        let format = isChange ? DeviceKeys.change : DeviceKeys.whole
        guard let reader = FormatReader(node, format, problems) else { return nil }
        serial = reader[DeviceKeys.serial]
        layout = reader[DeviceKeys.layout]
        physicalType = reader[DeviceKeys.physicalType]
        values = DeviceKeys.values.map { reader[$0] }
        linearity = reader.given(DeviceKeys.linearity).flatMap { LinearityTable($0, problems) }
        crosstalk = reader[DeviceKeys.crosstalk]
        reader.finish()
    }

    /// The device that is described in full, or nil where something needed is missing (which was reported).
    func device(named name: String, layouts: [String: SensorLayout]) -> Device? {
        guard let layout else { return nil }
        var device = Device(name: name, layout: layout, serial: name)
        apply(to: &device, layouts: layouts)
        return device
    }

    func apply(to device: inout Device, layouts: [String: SensorLayout]) {
        if let serial { device.serial = serial }
        if let layout { device.layout = layout }
        if let physicalType { device.physicalType = physicalType }
        let amplifiers = layouts[device.layout]?.amplifiers.sorted { $0.ordinal < $1.ordinal } ?? []
        if let values = values[0] { device.gain = values.list(amplifiers.count) }
        if let values = values[1] { device.readNoise = values.list(amplifiers.count) }
        if let values = values[2] { device.saturation = values.list(amplifiers.count) }
        if let values = values[3] { device.suspectLevel = values.list(amplifiers.count) }
        if let linearity {
            // Where a list is too long or too short, so is the result, which the check of the parts reports.
            let count = linearity.counts.first { $0 != amplifiers.count } ?? amplifiers.count
            device.linearity = (0..<count).map { place in
                let known = device.linearity.indices.contains(place) ? device.linearity[place] : nil
                let nominal = amplifiers.indices.contains(place) ? amplifiers[place].linearity : nil
                return linearity.applied(to: known ?? nominal, at: place)
            }
        }
        if let crosstalk { device.crosstalk = crosstalk }
    }

    /// The keys of which something is said.
    var keys: [[String]] {
        var keys: [[String]] = []
        if serial != nil { keys.append([DeviceKeys.serial.name]) }
        if layout != nil { keys.append([DeviceKeys.layout.name]) }
        if physicalType != nil { keys.append([DeviceKeys.physicalType.name]) }
        keys += zip(DeviceKeys.values, values).compactMap { $1 == nil ? nil : [$0.name] }
        keys += (linearity?.keys ?? []).map { [DeviceKeys.linearity.name, $0] }
        if crosstalk != nil { keys.append([DeviceKeys.crosstalk.name]) }
        return keys
    }
}

extension DevicePatch.LinearityTable {
    init?(_ node: Node, _ problems: Problems) {
        guard let reader = FormatReader(node, DeviceKeys.ofDevice, problems) else { return nil }
        type = reader[DeviceKeys.linearityType]
        coefficients = reader[DeviceKeys.coefficients]
        threshold = reader[DeviceKeys.threshold]
        maximum = reader[DeviceKeys.maximum]
        units = reader[DeviceKeys.units]
        reader.finish()
    }

    var counts: [Int] {
        [type?.count, coefficients?.count, threshold?.count, maximum?.count, units?.count].compactMap { $0 }
    }

    func applied(to linearity: Linearity?, at place: Int) -> Linearity {
        var result = linearity ?? Linearity(type: "None")
        if let type = type?[place] { result.type = type }
        if let coefficients = coefficients?[place] { result.coefficients = coefficients }
        if let threshold = threshold?[place] { result.threshold = threshold }
        if let maximum = maximum?[place] { result.maximum = maximum }
        if let units = units?[place] { result.units = units }
        return result
    }

    var keys: [String] {
        var keys: [String] = []
        if type != nil { keys.append(DeviceKeys.linearityType.name) }
        if coefficients != nil { keys.append(DeviceKeys.coefficients.name) }
        if threshold != nil { keys.append(DeviceKeys.threshold.name) }
        if maximum != nil { keys.append(DeviceKeys.maximum.name) }
        if units != nil { keys.append(DeviceKeys.units.name) }
        return keys
    }
}

extension Node {
    /// One value for all amplifiers, or a list with one for each.
    func byAmplifier<Value>(_ problems: Problems, _ read: (Node) -> Value?) -> ByAmplifier<Value>? {
        guard kind == .sequence else { return read(self).map { .all($0) } }
        return list("values", problems, read).map { .each($0) }
    }

    /// A list of numbers for all amplifiers, or a list of such lists.
    func coefficientRows(_ problems: Problems) -> ByAmplifier<[Double?]>? {
        func row(_ node: Node) -> [Double?]? { node.list("numbers", problems) { $0.finiteOrNull(problems) } }
        if kind == .sequence, let first = elements.first, first.kind == .sequence {
            return list("lists of numbers", problems, row).map { .each($0) }
        }
        return row(self).map { .all($0) }
    }
}
