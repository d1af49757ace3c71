internal import ObsDocuments
internal import ObsText
internal import ObsTime

extension CameraDescription {
    /// Checks the entries against the base and among themselves.
    func checkEntries(_ problems: Problems) {
        let slots = Set(base.slots.map(\.name)).union(declared.slots)
        let added = Set(entries.flatMap { $0.addedSlots.map(\.name) })
        let known = slots.union(added)
        for entry in entries {
            for slot in entry.slots where !known.contains(slot.name) {
                report(
                    .unknownSlot, "slot", slot.name, known, at: entry.node["slots"]?[slot.name] ?? entry.node, problems)
            }
            for name in entry.removedSlots where !known.contains(name) {
                report(.unknownSlot, "slot", name, known, at: entry.node["remove_slots"] ?? entry.node, problems)
            }
            checkParts(of: entry, problems)
        }
        checkOrder(problems)
        checkContradictions(problems)
    }

    private func checkParts(of entry: HistoryEntry, _ problems: Problems) {
        for device in entry.devices where base.devices[device.name] == nil && !declared.devices.contains(device.name) {
            let place = entry.node["devices"]?[device.name] ?? entry.node
            report(.unknownDevice, "device", device.name, base.devices.keys, at: place, problems)
        }
        for group in entry.groups where base.groups[group.name] == nil && !declared.groups.contains(group.name) {
            let place = entry.node["groups"]?[group.name] ?? entry.node
            report(.unknownGroup, "group", group.name, base.groups.keys, at: place, problems)
        }
        for layout in entry.layouts {
            let node = entry.node["sensors"]?[layout.name] ?? entry.node
            guard let known = base.layouts[layout.name] else {
                if declared.layouts.contains(layout.name) { continue }
                report(.unknownLayout, "sensor", layout.name, base.layouts.keys, at: node, problems)
                continue
            }
            let names = known.amplifiers.map(\.name)
            for amplifier in layout.patch.amplifiers where !names.contains(amplifier.name) {
                let place = node["amplifiers"]?[amplifier.name] ?? node
                report(.unknownAmplifier, "amplifier", amplifier.name, names, at: place, problems)
            }
            if let order = layout.patch.order, order.sorted() != names.sorted() {
                problems.error(
                    .unknownAmplifier, at: node["amplifier_order"] ?? node,
                    "amplifier_order does not name each amplifier of sensor \(layout.name) once",
                    hint: "they are \(names.joined(separator: ", "))")
            }
        }
        for slot in entry.slots + entry.addedSlots where slot.patch.offset != nil {
            let group = base.slots.first { $0.name == slot.name }?.group
            if groups[(slot.patch.group ?? group) ?? ""]?.position == nil {
                problems.error(
                    .unknownGroup, at: entry.node, "offset_mm of slot \(slot.name) needs a group with a position_mm",
                    hint: "name the group, or give position_mm")
            }
        }
    }

    private func report(
        _ code: Diagnostic.Code, _ what: String, _ name: String, _ known: some Collection<String>, at node: Node,
        _ problems: Problems
    ) {
        problems.error(
            code, at: node, "the camera has no \(what) named \(name)",
            hint: PartProblem.suggestion(for: name, among: known))
    }

    private func checkOrder(_ problems: Problems) {
        for (earlier, later) in zip(entries, entries.dropFirst()) {
            let before = (earlier.edition?.nanoseconds ?? .min, earlier.validity.begin?.nanoseconds ?? .min)
            let after = (later.edition?.nanoseconds ?? .min, later.validity.begin?.nanoseconds ?? .min)
            if after < before {
                problems.error(
                    .entryOrder, at: later.node,
                    "this entry comes after a later one, that of line \(earlier.node.position.line)",
                    hint: "sort entries by edition, then by begin")
            }
            if let edition = later.edition, let first = self.edition, edition < first {
                problems.error(
                    .entryOrder, at: later.node["edition"] ?? later.node,
                    "this edition is older than that of the focal plane, \(first.shortText)")
            }
        }
    }

    private func checkContradictions(_ problems: Problems) {
        var counts: [Instant?: Int] = [:]
        for entry in entries { counts[entry.edition, default: 0] += 1 }
        // The entry that last spoke of something, of those before the one at hand that which ends last.
        var speakers: [[String]: Int] = [:]
        for (place, entry) in entries.enumerated() where counts[entry.edition, default: 0] > 1 {
            var contradicted: (target: [String], by: Int)?
            for target in entry.targets(layouts: base.layouts) {
                guard let other = speakers[target], entries[other].edition == entry.edition else {
                    speakers[target] = place
                    continue
                }
                if entries[other].validity.overlaps(entry.validity),
                    contradicted.map({ target.lexicographicallyPrecedes($0.target) }) ?? true
                {
                    contradicted = (target, other)
                }
                let ends = (entries[other].validity.end?.nanoseconds ?? .max, entry.validity.end?.nanoseconds ?? .max)
                if ends.1 >= ends.0 { speakers[target] = place }
            }
            guard let contradicted else { continue }
            let line = entries[contradicted.by].node.position.line
            problems.error(
                .contradiction, at: entry.node.descend(contradicted.target).node,
                "\(contradicted.target.joined(separator: "/")) is also said by the entry of line \(line), which holds at the same time",
                hint: "let the times not overlap, or give the later statement a later edition")
        }
    }

    /// Checks the parts of the versions of all editions.
    func checkVersions(_ problems: Problems) {
        var seen = Set<[Int]>([[]])
        let pairs = base.layouts.values.reduce(0) { $0 + $1.amplifiers.count * $1.amplifiers.count }
        let effort = base.slots.count + base.devices.count + entries.count + pairs + 1
        var remaining = CameraDescription.checkLimit / effort + 1
        let editions = HistoryEditions(entries)
        for edition in editions.all.indices {
            for interval in editions.all[edition].timeline.indices {
                remaining -= 1
                guard remaining > 0, !problems.isFull else {
                    problems.note(
                        .limitExceeded, at: nil,
                        "the camera has too many versions: not all of them were checked")
                    return
                }
                let applied = editions.applied(edition, interval)
                guard seen.insert(applied).inserted else { continue }
                for problem in parts(applying: applied).problems() {
                    problems.report(problem.diagnostic(at: place(of: problem, applied: applied)))
                }
            }
        }
    }
}
