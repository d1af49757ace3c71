import Foundation
import ObsDocuments
import ObsKit
import ObsText
import ReferenceCameras
import TestSupport
import Testing

@testable import ObsKitConformance

@Suite("A package that claims the files of a camera that is built in")
struct ThiefTests {
    /// One way in which an instrument of Cameras/ is recognized.
    struct Way: Sendable, CustomTestStringConvertible {
        let instrument: String
        let number: Int
        let weight: Int
        /// The condition, as an instrument.yaml has it.
        let condition: String

        var testDescription: String { "\(instrument), way \(number)" }
    }

    /// Every way of detection of every camera that is built in, as the files of Cameras/ say it.
    static let ways: [Way] = {
        let folder = Repository.root.appendingPathComponent("Cameras").path
        let catalog = InstrumentCatalog(folders: [folder], linked: ReferenceCameras.all)
        let builtIn = Set(ReferenceCameras.all.map(\.name))
        return catalog.packages.filter { builtIn.contains($0.name) }.flatMap { package -> [Way] in
            ConformanceSubject(package: package, catalog: catalog).instruments.flatMap { instrument -> [Way] in
                let detection = instrument.layers("instrument.yaml").lazy.compactMap { $0.root["detection"] }.first
                guard let detection else { return [] }
                return detection.elements.enumerated().map { number, entry in
                    var writer = YAMLWriter()
                    if let when = entry["when"] { writer.value(when) }
                    return Way(
                        instrument: instrument.name, number: number, weight: Int(entry["weight"]?.text ?? "") ?? 0,
                        condition: writer.text)
                }
            }
        }
    }()

    /// What is found in the good package with one more way of detection.
    private func findings(
        _ way: Way, weight: Int, linked: [any LinkedPackage] = [],
        checks: [ConformanceCheck] = [.claimsOnlyItsOwn]
    ) throws -> [Finding] {
        let folder = try TemporaryFolder()
        var thief = GoodPackage()
        let condition = way.condition.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\n      ")
        thief.files["instrument.yaml"] = thief.files["instrument.yaml"]?.replacing(
            "detection: [{when: {card: INSTRUME, equals: Toy}, weight: 100}]",
            with: """
                detection:
                  - {when: {card: INSTRUME, equals: Toy}, weight: 100}
                  - weight: \(weight)
                    when:
                      \(condition)
                """)
        let path = try thief.write(to: folder)
        let catalog = InstrumentCatalog(folders: [path], linked: linked)
        let package = try #require(catalog.packages.first { $0.location == path })
        let report = ConformanceReport(of: ConformanceSubject(package: package, catalog: catalog), checks: checks)
        return report.findings.filter { $0.level == .error }
    }

    /// What is said of a way with a weight.
    private func word(_ way: Way, _ weight: Int) -> String {
        if weight > way.weight { return "weight \(weight) takes them from \(way.instrument)" }
        return weight < way.weight
            ? "but where it is not installed, Toy reads its files"
            : "nobody can read a file that two cameras claim alike"
    }

    @Test(
        "is refused for words that no golden header has and the camera's own detection takes",
        arguments: [
            ("LSSTCam", "{card: INSTRUME, equals: LSSTCam}"), ("LATISS", "{card: INSTRUME, equals: LSST_ATISS}"),
            ("LSSTComCam", "{card: INSTRUME, one_of: [Toy2, COMCAM]}"),
            ("LSST-UCDCam", "{card: INSTRUME, matches: '.*-ucdcam-itl'}"),
            ("StarTrackerWide", "[{card: INSTRUME, equals: StarTracker}, {card: OBSID, starts_with: GC101}]"),
            ("HSC", "{card: TELESCOP, equals: Subaru}"), ("DECam", "{not: {card: INSTRUME, equals: Toy}}"),
        ])
    func words(_ instrument: String, _ condition: String) throws {
        let way = Way(instrument: instrument, number: 0, weight: 100, condition: condition)
        let found = try findings(way, weight: 200)
        #expect(
            found.contains { $0.check == "claims-only-its-own" && $0.message.contains("files of \(instrument) (") },
            "\(found)")
    }

    @Test("is found by the name of a camera that it asks for", arguments: Set(ways.map(\.instrument)).sorted())
    func named(_ instrument: String) throws {
        let way = Way(
            instrument: instrument, number: 0, weight: 100,
            condition: "{card: INSTRUME, equals: \(instrument.lowercased()), ignoring_case: true}")
        let found = try findings(way, weight: 50)
        #expect(
            found.contains {
                $0.check == "claims-only-its-own" && $0.message.contains(instrument) && $0.place?.line == 7
            },
            "\(found)")
    }

    @Test("is not accused for a word in a card by which the camera does not go")
    func innocent() throws {
        for condition in [
            "{card: OBSERVER, equals: Leavitt}", "[{card: INSTRUME, equals: Toy}, {card: TELESCOP, is: present}]",
        ] {
            let way = Way(instrument: "none", number: 0, weight: 100, condition: condition)
            #expect(try findings(way, weight: 200) == [])
        }
    }

    @Test("is found by its name where it calls itself like the camera, unless its package stands in that one's place")
    func namesake() throws {
        for (package, codes) in [("Toy", ["claims-only-its-own", "names-distinct"]), ("SDSS", [])] {
            let folder = try TemporaryFolder()
            let files = [
                "package.yaml": "schema: obskit/package/1\nname: \(package)\nversion: 1.0.0\nabout: A copy.\n"
                    + "requires: {obskit: 1}\ninstruments: [SDSS]\n"
            ]
            let own = Repository.root.appendingPathComponent("Cameras/SDSS").path
            for name in ["instrument.yaml", "filters.yaml", "translation.yaml"] {
                try folder.write(try String(contentsOfFile: "\(own)/\(name)", encoding: .utf8), to: "copy/\(name)")
            }
            for (name, text) in files { try folder.write(text, to: "copy/\(name)") }
            let found = try subject("\(folder.path)/copy")
            let report = ConformanceReport(of: found, checks: [.claimsOnlyItsOwn, .namesDistinct])
            #expect(report.findings.map(\.check).sorted() == codes, "\(report.findings)")
        }
    }

    @Test("there are ways of all 18")
    func complete() {
        #expect(Set(Self.ways.map(\.instrument)).count == 18)
        #expect(ForeignInstrument.builtIn.allSatisfy { !$0.files.isEmpty })
        #expect(Set(ForeignInstrument.builtIn.map(\.name)) == Set(Self.ways.map(\.instrument)))
    }

    @Test("is refused by each of its ways, whatever its weight, where no camera is linked", arguments: ways)
    func alone(_ way: Way) throws {
        for weight in [1, way.weight, 1000] {
            let found = try findings(way, weight: weight, checks: ConformanceCheck.all)
            #expect(Set(found.map(\.check)) == ["claims-only-its-own"], "\(found)")
            #expect(
                found.allSatisfy { $0.place?.file.hasSuffix("Toy/instrument.yaml") ?? false && $0.place?.line == 7 })
            let named = found.contains { $0.message.contains("as in files of \(way.instrument) (golden header ") }
            #expect(named && found.contains { $0.message.contains(word(way, weight)) }, "\(found)")
        }
    }

    @Test("is told whether it wins, ties or loses, where the cameras are linked", arguments: ways)
    func linked(_ way: Way) throws {
        for weight in [1, way.weight, 1000] {
            let found = try findings(way, weight: weight, linked: ReferenceCameras.all)
            let own = found.filter { $0.message.contains("as in files of \(way.instrument) (") }
            #expect(own.count == 1 && own[0].message.contains(word(way, weight)), "\(found)")
        }
    }

    @Test("is refused when it takes the files of another folder on the search path")
    func beside() throws {
        let folder = try TemporaryFolder()
        var thief = GoodPackage()
        thief.files["instrument.yaml"] = thief.files["instrument.yaml"]?.replacing(
            "equals: Toy}", with: "one_of: [Toy, TwoChip]}")
        let path = try thief.write(to: folder)
        let other = Repository.root.appendingPathComponent("Cameras/TwoChip").path
        let catalog = InstrumentCatalog(folders: [path, other])
        let package = try #require(catalog.packages.first { $0.location == path })
        let report = ConformanceReport(of: ConformanceSubject(package: package, catalog: catalog))
        #expect(report.findings.map(\.check).contains("claims-only-its-own"))
    }

    @Test("is refused when it takes the files of a package whose detection stands in a base")
    func based() throws {
        let folder = try TemporaryFolder()
        var thief = GoodPackage()
        thief.files["instrument.yaml"] = thief.files["instrument.yaml"]?.replacing(
            "equals: Toy}", with: "one_of: [Toy, TwoChip]}")
        let path = try thief.write(to: folder)
        let other = folder.path + "/TwoChip"
        try FileManager.default.copyItem(
            atPath: Repository.root.appendingPathComponent("Cameras/TwoChip").path, toPath: other)
        try FileManager.default.moveItem(atPath: other + "/instrument.yaml", toPath: other + "/base.yaml")
        try folder.write(
            "schema: obskit/instrument/1\nextends: base.yaml\nname: TwoChip\n", to: "TwoChip/instrument.yaml")
        let catalog = InstrumentCatalog(folders: [path, other])
        let package = try #require(catalog.packages.first { $0.location == path })
        let report = ConformanceReport(
            of: ConformanceSubject(package: package, catalog: catalog), checks: [.claimsOnlyItsOwn])
        #expect(report.findings.map(\.check).contains("claims-only-its-own"))
    }

    @Test("none of the built-in cameras is: each way of detection is seen in a golden header, and holds for no other's")
    func honest() throws {
        let folder = Repository.root.appendingPathComponent("Cameras").path
        let catalog = InstrumentCatalog(folders: [folder], linked: ReferenceCameras.all)
        for package in catalog.packages {
            let checks: [ConformanceCheck] = [.claimsOnlyItsOwn, .detectionExercised, .recognized]
            let report = ConformanceReport(of: ConformanceSubject(package: package, catalog: catalog), checks: checks)
            #expect(report.outcomes.flatMap { $0.findings + $0.waived.map(\.finding) }.map(\.description) == [])
        }
    }

    @Test("meets the golden headers as they are: the list in Sources/CObsGoldenHeaders is current")
    func current() throws {
        let cameras = Repository.root.appendingPathComponent("Cameras").path
        let source = EmbeddedSource(goldenHeadersIn: cameras, reachedBy: "../../Cameras")
        #expect(source.outputs.count == 2)
        for output in source.outputs {
            #expect(
                try Repository.text("Sources/CObsGoldenHeaders/\(output.path)") == output.text,
                "obskit embed Cameras --golden-headers Sources/CObsGoldenHeaders")
        }
    }
}
