import ObsDocuments
import ObsFITS
import ObsHeaderFiles
import ObsText
import TestSupport
import Testing

@testable import ObsTranslation

extension Detection {
    fileprivate func score(_ header: Header) -> Int { DetectionIndex([self]).best(header).first?.score ?? 0 }

    /// The largest weight of the conditions that hold, asked one by one.
    fileprivate func scoreOneByOne(_ header: Header) -> Int {
        explanation(header).filter(\.holds).map(\.weight).max() ?? 0
    }
}

@Suite struct DetectionTests {
    private func detection(_ text: String) throws -> (Detection, [Diagnostic]) {
        let problems = Problems()
        let detection = Detection(try Document.yaml(text: text, file: Marked("").file).root, problems: problems)
        return (detection, problems.sorted)
    }

    @Test(
        "The score is the largest weight of the conditions that hold, 0 when none does",
        arguments: [
            (["A": 1], 10), (["A": 1, "B": 1], 30), (["B": 1], 30), (["C": 1], 20), (["A": 1, "C": 1], 20), ([:], 0),
            // A condition casts, as everywhere; what it cannot decide does not hold.
            (["A": "1"], 10), (["A": "x"], 0), (["A": true], 0), (["A": .real(.nan), "B": 1], 30),
        ] as [([String: HeaderValue], Int)])
    func scores(_ cards: [String: HeaderValue], _ score: Int) throws {
        let text = """
            - {when: {card: A, equals: 1}, weight: 10}
            - {when: {card: B, equals: 1}, weight: 30}
            - {when: {card: C, is: present}, weight: 20}
            """
        let (detection, diagnostics) = try detection(text)
        #expect(diagnostics == [])
        #expect(detection.score(header(cards)) == score)
        let lines = detection.explanation(header(cards))
        #expect(lines.map(\.words) == ["A is 1", "B is 1", "C is present"])
        #expect(lines.map(\.weight) == [10, 30, 20])
        #expect(detection.scoreOneByOne(header(cards)) == score)
    }

    @Test(
        "What is wrong with a detection is said where it stands",
        arguments: [
            DiagnosticCase("▸{when: {card: A, equals: 1}}\n", "wrong-type"),
            .init("- ▸{weight: 5}\n", "missing-key"), .init("- ▸{when: {card: A, equals: 1}}\n", "missing-key"),
            .init("- {when: {card: A, equals: 1}, weight: ▸0}\n", "out-of-range"),
            .init("- {when: {card: A, equals: 1}, weight: ▸1001}\n", "out-of-range"),
            .init("- {when: {card: A, equals: 1}, weight: 5, ▸wait: 1}\n", "unknown-key"),
            .init(
                "- {when: ▸{property: object, equals: a}, weight: 5}\n", "not-allowed-here", saying: "use card: in it"),
            .init("- {when: ▸{hook: h, equals: a}, weight: 5}\n", "not-allowed-here"),
            .init("- {when: ▸{card: A, hdu: primary, equals: a}, weight: 5}\n", "not-allowed-here"),
            .init("- {when: ▸{detector: name, by: {number: A}, equals: a}, weight: 5}\n", "not-allowed-here"),
            .init("- {when: {predicate: ▸p}, weight: 5}\n", "unknown-name"),
            .init("- {when: {card: A, steps: [{table: ▸t}], equals: a}, weight: 5}\n", "unknown-name"),
            .init("- {when: ▸{time: {iso: A}, before: 2020-01-01}, weight: 5}\n", "not-allowed-here"),
        ])
    func diagnostics(_ one: DiagnosticCase) throws {
        let marked = Marked(one.text)
        let diagnostics = try detection(marked.text).1
        #expect(diagnostics.map(\.code.rawValue) == one.codes, "\(diagnostics)")
        #expect(diagnostics.map(\.place) == marked.places, "\(diagnostics)")
        if let saying = one.saying { #expect(diagnostics.first?.description.contains(saying) == true) }
    }

    @Test(
        "A header is of DECam when INSTRUME says so, or when there is none and the filter says so",
        arguments: [
            (["INSTRUME": "DECam"], 100), (["INSTRUME": "DECam", "FILTER": 5], 100),
            (["FILTER": "r DECam SDSS c0002"], 50),
            (["INSTRUME": "MegaPrime"], 0), ([:], 0),
            // Another camera's header is not DECam's because of its filter.
            (["INSTRUME": "MegaPrime", "FILTER": "r DECam"], 0), (["INSTRUME": "decam"], 0),
        ] as [([String: HeaderValue], Int)])
    func decam(_ cards: [String: HeaderValue], _ score: Int) throws {
        #expect(try DECamSample.detection().score(header(cards)) == score)
    }

    @Test(
        "A header whose INSTRUME is undefined or no text is never of DECam", arguments: unusableValues + [5, 1.5, true])
    func unusableInstrument(_ value: HeaderValue) throws {
        let detection = try DECamSample.detection()
        #expect(detection.score(header(["INSTRUME": value])) == 0)
        #expect(detection.score(header(["INSTRUME": value, "FILTER": "r DECam SDSS c0002"])) == 0)
        #expect(detection.score(header(DECamSample.cards.merging(["INSTRUME": value]) { $1 })) == 0)
        #expect(detection.score(header(["FILTER": value])) == 0)
    }

    @Test(
        "Of the corpus only the headers of DECam are DECam's",
        .enabled(if: Corpus.isThere, "\(Corpus.need)"))
    func corpus() throws {
        let detection = try DECamSample.detection()
        let files = Corpus.files("headers")
        #expect(files.count > 40)
        for file in files {
            let header = try HeaderDump.header(Document.read(path: file.path, allowNonFinite: true).root)
            let isDECam = file.name.contains("decam")
            #expect((detection.score(header) > 0) == isDECam, "\(file.name)")
        }
    }

    @Test("Many detections at once give the best of those that are asked one by one", arguments: [UInt64(1), 2, 3, 4])
    func index(_ seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        func condition(_ depth: Int) -> String {
            let card = numbers.pick(["A", "B", "C"])
            switch numbers.integer(0...(depth > 0 ? 9 : 6)) {
            case 0: return "{card: \(card), equals: \(numbers.pick(["x", "X", "y", "1", "true"]))}"
            case 1: return "{card: \(card), equals: \(numbers.pick(["x", "Y"])), ignoring_case: true}"
            case 2: return "{card: \(card), one_of: [x, \(numbers.pick(["z", "1", "Y"]))]}"
            case 3: return "{card: \(card), is: \(numbers.pick(["absent", "defined", "undefined", "present"]))}"
            case 4: return "{card: \(card), steps: [lower], equals: x}"
            case 5: return "{card: [\(card), B], equals: x}"
            case 6: return "{card: \(card), one_of: [X, y], ignoring_case: true, starts_with: x}"
            case 7: return "{not: \(condition(depth - 1))}"
            case 8: return "{any: [\(condition(depth - 1)), \(condition(depth - 1))]}"
            default: return "[\(condition(depth - 1)), \(condition(depth - 1))]"
            }
        }
        for _ in 0..<20 {
            let detections = try (0..<numbers.integer(1...6)).map { _ in
                let lines = (0..<numbers.integer(1...3)).map { _ in
                    "- {when: \(condition(2)), weight: \(numbers.pick([10, 20, 30]))}\n"
                }
                let (detection, diagnostics) = try self.detection(lines.joined())
                #expect(diagnostics == [], "seed \(seed)")
                return detection
            }
            let index = DetectionIndex(detections)
            for _ in 0..<20 {
                var cards: [String: HeaderValue] = [:]
                for card in ["A", "B", "C"] {
                    cards[card] = numbers.pick([nil, "x", "X", "y", "Y", 1, true, .undefined, .real(.nan)])
                }
                let scores = detections.map { $0.scoreOneByOne(header(cards)) }
                let best = scores.max() ?? 0
                let expected = best == 0 ? [] : scores.indices.filter { scores[$0] == best }
                let found = index.best(header(cards))
                #expect(found.map(\.index) == expected, "seed \(seed): \(cards)")
                #expect(found.allSatisfy { $0.score == best }, "seed \(seed): \(cards)")
            }
        }
    }
}
