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
