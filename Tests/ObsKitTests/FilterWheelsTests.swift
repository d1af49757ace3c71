import ObsDocuments
import ObsKit
import ObsText
import PackageSupport
import Testing

@Suite("Filters of wheels")
struct FilterWheelsTests {
    private static let text = """
        schema: obskit/filters/1
        filters:
          - {name: empty, band: white, aliases: [open]}
          - {name: red, band: r, aliases: [R], central_wavelength_nm: 620, width_nm: 130}
          - {name: dark, band: opaque, opaque: true}
        elements:
          - {name: grating, band: white, aliases: [G1]}
          - {name: density, band: nd}
        wheels:
          - {separator: '~', elements: [[empty, red, dark], [grating, empty]], band: '{1}'}
          - {separator: '~', elements: [[red], [density]], band: '{1}~{2}'}
        """

    private func catalog(_ text: String = Self.text) throws -> FilterCatalog {
        let problems = Problems()
        let catalog = FilterCatalog(
            layers: [try Document.yaml(text: text, file: "filters.yaml").root], problems: problems)
        try problems.throwIfErrors()
        return catalog
    }

    @Test("are found by the names of their elements, without being listed")
    func found() throws {
        let filters = try catalog()
        let red = try #require(filters["red~grating"])
        #expect(red.name == "red~grating")
        #expect(red.band == "r")
        #expect(red.centralWavelength == 620)
        #expect(red.width == 130)
        #expect(filters["empty~empty"]?.band == "white")
        #expect(filters["red~density"]?.band == "r~nd")
        #expect(filters["red~density"]?.centralWavelength == nil)
        #expect(filters["dark~grating"]?.isOpaque == true)
        #expect(filters.filters.map(\.name) == ["empty", "red", "dark"])
        #expect(
            filters.combinations.map(\.name).sorted() == [
                "dark~empty", "dark~grating", "empty~empty", "empty~grating", "red~density", "red~empty", "red~grating",
            ])
    }

    @Test("are found by aliases of their elements, under one name")
    func aliases() throws {
        let filters = try catalog()
        #expect(filters["R~G1"] == filters["red~grating"])
        #expect(filters["open~open"]?.name == "empty~empty")
    }

    @Test(
        "are none where an element is in the other wheel, unknown, or no filter by itself",
        arguments: ["grating~red", "red~red", "empty~density", "red~", "red", "grating", "red~grating~empty", "", "~"])
    func notFound(_ name: String) throws {
        #expect((try catalog()[name] != nil) == (name == "red"))
    }

    @Test(
        "are refused when they are not complete or not unique",
        arguments: [
            ("{separator: '~', elements: [[red], [x]], band: '{1}'}", "unknown-element"),
            ("{separator: '~', elements: [[red, red], [grating]], band: '{1}'}", "duplicate-key"),
            ("{separator: '~', elements: [[red]], band: '{1}'}", "bad-wheels"),
            ("{separator: '', elements: [[red], [grating]], band: '{1}'}", "bad-wheels"),
            ("{separator: '~', elements: [[red], [grating]], band: '{3}'}", "bad-wheels"),
            ("{separator: '~', elements: [[red], [grating]], band: '{x}'}", "bad-wheels"),
            ("{separator: '~', elements: [[dark, red], [density]], band: '{1}'}", "bad-wheels"),
        ])
    func refused(_ wheels: String, _ code: String) throws {
        do {
            _ = try catalog(Self.text + "\n  - " + wheels)
            Issue.record("nothing was said")
        } catch let error as DiagnosticsError {
            #expect(error.diagnostics.map(\.code.rawValue).contains(code))
        }
    }

    @Test("may not repeat a filter that is listed")
    func listedTwice() throws {
        let text = Self.text.replacing("elements:\n  -", with: "  - {name: red~grating, band: r}\nelements:\n  -")
        #expect(throws: DiagnosticsError.self) { try catalog(text) }
    }
}
