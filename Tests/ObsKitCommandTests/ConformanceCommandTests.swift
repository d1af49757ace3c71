import Foundation
import TestSupport
import Testing

@Suite("obskit conformance")
struct ConformanceCommandTests {
    private func example() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        #expect(try Obskit.run(["new", "MyCam"], in: folder.path).status == 0)
        return folder
    }

    // ReferencePackageTests tries all checks.
    @Test("finds nothing worse than advice in the packages of the repository, by folder and by name")
    func reference() throws {
        let all = try Obskit.run(
            ["conformance", "Cameras", "--fail-on", "warning", "--check", "claims-only-its-own"],
            in: Repository.root.path)
        #expect(all.status == 0, "\(all.output)")
        #expect(all.diagnostics.isEmpty)
        #expect(all.output.contains("DECam 1.0.0 (Cameras/DECam): "))
        let one = try Obskit.run("conformance", "LATISS", "--check", "recognized")
        #expect(one.status == 0)
        #expect(one.output.contains("LSST 1.0.0 (embedded:LSST): "))
        #expect(one.output.contains("LSST is compiled in: name its folder"))
    }

    @Test("ends with status 1 on findings as bad as --fail-on says")
    func status() throws {
        let folder = try example()
        let file = "\(folder.path)/MyCam/filters.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try folder.write(text.replacingOccurrences(of: "620", with: "820"), to: "MyCam/filters.yaml")
        let run = try Obskit.run(["conformance", "MyCam"], in: folder.path)
        #expect(run.status == 0)
        #expect(
            run.output.hasPrefix(
                "MyCam/filters.yaml:5:63: warning: MyCam: 'r' of band r lies at 820.0 nm; the band is from 570.0 to 680.0 nm; correct one of them [band-wavelengths]\n"
            ))
        #expect(try Obskit.run(["conformance", "MyCam", "--fail-on", "warning"], in: folder.path).status == 1)
        let other = ["conformance", "MyCam", "--fail-on", "warning", "--check", "readme-given"]
        #expect(try Obskit.run(other, in: folder.path).status == 0)
        // The findings of today are written, and known from then on.
        let write = ["conformance", "MyCam", "--write-baseline", "known.yaml"]
        #expect(try Obskit.run(write, in: folder.path).status == 0)
        let known = try Obskit.run(
            ["conformance", "MyCam", "--fail-on", "advice", "--baseline", "known.yaml"], in: folder.path)
        #expect(known.status == 0)
        #expect(known.output.contains("known: MyCam/filters.yaml:5:63: warning: "))
    }

    @Test("reports as JSON and as JUnit")
    func formats() throws {
        let folder = try example()
        let json = try Obskit.run(["conformance", "MyCam", "--format", "json"], in: folder.path)
        let report = try #require(try json.json() as? [String: Any])
        #expect(report["schema"] as? String == "obskit/conformance-report/1")
        let junit = try Obskit.run(["conformance", "MyCam", "--format", "junit"], in: folder.path)
        #expect(junit.output.hasPrefix("<?xml"))
        #expect(junit.output.contains("<testsuite name=\"MyCam 0.1.0\""))
    }

    @Test("records a release and finds what is gone since")
    func release() throws {
        let folder = try example()
        #expect(try Obskit.run(["conformance", "MyCam", "--record-release"], in: folder.path).status == 0)
        let file = "\(folder.path)/MyCam/filters.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try folder.write(text.replacingOccurrences(of: "name: g,", with: "name: green,"), to: "MyCam/filters.yaml")
        let run = try Obskit.run(["conformance", "MyCam"], in: folder.path)
        #expect(run.status == 1)
        #expect(run.output.contains("error: MyCam: the filter 'g' of version 0.1.0 is gone"))
        let other = try Obskit.run(["conformance", "MyCam", "--released", "MyCam"], in: folder.path)
        #expect(other.output == run.output)
    }

    @Test("lists and explains the checks")
    func list() throws {
        let list = try Obskit.run("conformance", "--list")
        #expect(list.status == 0)
        #expect(list.output.contains("filter-names"))
        let one = try Obskit.run("conformance", "--explain", "filter-names")
        #expect(
            one.output.hasPrefix("### filter-names\n\n*error*: Names of filters and bands can be stored as they are.\n")
        )
        let documented = try Obskit.run("conformance", "--document")
        #expect(documented.output == (try Repository.text("Documentation/ConformanceChecks.md")))
    }

    @Test(
        "ends with status 2 when the call is wrong",
        arguments: [
            (["Nothing"], "Nothing is no folder of a package, and no known package"),
            (["--check", "filter-name"], "There is no check filter-name; did you mean 'filter-names'?"),
            (["--explain", "nothing"], "There is no check nothing"),
            (["--released", "x"], "--released is for one package."),
            (["--baseline", "nowhere.yaml"], "nowhere.yaml"),
            (["DECam", "--record-release"], "DECam is compiled in; name its folder"),
        ])
    func wrong(_ arguments: [String], _ message: String) throws {
        let run = try Obskit.run(["conformance"] + arguments)
        #expect(run.status == 2)
        #expect(run.diagnostics.contains(message), "\(run.diagnostics)")
    }
}
