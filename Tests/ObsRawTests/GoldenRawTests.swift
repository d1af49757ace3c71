import ObsDocuments
import ObsGeometry
import ObsKit
import ObsKitConformance
import ObsRaw
import ObsText
import ObsTime
import TestSupport
import Testing

@Suite("Golden raw layouts")
struct GoldenRawTests {
    @Test("are there for every sensor layout of every camera")
    func complete() throws {
        let goldens = try Places.goldenRaws.map { try GoldenRaw(path: $0) }
        for name in Places.catalog.instrumentNames {
            guard let instrument = try? Places.catalog.instrument(named: name), instrument.cameraDirectory != nil else {
                continue
            }
            let camera = try instrument.camera(at: try Instant("2025-09-01"))
            for layout in Set(camera.detectors.map(\.layout.name)) {
                #expect(
                    goldens.contains { $0.layout == layout && $0.instruments.contains(name) },
                    "no golden raw layout for \(layout) of \(name)")
            }
        }
    }

    @Test(
        "fail when a flip of the camera is wrong",
        arguments: [Flips(x: true, y: false), Flips(x: false, y: true), Flips(x: true, y: true)])
    func wrongFlips(_ flips: Flips) throws {
        for path in Places.goldenRaws where path.hasSuffix("/south.yaml") || path.hasSuffix("/CCD42-90.yaml") {
            let golden = try GoldenRaw(path: path)
            let camera = try Places.catalog.instrument(named: golden.instruments[0]).camera(
                at: try Instant("2025-09-01"))
            let changed = try camera.edited { parts in
                for (key, layout) in parts.layouts where layout.name == golden.layout {
                    var layout = layout
                    for index in layout.amplifiers.indices {
                        let own = layout.amplifiers[index].flips
                        layout.amplifiers[index].flips = Flips(x: own.x != flips.x, y: own.y != flips.y)
                    }
                    parts.layouts[key] = layout
                }
            }
            let detector = try #require(changed.detectors.first { $0.layout.name == golden.layout })
            #expect(!golden.ramp.problems(with: detector).isEmpty, "\(path)")
        }
    }

    @Test("are read with all their problems placed")
    func problems() throws {
        let marked = Marked(
            """
            schema: obskit/golden-raw/1
            about: a sample
            instruments: [Small]
            layout: chip
            images:
              - size_px: [20, 10]
                ▸colour: red
                amplifiers:
                  A: {data: ▸'[1:10,1:10', lands: '[1:10,1:10]'}
                  B: ▸{lands: '[1:10,1:10]'}
            """)
        let document = try Document.yaml(text: marked.text, file: marked.file)
        let error = #expect(throws: DiagnosticsError.self) { try GoldenRaw(document) }
        #expect(error?.diagnostics.compactMap(\.place).sorted() == marked.places)
        let contradiction = """
            schema: obskit/golden-raw/1
            about: a sample
            instruments: [Small]
            layout: chip
            images:
              - size_px: [20, 10]
                amplifiers:
                  A: {data: '[1:10,1:10]', lands: '[1:11,1:10]', serial_overscan: '[11:21,1:10]'}
            """
        let second = #expect(throws: DiagnosticsError.self) {
            try GoldenRaw(try Document.yaml(text: contradiction, file: "sample"))
        }
        #expect(second?.diagnostics.map(\.code) == [.sectionMismatch, .sectionMismatch])
    }

    @Test("have a schema that knows every key that the reader asks for, and no other")
    func schema() throws {
        let sample = """
            schema: obskit/golden-raw/1
            about: a sample
            instruments: [Small]
            layout: chip
            images: [{size_px: [20, 10], amplifiers: {A: {data: '[1:10,1:10]', lands: '[1:10,1:10]'}}}]
            """
        let problems = Problems(recordingKeys: true)
        _ = GoldenRaw(try Document.yaml(text: sample, file: "sample").root, problems)
        let shapes = try SchemaShape.shapes(in: "golden-raw")
        #expect(Set(shapes.keys) == Set(problems.keys.keys))
        for (what, uses) in problems.keys {
            #expect(Set(uses.map(\.name)) == shapes[what]?.keys, "keys of \(what)")
            #expect(Set(uses.filter(\.isRequired).map(\.name)) == shapes[what]?.required, "required keys of \(what)")
        }
    }
}
