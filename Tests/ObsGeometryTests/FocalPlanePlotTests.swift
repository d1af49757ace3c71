import Foundation
import ObsText
import Testing

@testable import ObsGeometry

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Counts the elements of an XML text.
private final class ElementCounter: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var text = ""

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        counts[name, default: 0] += 1
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}

/// A text of a drawing that has a halo.
private struct Label {
    let text: String
    let (x, y, size, halo): (Double, Double, Double, Double)
    /// The point around which it is turned upright; nil for a level one.
    let pivot: Point?

    init(_ line: Substring) {
        func value(_ name: String) -> String {
            guard let begin = line.range(of: " \(name)=\"") else { return "" }
            return String(line[begin.upperBound...].prefix { $0 != "\"" })
        }
        text = String(line.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" })
        (x, y) = (Double(value("x")) ?? .nan, Double(value("y")) ?? .nan)
        (size, halo) = (Double(value("font-size")) ?? .nan, (Double(value("stroke-width")) ?? .nan) / 2)
        let turn = value("transform").dropFirst("rotate(-90 ".count).dropLast().split(separator: " ").compactMap {
            Double($0)
        }
        pivot = turn.count == 2 ? Point(turn[0], turn[1]) : nil
    }

    /// The corners of what is painted, with the halo.
    var corners: [Point] {
        let half = TextWidth.of(text) * size / 2 + halo
        let (top, bottom) = (y - 0.75 * size - halo, y + halo)
        let level = [Point(x - half, top), Point(x + half, top), Point(x + half, bottom), Point(x - half, bottom)]
        guard let pivot else { return level }
        return level.map { Point(pivot.x + ($0.y - pivot.y), pivot.y - ($0.x - pivot.x)) }
    }
}

struct FocalPlanePlotTests {
    private func elements(of svg: String) throws -> ElementCounter {
        let counter = ElementCounter()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = counter
        try #require(parser.parse(), "not well-formed: \(String(describing: parser.parserError))")
        return counter
    }

    @Test("A drawing is well-formed and has an outline and a name for each detector")
    func detectors() throws {
        let camera = try SampleCamera.camera(at: "2013-01-01")
        let counter = try elements(of: FocalPlanePlot(camera).svg)
        #expect(counter.counts["polygon"] == camera.detectors.count)
        for detector in camera.detectors { #expect(counter.text.contains(detector.name)) }
        #expect(counter.text.contains("readout corner") && counter.text.contains("dead or unused (2)"))
        #expect(try #require(counter.counts["polyline"]) > 4)
    }

    @Test("Amplifiers and the grid can be left out")
    func options() throws {
        var plot = FocalPlanePlot(try SampleCamera.camera())
        plot.showsAmplifiers = false
        plot.showsFieldAngles = false
        let counter = try elements(of: plot.svg)
        #expect(counter.counts["polyline"] == nil && !counter.text.contains("readout corner"))
    }

    @Test("Names with reserved and forbidden characters are escaped")
    func escaped() throws {
        let camera = try SampleCamera.camera().edited { $0.slots[0].name = "<&\"\u{1}>" }
        #expect(try elements(of: FocalPlanePlot(camera).svg).text.contains("<&\"?>"))
    }

    @Test("A camera without detectors is drawn too")
    func empty() throws {
        let camera = try Camera(CameraParts(name: "Empty", fieldAngle: #require(FieldAngleModel(plateScale: 20))))
        #expect(try elements(of: FocalPlanePlot(camera).svg).counts["polygon"] == nil)
    }

    @Test("Angles beyond any sky are drawn without a grid")
    func hugeAngles() throws {
        let camera = try SampleCamera.camera().edited {
            $0.fieldAngle.map = .affine(AffineMap(matrix: Matrix2(1e100, 0, 0, 1e100)))
        }
        #expect(try elements(of: FocalPlanePlot(camera).svg).counts["polyline"] == nil)
    }

    /// The names and ids of a drawing, in the order of the detectors: an id follows its name.
    private func labels(_ svg: String) -> [Label] {
        svg.split(separator: "\n").filter { $0.contains("paint-order=\"stroke\"") }.map { Label($0) }
    }

    @Test("Chips of one type have names of one size, which the longest name of the type decides")
    func lettersOfOneSize() throws {
        let camera = try SampleCamera.camera()
        func sizes(_ camera: Camera) -> [DetectorType: Set<Double>] {
            let labels = labels(FocalPlanePlot(camera).svg)
            #expect(labels.count == 2 * camera.detectors.count)
            return Dictionary(grouping: camera.detectors.indices) { camera.detectors[$0].type }
                .mapValues { Set($0.map { labels[2 * $0].size }) }
        }
        let before = sizes(camera)
        #expect(before.count > 1 && before.values.allSatisfy { $0.count == 1 })
        let type = try #require(camera.detectors.first).type
        let first = try #require(camera.detectors.first).name
        let after = sizes(
            try camera.edited { parts in
                for place in parts.slots.indices where parts.slots[place].name == first {
                    parts.slots[place].name = "a_name_that_is_long"
                }
            })
        for (other, size) in before {
            let now = try #require(after[other]?.first)
            #expect(after[other]?.count == 1)
            #expect(try other == type ? now < #require(size.first) : now == size.first)
        }
    }

    @Test(
        "A name and its id stay inside of their chip with their halos, and apart from each other",
        arguments: [0.0, 10, 33, 90, -45], ["W", "R22_S11", "a_name_that_is_long"])
    func labelsInside(_ yaw: Double, _ name: String) throws {
        let camera = try SampleCamera.camera().edited {
            $0.slots[0].name = name
            $0.slots[0].orientation.yaw = yaw
        }
        let labels = labels(FocalPlanePlot(camera).svg)
        let canvas = Canvas(camera, width: 1200, margin: 70)
        for (place, detector) in camera.detectors.enumerated() {
            let (name, id) = (labels[2 * place], labels[2 * place + 1])
            #expect(name.text == detector.name && id.text == "\(detector.id)")
            // Below its line a letter goes 0.24 of its size; digits do not.
            #expect(name.y + 0.24 * name.size + name.halo <= id.y - 0.75 * id.size - id.halo)
            let outline = detector.box.corners.map { canvas.place(detector.pixelsToFocalPlane($0)) }
            for corner in name.corners + id.corners { #expect(isInside(corner, outline), "\(detector.name) \(corner)") }
        }
    }

    /// Whether a point lies on one side of all edges.
    private func isInside(_ point: Point, _ outline: [Point]) -> Bool {
        let sides = outline.indices.map { place in
            let (from, to) = (outline[place], outline[(place + 1) % outline.count])
            return (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x)
        }
        return sides.allSatisfy { $0 > 0 } || sides.allSatisfy { $0 < 0 }
    }

    @Test("The same camera gives the same bytes")
    func deterministic() throws {
        #expect(FocalPlanePlot(try SampleCamera.camera()).svg == FocalPlanePlot(try SampleCamera.camera()).svg)
    }

    @Test(
        "Numbers have at most two decimals",
        arguments: [(0.0, "0"), (-0.004, "0"), (1.5, "1.5"), (-2.05, "-2.05"), (1e12, "0"), (99.999, "100")])
    func numbers(_ value: Double, _ text: String) {
        #expect(SVGText.number(value) == text)
    }
}
