import ObsFITS
import ObsKit
import ObsText
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@Suite("Tables of corrections")
struct CorrectionTableTests {
    private static let corrections = """
        schema: obskit/corrections/1
        unless: {card: DONE, is: present}
        tables:
          - {name: targets, table: tables/targets.tsv, reason: lost, reference: T-1, stage: 2}
        corrections:
          - name: listed
            observation_id: [X_000001..000003, X_000009]
            change: [{set: FILTER, to: blue}]
            reason: named wrongly
        """

    private static let table = """
        # Comments are left out.
        OBSID\tOBJECT\tEXPTIME\tCCD
        X_000002\tM 31\t12.5\t7
        X_000004..000006\t"042"\t\tnull
        """

    private func report(_ id: String, _ more: [Card] = [], table: String = Self.table) throws -> TranslationReport {
        let folder = try TemporaryFolder()
        let package = SamplePackage().replacing(["corrections.yaml": Self.corrections, "tables/targets.tsv": table])
        let catalog = InstrumentCatalog(folders: [try package.write(to: folder)])
        let header = Header(
            cards: [
                Card("INSTRUME", .string("Toy")), Card("OBSID", .string(id)), Card("FILTER", .string("red")),
                Card("EXPTIME", .real(1)), Card("CCD", .integer(1)), Card("EXPNUM", .integer(1)),
            ] + more)
        return try #require(try catalog.translate(header: header).report)
    }

    @Test("repair the observation of a line, with typed values, its line and its reason")
    func line() throws {
        let report = try report("X_000002")
        #expect(report.info.object == "M 31")
        #expect(report.info.exposureTime == 12.5)
        #expect(report.info.detectorNum == 7)
        #expect(report.corrections.map(\.name) == ["listed", "targets"])
        #expect(report.corrections.last?.reason == "lost")
        #expect(report.corrections.last?.reference == "T-1")
        #expect(report.corrections.last?.place.line == 3)
    }

    @Test("repair every observation of a range; quotes make text, null undefines a card, an empty cell leaves it")
    func range() throws {
        for id in ["X_000004", "X_000005", "X_000006"] {
            let report = try report(id)
            #expect(report.info.object == "042")
            #expect(report.info.exposureTime == 1)
            #expect(report.info.detectorNum == nil)
        }
        #expect(try report("X_000007").corrections.isEmpty)
    }

    @Test("do nothing where the file says unless")
    func exception() throws {
        #expect(try report("X_000002", [Card("DONE", .logical(false))]).corrections.isEmpty)
    }

    @Test("leave ranges to corrections that name observations too", arguments: 1...10)
    func namedRange(_ number: Int) throws {
        let id = "X_" + String(repeating: "0", count: 6 - "\(number)".count) + "\(number)"
        let isListed = [1, 2, 3, 9].contains(number)
        #expect(try report(id).info.physicalFilter == (isListed ? "blue" : "red"))
    }

    @Test(
        "are refused with the line of what is wrong",
        arguments: [
            ("", "1:1: error: the table is empty"),
            ("CARD\tVALUE\n", "1:1: error: a table begins with a line of names"),
            ("OBSID\tA\nX\t1\t2\n", "2:1: error: this line has 3 cells, and there are 2 names"),
            ("OBSID\tA\nX_5..4\t1\n", "2:1: error: 'X_5..4' is no range of observation ids"),
            ("OBSID\tA\nX_000000..999999\t1\n", "2:1: error: 'X_000000..999999' is no range of observation ids"),
            ("OBSID\tA\nX\t1\n\nX\t2\n", "4:1: error: the observation 'X' stands in the table twice"),
        ])
    func refused(_ text: String, _ message: String) throws {
        let package = SamplePackage().replacing(["corrections.yaml": Self.corrections, "tables/targets.tsv": text])
        #expect(try messages(of: package).contains { $0.hasPrefix("tables/targets.tsv:\(message)") })
    }

    @Test("that are missing, or outside the package, are errors")
    func missing() throws {
        let missing = SamplePackage().replacing(["corrections.yaml": Self.corrections])
        #expect(try messages(of: missing).contains { $0.contains("targets.tsv") })
        let outside = Self.corrections.replacing("tables/targets.tsv", with: "../targets.tsv")
        #expect(
            try diagnostics(of: SamplePackage().replacing(["corrections.yaml": outside])).contains {
                $0.hasPrefix("error leaves-package corrections.yaml:4:")
            })
    }

    @Test(
        "hold for parts of nights where a correction lists them",
        arguments: [(1, false), (2, true), (4, true), (5, false)])
    func exposures(_ number: Int, _ holds: Bool) throws {
        let folder = try TemporaryFolder()
        let package = SamplePackage().replacing([
            "corrections.yaml": """
            schema: obskit/corrections/1
            corrections:
              - name: night
                exposures: [{day: 20190101, sequence: [1, 9]}, {day: [20200101, 20200102], sequence: [2, 4]}, {day: 20210101}]
                change: [{set: FILTER, to: blue}]
                reason: named wrongly
            """,
            "translation.yaml": SamplePackage.translation
                + "\n  observing_day: {card: DAY}\n  observation_counter: {card: NUMBER}\n",
        ])
        let catalog = InstrumentCatalog(folders: [try package.write(to: folder)])
        for (day, always) in [(20_200_101, nil), (20_200_102, nil), (20_210_101, true), (20_220_101, false)]
            as [(Int, Bool?)]
        {
            let header = Header(cards: [
                Card("INSTRUME", .string("Toy")), Card("FILTER", .string("red")), Card("DAY", .integer(day)),
                Card("NUMBER", .integer(number)),
            ])
            let filter = try catalog.translate(header: header).report?.info.physicalFilter
            #expect(filter == ((always ?? holds) ? "blue" : "red"), "\(day)")
        }
    }
}
