import CalibrationSupport
import Foundation
import ObsTime
import Testing

@testable import ObsCalibrations

struct CoverageTests {
    private func coverage(_ during: Validity? = nil) throws -> CalibrationCoverage {
        var set = try Samples.set(.begin, "2a", "2b", "3a")
        try set.add(CalibrationCollection("later", .validityRanged))
        try set.certify(["2a"], during: Samples.hours(1, 2))
        try set.certify(["2b"], during: Samples.hours(3, 5))
        try set.certify(["2b"], in: "later", during: Samples.hours(1.5, 2.5))
        try set.certify(["3a"], during: Samples.hours(0, 6))
        let index = try CalibrationIndex(set, searching: ["calib", "later"])
        return try index.coverage(detectors: [2, 3, 4], during: try during ?? Samples.hours(0, 6))
    }

    @Test("Gaps and overlaps are found for each detector, also for one of which nothing is certified")
    func lines() throws {
        let coverage = try coverage()
        #expect(coverage.lines.map(\.detector) == [2, 3, 4])
        let gaps = try [(0, 1), (2.5, 3), (5, 6)].map { try Samples.hours($0.0, $0.1) }
        #expect(coverage.lines[0].gaps == gaps)
        #expect(coverage.lines[0].spans.map { $0.dataset.map { _ in 1 } ?? 0 } == [0, 1, 1, 1, 0, 1, 0])
        #expect(coverage.lines[0].overlaps.map(\.hidden) == [[Samples.id("2b")]])
        #expect(coverage.lines[0].overlaps.map(\.validity) == [try Samples.hours(1.5, 2)])
        #expect(coverage.lines[1].gaps.isEmpty)
        #expect(coverage.lines[2].gaps == [try Samples.hours(0, 6)])
        #expect(coverage.incomplete.map(\.detector) == [2, 4])
    }

    @Test("Spans of a line follow each other without holes over the whole range, with open ends too")
    func noHoles() throws {
        for line in try coverage(.always).lines {
            #expect(line.spans.first?.validity.begin == nil && line.spans.last?.validity.end == nil)
            for (one, next) in zip(line.spans, line.spans.dropFirst()) {
                #expect(one.validity.end == next.validity.begin)
            }
        }
    }

    @Test("A kind with filters has a line for each filter and detector")
    func filters() throws {
        let kind = CalibrationKind(
            name: "flat", keys: [KeyRule("detector", .exact), KeyRule("filter", .exact)], isRequired: true)
        var set = CalibrationSet(kinds: try CalibrationKinds([kind]))
        try set.add(CalibrationCollection("calib", .validityRanged))
        let flat = CalibrationDataset(
            id: .random(), kind: "flat", keys: CalibrationKeys(detector: 1, filter: "g"), uri: "g")
        try set.add(flat)
        try set.certify([flat.id], in: "calib", during: .always)
        let coverage = try CalibrationIndex(set, searching: ["calib"]).coverage(filters: ["r"], during: .always)
        #expect(coverage.lines.map(\.filter) == ["g", "r"])
        #expect(coverage.incomplete.map(\.filter) == ["r"])
        #expect(coverage.rows.last?.last == "gap, required")
        #expect(coverage.rows.allSatisfy { $0.count == CalibrationCoverage.titles.count })
    }

    @Test("Nights are missing, partly missing or overlapping")
    func nights() throws {
        var set = try Samples.set(.begin, "2a", "2b")
        try set.add(CalibrationCollection("later", .validityRanged))
        try set.certify(["2a"], during: Samples.hours(0, 36))
        try set.certify(["2b"], in: "later", during: Samples.hours(10, 12))
        let coverage = try CalibrationIndex(set, searching: ["calib", "later"]).coverage(during: .always)
        let nights = try coverage.nights([20_200_101, 20_200_102, 20_200_103], offset: 0)
        #expect(nights.map(\.day) == [20_200_101, 20_200_102, 20_200_103])
        #expect(nights.map(\.state) == [.overlapping, .partlyMissing, .missing])
        #expect(throws: TimeError.self) { try coverage.nights([20_201_301], offset: 0) }
    }

    @Test("The timeline is the same bytes every time, and marks gaps, overlaps and datasets")
    func timeline() throws {
        let coverage = try coverage()
        let svg = CoverageChart(coverage, detectorName: { "D\($0)<" }).svg
        #expect(svg == CoverageChart(coverage, detectorName: { "D\($0)<" }).svg)
        #expect(svg.hasPrefix("<svg") && svg.hasSuffix("</svg>\n"))
        #expect(svg.contains("bias D4&lt;") && !svg.contains("D4<"))
        #expect(svg.components(separatedBy: "#e8c9c5").count - 1 == 4 + 1)
        #expect(svg.components(separatedBy: "#e0a030").count - 1 == 1 + 1)
        if let folder = ProcessInfo.processInfo.environment["OBSKIT_PLOTS"] {
            try svg.write(toFile: folder + "/coverage.svg", atomically: true, encoding: .utf8)
        }
    }

    @Test(
        "The dates beside a timeline are hours, days, months or years, and never more than fit",
        arguments: [
            (
                "2020-01-01T00:00:00", "2020-01-01T06:00:00",
                ["2020-01-01", "01:00", "02:00", "03:00", "04:00", "05:00", "06:00"]
            ),
            (
                "2020-01-01T22:30:00", "2020-01-03T01:00:00",
                ["2020-01-02", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00", "2020-01-03"]
            ),
            (
                "2013-11-29T12:00:00", "2013-12-02T00:00:00",
                [
                    "12:00", "18:00", "2013-11-30", "06:00", "12:00", "18:00", "2013-12-01", "06:00", "12:00", "18:00",
                    "2013-12-02",
                ]
            ),
            (
                "2020-02-26T12:00:00", "2020-03-03T00:00:00",
                [
                    "12:00", "2020-02-27", "12:00", "2020-02-28", "12:00", "2020-02-29", "12:00", "2020-03-01", "12:00",
                    "2020-03-02", "12:00", "2020-03-03",
                ]
            ),
            (
                "2020-01-05T00:00:00", "2020-05-01T00:00:00",
                [
                    "2020-01-05", "2020-01-15", "2020-01-25", "2020-02-04", "2020-02-14", "2020-02-24", "2020-03-05",
                    "2020-03-15", "2020-03-25", "2020-04-04", "2020-04-14", "2020-04-24",
                ]
            ),
            (
                "2012-08-01T00:00:00", "2015-02-01T00:00:00",
                [
                    "2012-10", "2013-01", "2013-04", "2013-07", "2013-10", "2014-01", "2014-04", "2014-07", "2014-10",
                    "2015-01",
                ]
            ),
            ("1999-08-01T00:00:00", "2024-02-01T00:00:00", ["2000", "2005", "2010", "2015", "2020"]),
        ] as [(String, String, [String])])
    func dates(begin: String, end: String, texts: [String]) throws {
        let range = try (Instant(iso: begin, scale: .utc), Instant(iso: end, scale: .utc))
        let marks = DateAxis.marks(from: Double(range.0.nanoseconds), to: Double(range.1.nanoseconds))
        #expect(marks.map(\.text) == texts)
        #expect(marks.count <= 13)
    }

    @Test("A long name has room beside its bar, or is cut")
    func longNames() throws {
        for (length, count) in [(50, 55), (400, 60)] {
            let svg = CoverageChart(try coverage(), detectorName: { _ in String(repeating: "n", count: length) }).svg
            let label = try #require(svg.components(separatedBy: ">").first { $0.hasPrefix("bias n") })
            #expect(label.prefix { $0 != "<" }.count == count)
        }
    }

    @Test("Nothing at all is drawn as an empty timeline")
    func empty() throws {
        let index = try CalibrationIndex(try Samples.set(.begin), searching: ["calib"])
        let coverage = try index.coverage(during: .always)
        #expect(coverage.lines.flatMap(\.gaps) == [.always])
        #expect(CoverageChart(coverage).svg.hasSuffix("</svg>\n"))
    }
}
