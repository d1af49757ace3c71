import Foundation
import ObsFITS
import ObsKit
import ObsTranslation
import ObsYAML
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
            #expect(package.files.bytes(of: path).map { Data($0) } == bytes, "\(path): build again")
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
        let translation = try Self.catalog.translate(bytes: golden.fits, named: file.name)
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
        "translate the corpus as the peer does, but for the listed deviations",
        .enabled(if: Places.corpus != nil, "OBSKIT_CORPUS is not set"), arguments: Places.expectations)
    func corpus(_ file: Expectation) throws {
        let document = try Document.read(path: file.expected, allowNonFinite: true)
        let translation = try Self.catalog.translate(file: file.source)
        let translator = document.root["translator"]?.text
        let wire = try #require(document.root["wire"])
        let expected = try ObservationInfo(wireForm: wire)
        let report = try #require(
            translation.observations.first { $0.report.info.detectorNum == expected.detectorNum }
                ?? translation.observations.first
        ).report
        #expect(report.translatorName == translator)
        // As the peers' checker has it: times from a Modified Julian Date agree to 2 microseconds, directions that are
        // computed to an arcsecond.
        var limits = ObservationTolerances(time: 2e-6, relative: 1e-12, angle: 1e-10, distance: 1e-6)
        limits.angle = wire["altaz_begin"] == nil ? limits.angle : 1 / 3600
        let deviations = try Deviations().of(file.name)
        for property in report.info.differences(from: expected, tolerances: limits)
        where !deviations.contains(property.name) {
            // Airmass is computed of directions.
            if property == .boresightAirmass, let one = report.info.boresightAirmass,
                let two = expected.boresightAirmass, abs(one - two) <= 1e-9
            {
                continue
            }
            Issue.record("\(property.name): \(report.info[property] ?? .null), expected \(expected[property] ?? .null)")
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
