import Foundation

@testable import ObsGeometry

/// Compares a camera with the reference's numbers, value by value.
struct CameraComparison {
    /// What differs though no deviation says so.
    private(set) var wrong: [String] = []

    private let camera: String
    private let deviations: Set<Deviation>
    private var used: Set<Deviation> = []

    /// A line of camera-deviations.txt: places are `detector` or `detector/amplifier`, a star stands for each.
    private struct Deviation: Hashable {
        let place: String
        let field: String
    }

    /// Reads the deviations of a camera.
    init(_ camera: String) throws {
        self.camera = camera
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../Documentation/camera-deviations.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        deviations = Set(
            lines.compactMap { line in
                let parts = line.split(separator: " ", maxSplits: 3)
                guard parts.count == 4, parts[0] == camera else { return nil }
                return Deviation(place: String(parts[1]), field: String(parts[2]))
            })
    }

    /// The deviations that were none.
    var unused: [String] { deviations.subtracting(used).map { "\(camera) \($0.place) \($0.field)" }.sorted() }

    mutating func compare(_ camera: Camera, with truth: [String: Any], allDetectors: Bool) throws {
        check("camera", "name", camera.name == truth["name"] as? String)
        check("camera", "focalPlaneParity", (camera.parity == .flipped) == truth["focalPlaneParity"] as? Bool)
        let detectors = truth["detectors"] as? [[String: Any]] ?? []
        if allDetectors {
            check("camera", "maxFocalPlaneRadiusMm", same(camera.maximumRadius, truth["maxFocalPlaneRadiusMm"], 1e-9))
            check("camera", "detectors", camera.detectors.count == detectors.count)
        }
        for values in detectors {
            let name = values["name"] as? String ?? ""
            guard let detector = camera.detector(named: name) else {
                wrong.append("\(name) is missing")
                continue
            }
            compare(detector, with: values)
        }
    }

    private mutating func compare(_ detector: Detector, with truth: [String: Any]) {
        let slot = detector.slot
        func check(_ field: String, _ isSame: Bool) { self.check(detector.name, field, isSame) }
        check("id", detector.id == truth["id"] as? Int)
        check("serial", detector.serial == truth["serial"] as? String)
        check("type", detector.type.rawValue.uppercased() == truth["type"] as? String)
        check("physicalType", detector.physicalType == truth["physicalType"] as? String)
        check("bbox", same(detector.box, truth["bbox"]))
        check("pixelSizeMm", same([detector.pixelSize.x, detector.pixelSize.y], truth["pixelSizeMm"], 1e-9))
        check("fpPositionMm", same([slot.position.x, slot.position.y, slot.height], truth["fpPositionMm"], 1e-9))
        let reference = detector.layout.referencePoint
        check("refPoint", same([reference.x, reference.y], truth["refPoint"], 1e-9))
        for (field, angle) in [
            ("yawRad", slot.orientation.yaw), ("pitchRad", slot.orientation.pitch), ("rollRad", slot.orientation.roll),
        ] {
            let stated = truth[field] as? Double ?? .nan
            check(field, abs((angle * .pi / 180 - stated).remainder(dividingBy: 2 * .pi)) <= 1e-12)
        }
        check("crosstalkCount", (detector.crosstalk?.coefficients.count ?? 0) == truth["crosstalkCount"] as? Int)
        for (field, pixels) in [("corners", detector.box.corners), ("center", [detector.box.center])] {
            let stated = truth[field] as? [String: Any] ?? [:]
            for (frame, tolerance) in [("pixels", 1e-9), ("focalPlane", 1e-9), ("fieldAngle", 1e-12)] {
                let transform: (Point) -> Point =
                    switch frame {
                    case "focalPlane": { detector.pixelsToFocalPlane($0) }
                    case "fieldAngle": { detector.pixelsToFieldAngle($0) }
                    default: { $0 }
                    }
                let points = field == "center" ? [stated[frame] as? [Double] ?? []] : stated[frame] as? [[Double]] ?? []
                let isSame =
                    points.count == pixels.count
                    && zip(pixels, points).allSatisfy { pixel, point in
                        let mine = transform(pixel)
                        return same([mine.x, mine.y], point, tolerance)
                    }
                check(field, isSame)
            }
        }
        let amplifiers = truth["amps"] as? [[String: Any]] ?? []
        check("amps", detector.amplifiers.map(\.name) == amplifiers.map { $0["name"] as? String ?? "" })
        for (amplifier, truth) in zip(detector.amplifiers, amplifiers) {
            compare(amplifier, of: detector.name, with: truth)
        }
    }

    private mutating func compare(_ amplifier: Amplifier, of detector: String, with truth: [String: Any]) {
        func check(_ field: String, _ isSame: Bool) {
            if truth[field] != nil { self.check("\(detector)/\(amplifier.name)", field, isSame) }
        }
        for (field, box) in [
            ("bbox", amplifier.box), ("rawBBox", amplifier.rawBox), ("rawDataBBox", amplifier.rawDataBox),
            ("rawHorizontalOverscanBBox", amplifier.rawSerialOverscanBox),
            ("rawVerticalOverscanBBox", amplifier.rawParallelOverscanBox),
            ("rawPrescanBBox", amplifier.rawSerialPrescanBox),
        ] { check(field, same(box, truth[field])) }
        check("hdu", amplifier.hdu == truth["hdu"] as? Int)
        check("rawFlipX", amplifier.flips.x == truth["rawFlipX"] as? Bool)
        check("rawFlipY", amplifier.flips.y == truth["rawFlipY"] as? Bool)
        check("rawXYOffset", [amplifier.rawOffset.x, amplifier.rawOffset.y] == truth["rawXYOffset"] as? [Int])
        check("readoutCorner", amplifier.readoutCorner.abbreviation == truth["readoutCorner"] as? String)
        for (field, value) in [
            ("gain", amplifier.gain), ("readNoise", amplifier.readNoise), ("saturation", amplifier.saturation),
            ("suspectLevel", amplifier.suspectLevel), ("linearityThreshold", amplifier.linearity?.threshold),
            ("linearityMaximum", amplifier.linearity?.maximum),
        ] { check(field, same(value, truth[field], 1e-9)) }
        check("linearityType", amplifier.linearity?.type == truth["linearityType"] as? String)
        check("linearityUnits", amplifier.linearity?.units == truth["linearityUnits"] as? String)
        let coefficients = truth["linearityCoeffs"] as? [Any] ?? []
        check(
            "linearityCoeffs",
            (amplifier.linearity?.coefficients ?? []).elementsEqual(coefficients) { same($0, $1, 1e-9) })
    }

    private mutating func check(_ place: String, _ field: String, _ isSame: Bool) {
        guard !isSame else { return }
        let parts = place.split(separator: "/")
        let places = [place, parts.count == 2 ? "*/*" : "*"]
        let listed = places.map { Deviation(place: $0, field: field) }.filter { deviations.contains($0) }
        if listed.isEmpty { wrong.append("\(place): \(field)") }
        used.formUnion(listed)
    }

    private func same(_ box: Box, _ truth: Any?) -> Bool {
        guard let truth = truth as? [String: Int] else { return false }
        if box.isEmpty { return truth["w"] == 0 || truth["h"] == 0 }
        return [box.x, box.y, box.width, box.height] == ["x0", "y0", "w", "h"].map { truth[$0] }
    }

    private func same(_ value: Double?, _ truth: Any?, _ tolerance: Double) -> Bool {
        guard let truth = truth as? Double else { return value == nil && truth is NSNull }
        return value.map { abs($0 - truth) <= max(tolerance, 1e-12 * abs(truth)) } ?? false
    }

    private func same(_ values: [Double], _ truth: Any?, _ tolerance: Double) -> Bool {
        guard let truth = truth as? [Double], truth.count == values.count else { return false }
        return zip(values, truth).allSatisfy { abs($0 - $1) <= max(tolerance, 1e-12 * abs($1)) }
    }
}
