internal import ObsDocuments
internal import ObsGeometry
internal import ObsText

/// Reads a YamlCamera file: the whole of it, its optics, and its chips.
final class LSSTCameraReader {
    let notes: ImportNotes
    private var places: [String: SourcePosition] = [:]
    private var layouts: [(layout: SensorLayout, place: SourcePosition)] = []

    private var problems: Problems { notes.problems }

    init(notes: ImportNotes) { self.notes = notes }

    /// Where the chip or layout stands that a message names.
    func place(namedIn message: String) -> SourcePosition? {
        let words = message.split(whereSeparator: { " ,:;'\"".contains($0) }).map(String.init)
        // Of two that do not go together, the later one is at fault.
        return words.reversed().lazy.compactMap { self.places[$0] }.first ?? places[""]
    }

    /// The parts of the camera; nil when too much is missing.
    func parts(_ root: Node) -> CameraParts? {
        places[""] = root.position
        guard let reader = MappingReader(root, "the camera", problems) else { return nil }
        let name = reader.required("name")?.string(problems)
        let scale = reader.required("plateScale")?.double(problems)
        let parity = reader.optional("focalPlaneParity").flatMap { boolean($0) } ?? false
        let optics = reader.required("transforms").flatMap { fieldAngle($0, plateScale: scale) }
        let chips = reader.required("CCDs")
        for (key, value) in root.entries where !Self.keys.contains(key.text ?? "") {
            let holdsTemplate = value.kind == .mapping
            notes.ignored(
                key, "'\(key.text ?? key.found)' is ignored: it is no part of the camera",
                hint: holdsTemplate ? "what refers to it with an anchor is taken" : nil, isNote: holdsTemplate)
        }
        guard let chips, chips.kind == .mapping else {
            if let chips { chips.wrongType("detectors by name", problems) }
            return nil
        }
        guard let name, let optics else { return nil }
        var parts = CameraParts(name: name, fieldAngle: FieldAngleModel(optics, parity: parity ? .flipped : .normal))
        for (key, value) in chips.entries {
            guard let name = key.text, let chip = LSSTChipReader(value, name: name, notes: notes).chip() else {
                continue
            }
            places[name] = key.position
            add(chip, named: name, at: key, to: &parts)
        }
        if parts.slots.isEmpty && !problems.hasErrors {
            notes.error(.missingKey, chips, "the camera has no detectors", hint: "CCDs lists them by name")
        }
        return parts
    }

    private static let keys: Set<String> = ["name", "plateScale", "focalPlaneParity", "transforms", "CCDs"]

    /// `true` in all spellings of YAML 1.1, which the pipelines' reader takes.
    private func boolean(_ node: Node) -> Bool? { LSSTChipReader.boolean(node, problems) }

    // MARK: Optics

    private func fieldAngle(_ node: Node, plateScale: Double?) -> PlaneMap? {
        guard let reader = MappingReader(node, "transforms", problems) else { return nil }
        if let native = reader.required("nativeSys"), native.text != "FocalPlane" {
            notes.error(
                .unknownValue, native, "the native system is '\(native.text ?? native.found)'",
                hint: "a camera can only be read whose native system is FocalPlane")
        }
        let target = reader.required("FieldAngle")
        for (key, _) in node.entries where !["nativeSys", "FieldAngle"].contains(key.text ?? "") {
            notes.ignored(
                key, "the transform to '\(key.text ?? key.found)' is ignored",
                hint: "describe it in frames: of focal-plane.yaml; nothing says in which unit it is")
        }
        guard let target, let map = MappingReader(target, "the transform to FieldAngle", problems) else { return nil }
        guard let kind = map.required("transformType") else { return nil }
        switch kind.text {
        case "radial":
            unknown(target, ["transformType", "coeffs"], "a radial transform")
            guard let plateScale, let node = map.required("coeffs"), let relative = node.doubles(problems) else {
                return nil
            }
            if relative.count > 1, relative[1] != 1 {
                notes.contradictory(
                    node, "the linear coefficient is \(relative[1]), so that plateScale is not the scale at the center",
                    hint: "the camera has their product, \(plateScale * relative[1]) arcsec/mm")
            }
            let scale = plateScale * FieldAngleModel.arcsecond
            if let polynomial = RadialPolynomial(coefficients: relative.map { $0 * scale }) {
                return .radial(polynomial)
            }
            notes.error(
                .singularTransform, node, "these are no coefficients of a distortion",
                hint: "the first is 0, the second is not, and there are at most 32")
        case "affine":
            unknown(target, ["transformType", "linear", "translation"], "an affine transform")
            let linear = map.required("linear")?.list("rows", problems) { $0.doubles(self.problems) }
            let translation = map.required("translation")?.doubles(problems)
            guard let linear, linear.map(\.count) == [2, 2], let translation, translation.count == 2 else {
                notes.error(.wrongType, target, "linear is two rows of two numbers, and translation two numbers")
                return nil
            }
            notes.ignored(
                target, "plateScale is ignored, since an affine transform is in rad/mm as it stands",
                hint: "the transform gives the camera's scale")
            return .affine(
                AffineMap(
                    matrix: Matrix2(linear[0][0], linear[0][1], linear[1][0], linear[1][1]),
                    offset: Point(translation[0], translation[1])))
        default:
            notes.error(
                .unknownValue, kind, "the transform '\(kind.text ?? kind.found)' is not known",
                hint: "transformType is radial or affine")
        }
        return nil
    }

    private func unknown(_ node: Node, _ known: Set<String>, _ what: String) {
        for (key, _) in node.entries where !known.contains(key.text ?? "") {
            notes.ignored(key, "'\(key.text ?? key.found)' is ignored: it is no key of \(what)")
        }
    }

    // MARK: Chips

    private func add(_ chip: LSSTChip, named name: String, at place: Node, to parts: inout CameraParts) {
        var slot = Slot(
            id: chip.id, name: name, type: chip.type, position: chip.position, height: chip.height,
            orientation: chip.orientation, occupant: .device(""))
        if let group = Self.group(of: name) {
            if parts.groups[group] == nil {
                notes.guessed(
                    place, "the group '\(group)' is taken from the names of its detectors, for nothing else says it",
                    isNote: true, about: "group")
            }
            slot.group = group
            parts.groups[group] = SlotGroup(name: group)
        }
        let layout = layoutName(chip.layout, physicalType: chip.physicalType, at: place)
        parts.layouts[layout] = layouts.first { $0.layout.name == layout }?.layout
        var deviceName = chip.serial
        if parts.devices[deviceName] != nil {
            deviceName = "\(chip.serial) in \(name)"
            notes.contradictory(
                place, "the chip \(chip.serial) is in another slot already",
                hint: "it is described as a device of its own, '\(deviceName)'")
        }
        var device = Device(name: deviceName, layout: layout, serial: chip.serial)
        device.physicalType = chip.physicalType == chip.layout.physicalType ? nil : chip.physicalType
        device.gain = chip.gain
        device.readNoise = chip.readNoise
        device.saturation = chip.saturation
        device.crosstalk = chip.crosstalk
        parts.devices[deviceName] = device
        slot.occupant = .device(deviceName)
        parts.slots.append(slot)
    }

    /// `R22` of `R22_S11`; nil of a name without a part before an underscore.
    private static func group(of name: String) -> String? {
        guard let end = name.lastIndex(of: "_"), end > name.startIndex else { return nil }
        return String(name[..<end])
    }

    /// The name of an equal layout, or of a new one, which is named after the physical type.
    private func layoutName(_ layout: SensorLayout, physicalType: String, at place: Node) -> String {
        for known in layouts {
            var candidate = layout
            candidate.name = known.layout.name
            if candidate == known.layout { return known.layout.name }
        }
        var (name, number) = (physicalType, 2)
        while layouts.contains(where: { $0.layout.name == name }) {
            name = "\(physicalType)_\(number)"
            number += 1
        }
        var named = layout
        named.name = name
        layouts.append((named, place.position))
        places[name] = place.position
        notes.guessed(
            place, "the sensor layout '\(name)' is named after the physical type; chips with equal amplifiers share it",
            hint: "rename it in sensors.yaml if it has a better name", isNote: true, about: "layout")
        return name
    }
}
