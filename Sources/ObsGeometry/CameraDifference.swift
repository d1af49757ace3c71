/// Something that differs between two cameras.
public struct CameraDifference: Hashable, Sendable, CustomStringConvertible {
    /// What differs, as in `slot S30: status` or `slot R01_S00, amplifier C10: gain`.
    public let what: String

    /// What it was, or nil where it was not.
    public let before: String?

    /// What it is, or nil where it is no longer.
    public let after: String?

    /// The difference on one line.
    public var description: String { "\(what): \(before ?? "absent") -> \(after ?? "absent")" }
}

extension Camera {
    /// What is different in this camera when compared with another, in the order of detectors and amplifiers.
    package func differences(from other: Camera) -> [CameraDifference] {
        var found = Differences()
        found.compare("name", other.name, name)
        found.compare("arrangement", other.parts.arrangement.rawValue, parts.arrangement.rawValue)
        found.compare("parity", other.parity.rawValue, parity.rawValue)
        if other.fieldAngle.map != fieldAngle.map {
            found.add("field angle", other.fieldAngle.map.summary, fieldAngle.map.summary)
        }
        let frames = Dictionary(other.parts.frames.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let mine = Dictionary(parts.frames.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for name in Set(frames.keys).union(mine.keys).sorted() where frames[name] != mine[name] {
            found.add("frame \(name)", frames[name]?.map.summary, mine[name]?.map.summary)
        }
        for name in Set(other.parts.groups.keys).union(parts.groups.keys).sorted() {
            found.compare("group \(name): serial", other.parts.groups[name]?.serial, parts.groups[name]?.serial)
        }
        let before = Dictionary(other.parts.slots.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for slot in parts.slots {
            guard let old = before[slot.name] else {
                found.add("slot \(slot.name)", nil, "id \(slot.id)")
                continue
            }
            found.compare(old, slot)
            if let now = detector(named: slot.name), let then = other.detector(named: slot.name) {
                found.compare(then, now)
            }
        }
        for slot in other.parts.slots where !parts.slots.contains(where: { $0.name == slot.name }) {
            found.add("slot \(slot.name)", "id \(slot.id)", nil)
        }
        return found.list
    }
}

/// Collects differences.
private struct Differences {
    var list: [CameraDifference] = []

    mutating func add(_ what: String, _ before: String?, _ after: String?) {
        list.append(CameraDifference(what: what, before: before, after: after))
    }

    mutating func compare<Value: Equatable>(_ what: String, _ before: Value?, _ after: Value?) {
        if before != after { add(what, before.map { "\($0)" }, after.map { "\($0)" }) }
    }

    mutating func compare(_ old: Slot, _ new: Slot) {
        let what = "slot \(new.name)"
        compare("\(what): id", old.id, new.id)
        compare("\(what): group", old.group, new.group)
        compare("\(what): type", old.type.rawValue, new.type.rawValue)
        compare("\(what): position, mm", old.position, new.position)
        compare("\(what): height, mm", old.height, new.height)
        compare("\(what): yaw, degrees", old.orientation.yaw, new.orientation.yaw)
        compare("\(what): pitch, degrees", old.orientation.pitch, new.orientation.pitch)
        compare("\(what): roll, degrees", old.orientation.roll, new.orientation.roll)
        compare("\(what): device", old.occupant.summary, new.occupant.summary)
        compare("\(what): HDU", old.hdu, new.hdu)
        compare("\(what): extension", old.extensionName, new.extensionName)
        compare("\(what): status", old.status.rawValue, new.status.rawValue)
    }

    mutating func compare(_ old: Detector, _ new: Detector) {
        let what = "slot \(new.name)"
        compare("\(what): serial", old.serial, new.serial)
        compare("\(what): layout", old.layout.name, new.layout.name)
        compare("\(what): physical type", old.physicalType, new.physicalType)
        compare("\(what): box", old.box, new.box)
        compare("\(what): pixel size, mm", old.pixelSize, new.pixelSize)
        compare("\(what): reference point", old.layout.referencePoint, new.layout.referencePoint)
        compare("\(what): file flip", old.layout.fileFlips, new.layout.fileFlips)
        compare("\(what): unverified", old.layout.unverified, new.layout.unverified)
        if old.crosstalk != new.crosstalk {
            add(
                "\(what): crosstalk", old.crosstalk.map { "\($0.size) by \($0.size)" },
                new.crosstalk.map { "\($0.size) by \($0.size)" })
        }
        compare(
            "\(what): amplifier order", old.amplifiers.map(\.name).joined(separator: " "),
            new.amplifiers.map(\.name).joined(separator: " "))
        for amplifier in new.amplifiers {
            guard let before = old.amplifier(named: amplifier.name), before != amplifier else { continue }
            compare(before, amplifier, "\(what), amplifier \(amplifier.name)")
        }
    }

    mutating func compare(_ old: Amplifier, _ new: Amplifier, _ what: String) {
        compare("\(what): box", old.box, new.box)
        compare("\(what): raw box", old.rawBox, new.rawBox)
        for (before, after) in zip(old.rawRegions, new.rawRegions) {
            compare("\(what): raw \(after.name)", before.box, after.box)
        }
        compare("\(what): flip", old.flips, new.flips)
        compare("\(what): raw offset", [old.rawOffset.x, old.rawOffset.y], [new.rawOffset.x, new.rawOffset.y])
        compare("\(what): readout corner", old.readoutCorner.rawValue, new.readoutCorner.rawValue)
        compare("\(what): HDU", old.hdu, new.hdu)
        compare("\(what): extension", old.extensionName, new.extensionName)
        compare("\(what): channel", old.channel, new.channel)
        compare("\(what): gain, electron/ADU", old.gain, new.gain)
        compare("\(what): read noise, electron", old.readNoise, new.readNoise)
        compare("\(what): saturation, ADU", old.saturation, new.saturation)
        compare("\(what): suspect level, ADU", old.suspectLevel, new.suspectLevel)
        if old.linearity != new.linearity { add("\(what): linearity", old.linearity?.type, new.linearity?.type) }
        compare("\(what): status", old.status.rawValue, new.status.rawValue)
    }
}

extension Slot.Occupant {
    /// The device's name, or that there is none or an unknown one.
    var summary: String {
        switch self {
        case .device(let name): name
        case .unknown: DeviceWord.unknown
        case .none: DeviceWord.none
        }
    }
}

extension PlaneMap {
    /// The kind of map with its numbers, on one line.
    var summary: String {
        switch self {
        case .affine(let map):
            "affine [\(map.matrix.xx), \(map.matrix.xy)], [\(map.matrix.yx), \(map.matrix.yy)] + \(map.offset)"
        case .radial(let map): "radial \(map.coefficients)"
        case .inverseRadial(let map): "inverse radial \(map.coefficients)"
        case .polynomial(let map):
            "polynomial of order \(map.order) in units of \(map.inputScale), output in units of \(map.outputScale)"
        }
    }
}
