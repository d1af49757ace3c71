import ObsFITS
import ObsKit
import ObsText
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@Suite("FilterCatalog")
struct FilterCatalogTests {
    private func instrument(_ folder: TemporaryFolder) throws -> Instrument {
        try InstrumentCatalog(folders: [try SamplePackage().write(to: folder)]).instrument(named: "Toy")
    }

    @Test("finds a filter by its name or an alias, exactly as written")
    func lookUp() throws {
        let folder = try TemporaryFolder()
        let filters = try instrument(folder).filters
        let red = try #require(filters["red"])
        #expect(red.band == "r")
        #expect(red.centralWavelength == 620)
        #expect(red.width == 130)
        #expect(!red.isOpaque)
        #expect(filters["R"] == red)
        #expect(filters["RED"] == nil)
        #expect(filters["shut"]?.isOpaque == true)
        #expect(filters["blue"]?.centralWavelength == nil)
        #expect(FilterCatalog.empty.filters.isEmpty)
    }

    @Test(
        "of an observation with a filter that is not in it gives a warning",
        arguments: [("red", false), ("R", false), ("rad", true)])
    func unknownFilter(_ name: String, _ isUnknown: Bool) throws {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [try SamplePackage().write(to: folder)])
        let cards = header(("INSTRUME", .string("Toy")), ("FILTER", .string(name)))
        let report = try #require(try catalog.translate(header: cards).report)
        let expected = "warning: Toy has no filter 'rad'; did you mean 'red'?"
        #expect(report.diagnostics.map(\.description) == (isUnknown ? [expected] : []))
        #expect(report.diagnostics.allSatisfy { $0.code.rawValue == "unknown-filter" })
    }
}
