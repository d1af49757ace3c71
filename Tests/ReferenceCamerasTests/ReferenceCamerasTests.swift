import Foundation
import ObsDocuments
import ObsFITS
import ObsKit
import ObsKitConformance
import ObsText
import ObsTranslation
import ReferenceCameras
import Testing

@Suite("The reference cameras")
struct ReferenceCamerasTests {
    private static let catalog = InstrumentCatalog(linked: ReferenceCameras.all)

    @Test("have nothing wrong or doubtful in their packages, linked or in their folders")
    func sound() {
        #expect(Self.catalog.diagnostics.isEmpty)
        #expect(Self.catalog.validate().map(\.description) == [])
        let folders = InstrumentCatalog(folders: Places.packages.map(Places.package))
        #expect(folders.diagnostics.isEmpty)
        #expect(folders.validate().map(\.description) == [])
        #expect(folders.instrumentNames.sorted() == Self.catalog.instrumentNames.sorted())
    }

    @Test("are linked with the files of their folders, byte for byte", arguments: Places.packages)
    func embedded(_ name: String) throws {
        let package = try #require(ReferenceCameras.all.first { $0.name == name })
        #expect(package.files.paths.contains("package.yaml"))
        for path in package.files.paths {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(Places.package(name))/\(path)"))
            #expect(package.files.withBytes(of: path) { Data($0.array) } == bytes, "\(path): build again")
        }
        for output in try EmbeddedSource(folder: Places.package(name)).outputs {
            let committed = try String(contentsOfFile: "\(Places.package(name))/\(output.path)", encoding: .utf8)
            #expect(committed == output.text, "run obskit embed Cameras/\(name)")
        }
    }

    @Test("need no Swift: no package has a hook")
    func noHooks() throws {
        for name in Self.catalog.instrumentNames {
            #expect(try Self.catalog.instrument(named: name).translator.rules.hookNames == [], "\(name)")
        }
    }

    @Test("give every golden header its observations, out of a FITS file", arguments: Places.goldenHeaders)
    func golden(_ file: GoldenFile) throws {
        let golden = try GoldenHeader(path: file.path)
        let translation = try Self.catalog.open(bytes: golden.fits, named: file.name).translate()
        #expect(translation.identification.instrument == golden.instrument)
        #expect(translation.observations.count == golden.observations.count)
        for (one, expected) in zip(translation.observations, golden.observations) {
            #expect(one.report.info.differences(from: expected).map(\.name) == [])
            #expect(one.report.translatorName == expected.translatorName)
        }
    }

    @Test("have golden headers for every instrument")
    func goldenInstruments() throws {
        let names = Set(try Places.goldenHeaders.map { try GoldenHeader(path: $0.path).instrument })
        #expect(Self.catalog.instrumentNames.filter { !names.contains($0) } == [])
    }

    // Needs the corpus of real headers, which OBSKIT_CORPUS names; without it the test shows as skipped.
    @Test(
        "give a header that they corrected what its corrected cards give by themselves",
        .enabled(if: Places.corpus != nil, "OBSKIT_CORPUS is not set"), arguments: Places.expectations)
    func correctedHeaders(_ file: Expectation) throws {
        for one in try Self.catalog.open(file: file.source).translate().observations
        where !one.report.corrections.isEmpty {
            let translator = try Self.catalog.instrument(named: one.instrument).translator
            let uncorrecting = HeaderTranslator(
                instrumentName: translator.instrumentName, rules: translator.rules, detectors: translator.detectors,
                checks: translator.checks)
            let alone = uncorrecting.translate(one.report.header)
            #expect(one.report.info == alone.info)
            #expect(one.report.failures == alone.failures)
        }
    }

    // Needs the corpus of real headers, which OBSKIT_CORPUS names; without it the test shows as skipped.
    @Test(
        "translate the corpus as the peer does, but for the listed deviations",
        .enabled(if: Places.corpus != nil, "OBSKIT_CORPUS is not set"), arguments: Places.expectations)
    func corpus(_ file: Expectation) throws {
        // The peer writes a missing angle as the text NaN, which is no number.
        let text = try String(contentsOfFile: file.expected, encoding: .utf8).replacing("\"NaN\"", with: "null")
        let document = try Document.json(Array(text.utf8), file: file.name)
        let expected = try ObservationInfo(wireForm: try #require(document.root["wire"]))
        let translation = try Self.catalog.open(file: file.source).translate()
        let report = try #require(
            translation.observations.first { $0.report.info.detectorNum == expected.detectorNum }
                ?? translation.observations.first
        ).report
        #expect(report.translatorName == document.root["translator"]?.text)
        // The tolerances of the peers' checker: times from a Modified Julian Date agree to 2 microseconds, directions
        // that are computed (and the airmass of them) to an arcsecond.
        let limits = ObservationTolerances(time: 2e-6, relative: 1e-12, angle: 1e-10, distance: 1e-6)
        let computed = ObservationTolerances(time: 2e-6, relative: 1e-9, angle: 1.0 / 3600, distance: 1e-6)
        let isComputed: Set<ObservationProperty> = [.altAzBegin, .altAzEnd, .boresightAirmass]
        let close = Set(report.info.differences(from: expected, tolerances: computed))
        let deviations = try Deviations().of(file.name)
        for property in report.info.differences(from: expected, tolerances: limits) {
            if isComputed.contains(property) && !close.contains(property) { continue }
            if let listed = deviations[property.name], listed == report.info[property]?.description ?? "null" {
                continue
            }
            let values = "\(report.info[property] ?? .null), expected \(expected[property] ?? .null)"
            Issue.record("\(property.name): \(values)")
        }
        if let failures = document.root["failures"], failures.kind == .mapping {
            for entry in failures.entries {
                #expect(report.failures.contains { $0.property == entry.key.text }, "\(entry.key.text ?? "")")
            }
        }
        if let filter = report.info.physicalFilter {
            #expect(try Self.catalog.instrument(named: translation.observations[0].instrument).filters[filter] != nil)
        }
    }
}
