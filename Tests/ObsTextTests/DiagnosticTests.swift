import ObsText
import TestSupport
import Testing

@Suite struct DiagnosticTests {
    private func place(_ line: Int, _ column: Int, _ file: String = "a.yaml") -> SourcePosition {
        SourcePosition(file: file, line: line, column: column)
    }

    @Test("is described as compilers describe errors")
    func description() {
        let diagnostic = Diagnostic(.warning, .unknownKey, at: place(3, 7), "key 'a\u{1B}' is old", hint: "use 'b'")
        #expect(diagnostic.description == "a.yaml:3:7: warning: key 'a\\u{1B}' is old; use 'b'")
        #expect(Diagnostic(.note, .syntax, at: nil, "text").description == "note: text")
    }

    @Test("is sorted by file, line, column, severity, code and message")
    func order() {
        let sorted = [
            Diagnostic(.note, .syntax, at: nil, "a"),
            Diagnostic(.error, .syntax, at: place(2, 1), "a"),
            Diagnostic(.error, .unknownKey, at: place(2, 1), "a"),
            Diagnostic(.error, .unknownKey, at: place(2, 1), "b"),
            Diagnostic(.error, .unknownKey, at: place(2, 1), "b", hint: "c"),
            Diagnostic(.warning, .syntax, at: place(2, 1), "a"),
            Diagnostic(.note, .syntax, at: place(2, 1), "a"),
            Diagnostic(.error, .syntax, at: place(2, 10), "a"),
            Diagnostic(.error, .syntax, at: place(10, 1), "a"),
            Diagnostic(.error, .syntax, at: place(1, 1, "b.yaml"), "a"),
        ]
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20 { #expect(sorted.shuffled(using: &generator).sorted() == sorted) }
        #expect(DiagnosticsError(sorted.reversed()).diagnostics == sorted)
    }
}

@Suite struct ProblemsTests {
    @Test("are sorted, without repetitions")
    func sorted() throws {
        let problems = Problems()
        #expect(problems.isEmpty)
        problems.warning(.syntax, at: nil, "b")
        try problems.throwIfErrors()
        problems.error(.syntax, at: nil, "b")
        problems.error(.syntax, at: nil, "b")
        problems.note(.syntax, at: nil, "a")
        problems.report([Diagnostic(.error, .syntax, at: nil, "a")])
        #expect(problems.hasErrors)
        #expect(problems.sorted.map(\.description) == ["error: a", "error: b", "warning: b", "note: a"])
        #expect(throws: DiagnosticsError.self) { try problems.throwIfErrors() }
    }

    @Test("beyond the limit are counted, and errors among them are not forgotten")
    func limit() {
        let problems = Problems(limit: 3)
        for number in 0..<5 { problems.warning(.syntax, at: nil, "\(number)") }
        #expect(!problems.hasErrors)
        problems.error(.syntax, at: nil, "late")
        #expect(problems.hasErrors)
        #expect(problems.isFull)
        #expect(problems.dropped == 3)
        #expect(problems.sorted.last?.description == "note: 3 further problems are not shown")
        #expect(problems.sorted.count == 4)
    }
}

@Suite struct DidYouMeanTests {
    @Test(
        "finds the nearest name",
        arguments: [
            ("gian", "gain"), ("GAIN", "gain"), ("gai", "gain"), ("readnoise", "readNoise"),
            ("read_noise", "readNoise"),
            ("saturaton", "saturation"), ("satruation", "saturation"),
        ])
    func finds(_ name: String, _ expected: String) {
        #expect(DidYouMean.nearest(to: name, among: ["gain", "readNoise", "saturation", "x"]) == expected)
    }

    @Test(
        "finds nothing where nothing is near",
        arguments: ["", "z", "offset", "g", String(repeating: "gain", count: 50)])
    func findsNothing(_ name: String) {
        #expect(DidYouMean.nearest(to: name, among: ["gain", "readNoise", "saturation", "x", ""]) == nil)
    }

    @Test("takes the first of equally near names, in whatever order they come")
    func ties() {
        #expect(DidYouMean.nearest(to: "axis_c", among: ["axis_b", "axis_a"]) == "axis_a")
        #expect(DidYouMean.nearest(to: "axis_c", among: ["axis_a", "axis_b"]) == "axis_a")
        #expect(DidYouMean.nearest(to: "gain", among: ["gain"]) == nil)
    }
}
