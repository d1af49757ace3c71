import Foundation
import ObsDocuments
import ObsKit
import ObsKitConformance
import ObsRaw
import ObsText
import TestSupport
import Testing

@Suite("ConformanceReport")
struct ConformanceReportTests {
    /// A report of the good package with changes.
    private func report(
        _ changes: [String: String], known: KnownFindings = .none
    ) throws -> (report: ConformanceReport, folder: TemporaryFolder) {
        let folder = try TemporaryFolder()
        var package = GoodPackage()
        package.files.merge(changes) { $1 }
        return (ConformanceReport(of: try subject(try package.write(to: folder)), known: known), folder)
    }

    private let noReadme = ["README.md": "A camera.\n"]

    @Test("passes on findings less bad than the level that is asked for")
    func levels() throws {
        let report = try report(noReadme).report
        #expect(report.passes() && report.passes(.warning))
        #expect(!report.passes(.advice))
        #expect(report.summary.hasSuffix("checks, 0 errors, 0 warnings, 1 advice"))
    }

    @Test("is the same whichever check ends first")
    func order() throws {
        let folder = try TemporaryFolder()
        var package = GoodPackage()
        package.files["README.md"] = "A camera.\n"
        let checked = try subject(try package.write(to: folder))
        let first = ConformanceReport(of: checked)
        #expect(first.outcomes.map(\.check) == ConformanceCheck.all)
        for _ in 0..<5 { #expect(ConformanceReport(of: checked).text == first.text) }
        #expect(ParallelWork.map(Array(0..<1000)) { $0 * 3 } == (0..<1000).map { $0 * 3 })
    }

    @Test("shows what is waived with its reason, and does not count it")
    func waived() throws {
        let waivers = """
            schema: obskit/waivers/1
            waivers: [{check: readme-given, message: README.md, reason: It is a test.}]
            """
        let (report, folder) = try report(noReadme.merging(["conformance/waivers.yaml": waivers]) { $1 })
        #expect(report.passes(.advice))
        let lines = report.text.replacing(folder.path + "/", with: "").split(separator: "\n")
        #expect(
            lines.first
                == "waived: advice: Toy/README.md does not name 1 of the instruments, the first is Toy; say what they are [readme-given]: It is a test."
        )
        #expect(lines.last?.hasSuffix("0 errors, 0 warnings, 0 advice, 1 waived") == true)
    }

    @Test("a waiver of another instrument or another message accepts nothing")
    func narrow() throws {
        for line in ["instrument: Other", "message: READYOU"] {
            let waivers = """
                schema: obskit/waivers/1
                waivers: [{check: readme-given, \(line), reason: It is a test.}]
                """
            let report = try report(noReadme.merging(["conformance/waivers.yaml": waivers]) { $1 }).report
            #expect(report.findings.map(\.check) == ["readme-given", "waivers-needed"])
        }
    }

    @Test("knows the findings of a baseline wherever they stand, and no others")
    func baseline() throws {
        let broken = ["filters.yaml": (GoodPackage().files["filters.yaml"] ?? "").replacing("620", with: "820")]
        let before = try report(broken).report
        #expect(before.findings.map(\.check) == ["band-wavelengths"])
        let text = KnownFindings(of: [before]).yaml
        let known = try KnownFindings(document: try Document.yaml(text: text, file: "known.yaml"))
        let moved = broken.mapValues { "# A line more.\n" + $0.replacing("  - {name: blue", with: "\n  - {name: blue") }
        let after = try report(moved.merging(noReadme) { $1 }, known: known).report
        #expect(after.findings.map(\.check) == ["readme-given"])
        #expect(after.outcomes.flatMap(\.known).map(\.check) == ["band-wavelengths"])
        #expect(KnownFindings(of: []).yaml.contains("findings: []"))
        #expect(throws: DiagnosticsError.self) {
            try KnownFindings(document: try Document.yaml(text: "schema: obskit/known/1", file: "known.yaml"))
        }
    }

    @Test("is the same from run to run, as text, JSON and JUnit")
    func deterministic() throws {
        let folder = try TemporaryFolder()
        var package = GoodPackage()
        package.files["filters.yaml"] = package.files["filters.yaml"]?.replacing("620", with: "820")
        package.files["README.md"] = nil
        let path = try package.write(to: folder)
        let first = ConformanceReport(of: try subject(path))
        let second = ConformanceReport(of: try subject(path))
        #expect(first.text == second.text)
        #expect(ConformanceReport.json([first]) == ConformanceReport.json([second]))
        #expect(ConformanceReport.junit([first]) == ConformanceReport.junit([second]))
    }

    @Test("as JSON has every check with its findings")
    func json() throws {
        let report = try report(noReadme).report
        let document = try Document.json(text: ConformanceReport.json([report]), file: "report.json")
        let package = try #require(document.root["packages"]?.elements.first)
        #expect(package["package"]?.text == "Toy")
        #expect(package["advice"]?.text == "1")
        let checks = try #require(package["checks"]?.elements)
        #expect(checks.map { $0["check"]?.text } == ConformanceCheck.all.map(\.code))
        let finding = try #require(checks.first { $0["check"]?.text == "readme-given" }?["findings"]?.elements.first)
        #expect(finding["level"]?.text == "advice")
        #expect(finding["hint"]?.text == "say what they are")
    }

    @Test("as JUnit has a case for each check, and failures as bad as is asked for")
    func junit() throws {
        let report = try report([
            "filters.yaml": (GoodPackage().files["filters.yaml"] ?? "").replacing("620", with: "820")
        ]).report
        for (level, failures) in [(Finding.Level.error, 0), (.warning, 1)] {
            let text = ConformanceReport.junit([report], failingOn: level)
            let parser = XMLCounter(text)
            #expect(parser.counts["testcase"] == ConformanceCheck.all.count)
            #expect((parser.counts["failure"] ?? 0) == failures)
            #expect(text.contains("tests=\"\(ConformanceCheck.all.count)\" failures=\"\(failures)\""))
        }
        #expect(ConformanceReport.junit([report]).contains("&apos;red&apos;") == false)
    }

    @Test("says of a package that is compiled in that its fixtures are not there")
    func embedded() throws {
        let catalog = InstrumentCatalog()
        let package = try #require(catalog.packages.first)
        let report = ConformanceReport(of: ConformanceSubject(package: package, catalog: catalog))
        #expect(!report.hasFixtures)
        #expect(report.text.hasSuffix("Standard is compiled in: name its folder to check what is in conformance/\n"))
    }
}

/// Counts the elements of an XML text, and records an issue when it is none.
private final class XMLCounter {
    var counts: [String: Int] = [:]

    init(_ text: String) {
        #expect(text.hasPrefix("<?xml version=\"1.0\""))
        var open: [Substring] = []
        for part in text.split(separator: "<").dropFirst() {
            let name = part.prefix { $0 != " " && $0 != ">" && $0 != "/" }
            if part.hasPrefix("/") {
                #expect(part.dropFirst().hasPrefix(open.popLast() ?? "nothing"), "\(part)")
            } else {
                counts[String(name), default: 0] += 1
                if !part.contains("/>") { open.append(name) }
            }
        }
        #expect(open.isEmpty)
    }
}
