import ObsFITS
import ObsKit
import ObsTime
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@Suite("Rules that compare, ask whether something is known, and hold times back")
struct RuleAdditionTests {
    private func report(_ rules: String, _ cards: [Card]) throws -> TranslationReport {
        let folder = try TemporaryFolder()
        let package = SamplePackage().replacing(["translation.yaml": SamplePackage.translation + "\n" + rules])
        let catalog = InstrumentCatalog(folders: [try package.write(to: folder)])
        return try #require(
            try catalog.translate(header: Header(cards: [Card("INSTRUME", .string("Toy"))] + cards)).report)
    }

    @Test(
        "A comparison takes another rule's number",
        arguments: [
            ("greaterThan", [false, false, true]), ("lessThan", [true, false, false]),
            ("atLeast", [false, true, true]), ("atMost", [true, true, false]),
        ])
    func compared(_ test: String, _ holds: [Bool]) throws {
        let rules = "  has_simulated_content: {test: {card: A, \(test): {card: B, steps: [{offset: 1}]}}}"
        for (number, expected) in zip([1.0, 2.0, 3.0], holds) {
            let report = try report(rules, [Card("A", .real(number)), Card("B", .integer(1))])
            #expect(report.info.hasSimulatedContent == expected, "\(number)")
        }
        #expect(try report(rules, [Card("A", .real(1))]).info.hasSimulatedContent == false)
    }

    @Test(
        "A source is known when it has a value that its steps do not refuse",
        arguments: [
            (HeaderValue.string("1"), true), (.string("x"), false), (.undefined, false), (.integer(0), true),
            (nil, false),
        ] as [(HeaderValue?, Bool)])
    func known(_ value: HeaderValue?, _ isKnown: Bool) throws {
        for wanted in [true, false] {
            let rules = "  has_simulated_content: {test: {card: A, steps: [number], known: \(wanted)}}"
            let report = try report(rules, value.map { [Card("A", $0)] } ?? [])
            #expect(report.info.hasSimulatedContent == (isKnown == wanted))
        }
    }

    @Test("A time before notBefore becomes it, and is flagged as clipped")
    func notBefore() throws {
        let rules = """
              datetime_begin: {time: {iso: BEGIN}}
              datetime_end: {time: {iso: END, not_before: {time: {iso: BEGIN, plus: {constant: 10}}}}}
            """
        for (end, seconds, isClipped) in [("00:00:05", 10.0, true), ("00:00:10", 10, false), ("00:00:12", 12, false)] {
            let report = try report(
                rules,
                [
                    Card("BEGIN", .string("2020-01-01T00:00:00")), Card("END", .string("2020-01-01T\(end)")),
                    Card("EXPTIME", .real(1)),
                ])
            let (begin, last) = (try #require(report.info.datetimeBegin), try #require(report.info.datetimeEnd))
            #expect(last.seconds(since: begin) == seconds)
            #expect(report.flags(of: .datetimeEnd).contains(.clipped) == isClipped)
        }
    }
}
