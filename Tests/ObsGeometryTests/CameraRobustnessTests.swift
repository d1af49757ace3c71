import ObsText
import TestSupport
import Testing

@testable import ObsGeometry

struct CameraRobustnessTests {
    private static let words = [
        "~", "-1", "0", "1e308", "-1e308", ".nan", "9223372036854775807", "-9223372036854775808", "[]", "{}", "[[]]",
        "''", "1e-320",
        "true", "unknown", "none", "1073741824", "[1, 2, 3, 4]", "[-1, 0, 1073741824, 1073741824]", "x",
    ]

    /// Puts a word in the place of a value, or takes a line out, or repeats it.
    private func spoil(_ text: String, _ numbers: inout SeededGenerator) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let line = Int.random(in: 0..<lines.count, using: &numbers)
        switch Int.random(in: 0..<6, using: &numbers) {
        case 0: lines.remove(at: line)
        case 1: lines.insert(lines[line], at: line)
        default:
            let separators = lines[line].indices.filter { ":,[".contains(lines[line][$0]) }
            guard let start = separators.randomElement(using: &numbers) else { break }
            let rest = lines[line][lines[line].index(after: start)...]
            let end = rest.firstIndex { ",]}".contains($0) } ?? rest.endIndex
            let word = Self.words.randomElement(using: &numbers) ?? ""
            lines[line].replaceSubrange(lines[line].index(after: start)..<end, with: " \(word)")
        }
        return lines.joined(separator: "\n")
    }

    @Test("Whatever stands in the files, the camera is read or refused with reasons", arguments: 1...8)
    func spoiled(_ seed: Int) {
        var numbers = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<60 {
            var texts = [SampleCamera.sensors, SampleCamera.focalPlane, SampleCamera.history]
            for _ in 0...Int.random(in: 0...2, using: &numbers) {
                let file = Int.random(in: 0..<3, using: &numbers)
                texts[file] = spoil(texts[file], &numbers)
            }
            do {
                let history = try SampleCamera.read(sensors: texts[0], focalPlane: texts[1], history: texts[2])
                for version in try history.versions() {
                    _ = version.camera.json()
                    _ = version.camera.yaml
                    _ = FocalPlanePlot(version.camera).svg
                    for detector in version.camera.detectors {
                        _ = detector.amplifiers.map(\.assembled)
                        #expect(detector.pixelsToFieldAngle(detector.box.center).isFinite)
                    }
                }
                let yaml = history.yaml
                let copy = try SampleCamera.read(
                    sensors: yaml.sensors, focalPlane: yaml.focalPlane, history: yaml.history)
                #expect(try copy.versions().map(\.camera) == history.versions().map(\.camera))
            } catch let error as DiagnosticsError {
                #expect(!error.diagnostics.isEmpty)
                #expect(error.diagnostics.allSatisfy { $0.place != nil }, "\(error)")
            } catch {
                Issue.record("\(error), seed \(seed)\n\(texts.joined(separator: "\n---\n"))")
            }
        }
    }
}
