import ObsDocuments
import ObsKitConformance
import ObsText
import TestSupport
import Testing

@Suite("ReleasedNames")
struct ReleasedNamesTests {
    private func names(_ package: GoodPackage) throws -> ReleasedNames {
        let folder = try TemporaryFolder()
        return ReleasedNames(of: try subject(try package.write(to: folder)))
    }

    @Test("are written and read")
    func roundTrip() throws {
        let written = try names(GoodPackage())
        let read = try ReleasedNames(document: try Document.yaml(text: written.yaml, file: "released.yaml"))
        #expect(read.version == "1.2.3")
        #expect(read.instruments == written.instruments)
        #expect(read.instruments.first?.filters == ["red": "r", "blue": "g", "shut": "dark"])
        #expect(read.instruments.first?.detectors == [1: "W", 2: "E"])
        #expect(read.instruments.first?.editions.keys.sorted() == ["first"])
    }

    @Test("keep the hash of an edition when a later one says more, and change it when the past is edited")
    func editions() throws {
        let before = try names(GoodPackage()).instruments[0].editions
        var later = GoodPackage()
        let entry = """
              - edition: 2024-01-01
                begin: 2021-01-01
                reason: The second chip was turned.
                source: night log
                confidence: verified
                slots: {E: {yaw_deg: 180}}

            """
        later.files["camera/history.yaml", default: ""] += entry
        let after = try names(later).instruments[0].editions
        #expect(after["first"] == before["first"])
        #expect(after.keys.sorted() == ["2024-01-01T00:00:37TAI", "first"])
        var edited = GoodPackage()
        edited.files["camera/history.yaml"] = edited.files["camera/history.yaml"]?.replacing(
            "2020-06-01", with: "2020-06-02")
        #expect(try names(edited).instruments[0].editions["first"] != before["first"])
    }

    @Test("of another version can be compared with a package")
    func another() throws {
        let folder = try TemporaryFolder()
        let old = try folder.write(try names(GoodPackage()).yaml.replacing("blue", with: "bleu"), to: "released.yaml")
        let path = try GoodPackage().write(to: folder)
        let report = ConformanceReport(of: try subject(path, released: old))
        #expect(report.findings.map(\.check) == ["released-names-kept"])
    }

    @Test(
        "with something wrong are refused",
        arguments: [
            ("version: 1.0.0\ninstruments: []", "missing-key"),
            ("schema: obskit/released/1\nversion: 1.0.0\ninstruments: [{name: A, detectors: {one: A}}]", "wrong-type"),
            ("schema: obskit/released/1\nversion: 1.0.0\ninstruments: [{name: A, filters: [g]}]", "wrong-type"),
            ("schema: obskit/released/1\nversion: 1.0.0\ninstruments: []\nfilters: {}", "unknown-key"),
            ("text", "wrong-type"),
        ])
    func refused(_ text: String, _ code: String) throws {
        let document = try Document.yaml(text: text, file: "released.yaml")
        let error = #expect(throws: DiagnosticsError.self) { try ReleasedNames(document: document) }
        #expect(error?.diagnostics.map(\.code.rawValue).contains(code) == true)
    }
}
