internal import ObsText

extension CameraParts {
    /// The largest number of slots of a camera.
    static let slotLimit = 10_000

    /// The number of problems after which the search for more ends.
    private static let problemLimit = 1000

    /// Everything that is wrong with the parts, in the order of the description.
    func problems() -> [PartProblem] {
        var problems: [PartProblem] = []
        if slots.count > CameraParts.slotLimit {
            problems.append(
                PartProblem(
                    .limitExceeded, ["slots"],
                    "the camera has \(slots.count) slots; at most \(CameraParts.slotLimit) are allowed"))
        }
        // Only the keys are sorted: moving the parts themselves costs more than checking them.
        for name in layouts.keys.sorted() {
            if let layout = layouts[name] { problems += layout.problems() }
        }
        for name in devices.keys.sorted() where problems.count < CameraParts.problemLimit {
            if let device = devices[name] { problems += self.problems(of: device) }
        }
        problems += frameProblems()
        problems += slotProblems()
        problems += fieldAngleProblems()
        return problems
    }

    private func problems(of device: Device) -> [PartProblem] {
        let path = ["devices", device.name]
        guard let layout = layouts[device.layout] else {
            return [.unknownLayout(device.layout, path + ["layout"], "device \(device.name)", known: layouts)]
        }
        var problems: [PartProblem] = []
        let count = layout.amplifiers.count
        let lists = [
            ("gain", device.gain), ("read_noise", device.readNoise), ("saturation", device.saturation),
            ("suspect_level", device.suspectLevel),
        ]
        for (key, values) in lists {
            if values.count != 0, values.count != count {
                problems.append(.valueCount(values.count, of: count, key, path, layout: layout, device: device))
            }
            for index in values.indices {
                guard let value = values[index], !(value > 0 && value.isFinite) else { continue }
                problems += PartProblem.badValue(
                    value, key: key, path + [key, PathStep.text(index)], "device \(device.name)")
            }
        }
        if device.linearity.count != 0, device.linearity.count != count {
            problems.append(
                .valueCount(device.linearity.count, of: count, "linearity", path, layout: layout, device: device))
        }
        if let crosstalk = device.crosstalk, crosstalk.size != count {
            problems.append(.crosstalkSize(crosstalk.size, of: count, path + ["crosstalk"], "device \(device.name)"))
        }
        return problems
    }

    private func frameProblems() -> [PartProblem] {
        var problems: [PartProblem] = []
        var seen = Set<String>()
        for frame in frames {
            let path = ["frames", frame.name]
            if Frame.standardNames.contains(frame.name) || !seen.insert(frame.name).inserted {
                problems.append(
                    PartProblem(
                        .duplicateName, path, "there is already a frame named \(frame.name)",
                        hint: "choose another name"))
            }
            if frame.map.jacobian(at: .zero).isSingular {
                problems.append(
                    PartProblem(
                        .singularTransform, path, "the transform to frame \(frame.name) has no inverse at the origin"))
            }
        }
        return problems
    }

    private func slotProblems() -> [PartProblem] {
        var problems: [PartProblem] = []
        var (ids, names, users) = ([Int: String](), Set<String>(), [String: String]())
        for slot in slots where problems.count < CameraParts.problemLimit {
            let path = ["slots", slot.name]
            if let other = ids.updateValue(slot.name, forKey: slot.id) {
                problems.append(
                    PartProblem(
                        .duplicateID, path + ["id"], or: ["slots", other, "id"],
                        "slots \(other) and \(slot.name) both have the id \(slot.id)",
                        hint: "ids are unique in a camera"))
            }
            if !names.insert(slot.name).inserted {
                problems.append(PartProblem(.duplicateName, path, "there are two slots named \(slot.name)"))
            }
            if let group = slot.group, groups[group] == nil {
                problems.append(
                    PartProblem(
                        .unknownGroup, path + ["group"], missing: group,
                        "slot \(slot.name) is in group \(group), which is not among the groups",
                        hint: PartProblem.suggestion(for: group, among: groups.keys)))
            }
            if case .device(let name) = slot.occupant, devices[name] != nil,
                let other = users.updateValue(slot.name, forKey: name)
            {
                problems.append(
                    PartProblem(
                        .deviceTwice, path + ["device"], or: ["slots", other, "device"],
                        "device \(name) is in slot \(other) and in slot \(slot.name)",
                        hint: "a chip is in one place at a time"))
            }
            problems += placeProblems(of: slot, path)
            problems += contentProblems(of: slot, path)
        }
        return problems
    }

    private func placeProblems(of slot: Slot, _ path: [String]) -> [PartProblem] {
        let orientation = slot.orientation
        let numbers = [
            slot.position.x, slot.position.y, slot.height, orientation.yaw, orientation.pitch, orientation.roll,
        ]
        guard numbers.allSatisfy({ $0.isFinite && abs($0) <= 1e6 }) else {
            return [
                PartProblem(
                    .notFinite, path + ["position_mm"],
                    "position and angles of slot \(slot.name) must be numbers up to a million")
            ]
        }
        guard orientation.pitch != 0 || orientation.roll != 0, orientation.matrix.isSingular else { return [] }
        return [
            PartProblem(
                .singularTransform, path + [orientation.pitch != 0 ? "pitch_deg" : "roll_deg"],
                "the detector in slot \(slot.name) is seen edge-on: its pixels have no inverse transform",
                hint: "pitch and roll must stay below 90 degrees")
        ]
    }

    private func contentProblems(of slot: Slot, _ path: [String]) -> [PartProblem] {
        var problems: [PartProblem] = []
        switch slot.occupant {
        case .device(let name) where devices[name] == nil:
            problems.append(
                PartProblem(
                    .unknownDevice, path + ["device"], missing: name,
                    "slot \(slot.name) holds device \(name), which is not among the devices",
                    hint: PartProblem.suggestion(for: name, among: devices.keys)))
        case .unknown where slot.layout == nil:
            problems.append(
                PartProblem(
                    .unknownLayout, path + ["device"],
                    "the device in slot \(slot.name) is unknown and the slot has no layout",
                    hint: "give the slot a layout that holds for unknown devices"))
        default: break
        }
        if let name = slot.layout, layouts[name] == nil {
            problems.append(.unknownLayout(name, path + ["layout"], "slot \(slot.name)", known: layouts))
        }
        if !slot.amplifierStatus.isEmpty, let layout = layout(of: slot) {
            let known = Set(layout.amplifiers.map(\.name))
            for name in slot.amplifierStatus.keys.sorted() where !known.contains(name) {
                problems.append(
                    PartProblem(
                        .unknownAmplifier, path + ["amplifier_status", name],
                        "the detector in slot \(slot.name) has no amplifier \(name)",
                        hint: PartProblem.suggestion(for: name, among: known)))
            }
        }
        return problems
    }

    private func fieldAngleProblems() -> [PartProblem] {
        guard let center = fieldAngle.center else { return [.singularFieldAngle()] }
        let map = fieldAngle.map
        let centralJacobian = map.jacobian(at: center)
        let sign = centralJacobian.determinant
        for slot in slots {
            guard let layout = layout(of: slot), slot.orientation.matrix.isFinite else { continue }
            let scale = Matrix2(layout.pixelSize.x, 0, 0, layout.pixelSize.y)
            let matrix = slot.orientation.matrix * scale
            if (centralJacobian * matrix).isSingular {
                return [
                    PartProblem(
                        .singularTransform, ["slots", slot.name],
                        "the way from the pixels of slot \(slot.name) to the field angle has no inverse to rounding")
                ]
            }
            for corner in layout.box.corners {
                let point = slot.position + matrix * (corner - layout.referencePoint)
                let jacobian = map.jacobian(at: point)
                if point.isFinite, !jacobian.isFinite || jacobian.determinant * sign <= 0 {
                    return [
                        PartProblem(
                            .singularTransform, ["field_angle"],
                            "the map to the field angle folds over before it reaches slot \(slot.name)",
                            hint: "it must have an inverse on all detectors; check the higher coefficients")
                    ]
                }
            }
        }
        return []
    }
}

extension PartProblem {
    static func unknownLayout(
        _ name: String, _ path: [String], _ what: String, known: [String: SensorLayout]
    ) -> PartProblem {
        PartProblem(
            .unknownLayout, path, missing: name, "\(what) has the layout \(name), which is not among the sensors",
            hint: suggestion(for: name, among: known.keys))
    }

    static func valueCount(
        _ count: Int, of expected: Int, _ key: String, _ path: [String], layout: SensorLayout, device: Device
    ) -> PartProblem {
        PartProblem(
            .valueCount, path + [key], "\(key) of device \(device.name) has \(count) values for \(expected) amplifiers",
            hint: "list one for each amplifier of \(layout.name), in its order")
    }

    /// What to write instead of a name that there is not.
    static func suggestion(for name: String, among known: some Collection<String>) -> String {
        if known.count <= 1000, let near = DidYouMean.nearest(to: name, among: known.sorted()) {
            return "did you mean \(near)?"
        }
        if known.count > 1000 { return "there are \(known.count) others" }
        return known.isEmpty ? "none is described" : "there is \(known.sorted().prefix(8).joined(separator: ", "))"
    }
}
