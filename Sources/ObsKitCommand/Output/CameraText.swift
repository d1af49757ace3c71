internal import ObsGeometry
internal import ObsText
internal import ObsTime

/// A camera for people.
enum CameraText {
    /// A camera with its detectors, and how it came to be so.
    static func summary(
        _ camera: Camera, entries: [HistoryEntry], history: CameraHistory, edition: Edition
    ) -> String {
        var facts = [
            ["camera", camera.name], ["content", "\(camera.contentHash)"],
            ["plate scale", "\(decimals(camera.plateScale, 6)) arcsec/mm"], ["parity", camera.parity.rawValue],
            ["radius", "\(decimals(camera.maximumRadius, 4)) mm"], ["detectors", counts(camera)],
        ]
        if !history.editions.isEmpty {
            facts.append(["editions", history.editions.map(date).joined(separator: " ")])
        }
        for layout in camera.parts.layouts.values.sorted(by: { $0.name < $1.name }) {
            let (x, y) = (decimals(layout.pixelSize.x * 1000, 3), decimals(layout.pixelSize.y * 1000, 3))
            facts.append([
                "layout",
                "\(layout.name): \(layout.box.width) x \(layout.box.height) pixels of \(x) x \(y) um, "
                    + "\(layout.amplifiers.count) amplifiers",
            ])
        }
        for slot in camera.emptySlots { facts.append(["empty slot", "\(slot.name) (\(slot.id))"]) }
        for entry in entries { facts.append(["change", line(entry)]) }
        var rows = [["id", "name", "type", "group", "layout", "serial", "x mm", "y mm", "yaw deg", "status"]]
        rows += camera.detectors.map { detector in
            let slot = detector.slot
            return [
                "\(detector.id)", detector.name, detector.type.rawValue, detector.group ?? "-", detector.layout.name,
                detector.serial ?? "unknown", decimals(slot.position.x, 4), decimals(slot.position.y, 4),
                decimals(slot.orientation.yaw, 4), status(detector),
            ]
        }
        return TextTable.text(facts) + "\n" + TextTable.text(rows, rightAligned: [0, 6, 7, 8])
    }

    /// A change on one line: when, what, why, how that is known.
    static func line(_ entry: HistoryEntry) -> String {
        let begin = entry.validity.begin.map(date) ?? "ever"
        let end = entry.validity.end.map(date) ?? "now"
        let changes = entry.changes
        let what = changes.prefix(4).joined(separator: "; ") + (changes.count > 4 ? "; \(changes.count - 4) more" : "")
        let edition = entry.edition.map { ", edition \(date($0))" } ?? ""
        return "\(begin) to \(end): \(what): \(entry.reason) (\(entry.source); \(entry.confidence.rawValue)\(edition))"
    }

    /// The UTC date, without the time of day at midnight.
    static func date(_ instant: Instant) -> String {
        let text = instant.description
        let midnight = "T00:00:00Z"
        return text.hasSuffix(midnight) ? String(text.dropLast(midnight.count)) : text
    }

    private static func status(_ detector: Detector) -> String {
        let parts = detector.amplifiers.filter { $0.status != .working }.map { "\($0.name) \($0.status.rawValue)" }
        return ([detector.status.rawValue] + parts).joined(separator: ", ")
    }

    private static func counts(_ camera: Camera) -> String {
        let counts = DetectorType.allCases.compactMap { type -> String? in
            let count = camera.detectors.count { $0.type == type }
            return count == 0 ? nil : "\(count) \(type.rawValue)"
        }
        let amplifiers = camera.detectors.reduce(0) { $0 + $1.amplifiers.count }
        return "\(camera.detectors.count) (\(counts.joined(separator: ", "))), \(amplifiers) amplifiers"
    }

    /// A number with so many decimals.
    static func decimals(_ number: Double, _ count: Int) -> String {
        var scale = 1.0
        for _ in 0..<count { scale *= 10 }
        let scaled = (abs(number) * scale).rounded()
        guard scaled < 9e15 else { return "\(number)" }
        let padded = Int(scaled).zeroPadded(count + 1)
        let sign = number < 0 && scaled > 0 ? "-" : ""
        return sign + padded.dropLast(count) + (count > 0 ? "." : "") + padded.suffix(count)
    }
}
