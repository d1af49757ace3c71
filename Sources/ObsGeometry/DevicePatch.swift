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
    var values: [ByAmplifier<Double?>?] = Array(repeating: nil, count: CameraKeys.values.count)
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
        guard let reader = MappingReader(node, isChange ? "change of a device" : "device", problems) else { return nil }
        serial = reader.optional("serial").flatMap { $0.stringOrNull(problems) }
        layout = (isChange ? reader.optional("layout") : reader.required("layout"))?.string(problems)
        physicalType = reader.optional("physical_type").flatMap { $0.stringOrNull(problems) }
        values = CameraKeys.values.map { reader.optional($0)?.byAmplifier(problems) { $0.finiteOrNull(problems) } }
        linearity = reader.optional("linearity").flatMap { LinearityTable($0, problems) }
        crosstalk = reader.optional("crosstalk")?.crosstalk(problems)
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
        if serial != nil { keys.append(["serial"]) }
        if layout != nil { keys.append(["layout"]) }
        if physicalType != nil { keys.append(["physical_type"]) }
        keys += zip(CameraKeys.values, values).compactMap { $1 == nil ? nil : [$0] }
        keys += (linearity?.keys ?? []).map { ["linearity", $0] }
        if crosstalk != nil { keys.append(["crosstalk"]) }
        return keys
    }
}

extension DevicePatch.LinearityTable {
    init?(_ node: Node, _ problems: Problems) {
        guard let reader = MappingReader(node, "linearity of a device", problems) else { return nil }
        type = reader.optional("type")?.byAmplifier(problems) { $0.string(problems) }
        if let node = reader.optional("coefficients"), let rows = DevicePatch.LinearityTable.rows(node, problems) {
            coefficients = rows
        }
        threshold = reader.optional("threshold")?.byAmplifier(problems) { $0.finiteOrNull(problems) }
        maximum = reader.optional("maximum")?.byAmplifier(problems) { $0.finiteOrNull(problems) }
        units = reader.optional("units")?.byAmplifier(problems) { $0.stringOrNull(problems) }
        reader.finish()
    }

    /// A list of numbers for all amplifiers, or a list of such lists.
    private static func rows(_ node: Node, _ problems: Problems) -> ByAmplifier<[Double?]>? {
        func row(_ node: Node) -> [Double?]? { node.list("numbers", problems) { $0.finiteOrNull(problems) } }
        if node.kind == .sequence, let first = node.elements.first, first.kind == .sequence {
            return node.list("lists of numbers", problems, row).map { .each($0) }
        }
        return row(node).map { .all($0) }
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
        if type != nil { keys.append("type") }
        if coefficients != nil { keys.append("coefficients") }
        if threshold != nil { keys.append("threshold") }
        if maximum != nil { keys.append("maximum") }
        if units != nil { keys.append("units") }
        return keys
    }
}

extension Node {
    /// One value for all amplifiers, or a list with one for each.
    func byAmplifier<Value>(_ problems: Problems, _ read: (Node) -> Value?) -> ByAmplifier<Value>? {
        guard kind == .sequence else { return read(self).map { .all($0) } }
        return list("values", problems, read).map { .each($0) }
    }
}
