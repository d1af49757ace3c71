import ObsDocuments
import ObsText
import TestSupport
import Testing

@testable import ObsGeometry

@Suite("A former spelling in the files of a camera")
struct FormerSpellingTests {
    @Test(
        "is read, with a warning at the word, and can be rewritten",
        arguments: [("focalPlane", "focal-plane"), ("fieldAngle", "field-angle")])
    func frames(_ spelling: (former: String, now: String)) throws {
        let marked = Marked("from: ▸\(spelling.former)\nunit: mm\naffine: {matrix: [[1, 0], [0, 1]]}\n")
        let problems = Problems()
        let frame = ExtraFrame(
            name: "x", try Document.yaml(text: marked.text, file: marked.file).root, problems)
        #expect(frame?.base == spelling.former, "programs call the frame as before")
        let found = problems.sorted
        #expect(found.map(\.place) == marked.places)
        #expect(found.map(\.code.rawValue) == ["former-spelling"])
        #expect(
            found.map(\.description) == [
                "sample:1:7: warning: '\(spelling.former)' is the former spelling of \(spelling.now); write \(spelling.now)"
            ])
        let fixed = TextFix.apply(problems.fixes, to: Array(marked.text.utf8))
        #expect(fixed.left.isEmpty)
        let again = Problems()
        #expect(ExtraFrame(name: "x", try Document.yaml(fixed.bytes, file: "fixed").root, again) == frame)
        #expect(again.isEmpty)
    }

    @Test("is never written")
    func writing() throws {
        let history = try SampleCamera.read()
        let (sensors, focalPlane, changes) = history.yaml
        #expect(focalPlane.contains("from: focal-plane"))
        #expect(changes?.contains("from: field-angle") == true)
        let again = try SampleCamera.read(sensors: sensors, focalPlane: focalPlane, history: changes)
        let date = try SampleCamera.date("2022-01-01")
        #expect(
            try again.camera(at: date, edition: .newest).contentHash
                == history.camera(at: date, edition: .newest).contentHash)
    }
}
