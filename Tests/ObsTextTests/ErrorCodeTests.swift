import Foundation
import ObsText
import TestSupport
import Testing

@Suite("Errors")
struct ErrorCodeTests {
    @Test("have codes in kebab-case, all of them")
    func kebabCase() throws {
        let sources = Repository.root.appendingPathComponent("Sources")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        let code = /static let \w+(?:: \w+)? = (?:Code|Self|Diagnostic\.Code)\(rawValue: "([^"]*)"\)/
        var count = 0
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            guard text.contains("Error") || text.contains("Diagnostic.Code") else { continue }
            for match in text.matches(of: code) {
                count += 1
                #expect(
                    String(match.1).wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil,
                    "\(file.lastPathComponent): \(match.1)")
            }
        }
        #expect(count > 200)
    }

    private struct Sample: ObsError {
        struct Code: RawRepresentable { let rawValue: String }
        let code = Code(rawValue: "a-sample")
        let message = "it is wrong"
        var hint: String? { "make it right" }
    }

    @Test("of every type are caught in one place, with code, message and hint")
    func oneCatch() {
        do {
            throw Sample()
        } catch let error as any ObsError {
            #expect(error.code.rawValue == "a-sample")
            #expect(error.diagnostics.map(\.description) == ["error: it is wrong; make it right"])
            #expect(error.place == nil && error.cause == nil)
        } catch {
            Issue.record("\(error) is an ObsError")
        }
    }

    @Test("become problems of the place where they were thrown, unless they know their own")
    func problems() {
        let place = SourcePosition(file: "a.yaml", line: 2, column: 3)
        let own = SourcePosition(file: "b.yaml", line: 1, column: 1)
        let problems = Problems()
        #expect(problems.catching(at: place) { throw Sample() } as Int? == nil)
        #expect(
            problems.catching(at: place) {
                throw DiagnosticsError([Diagnostic(.warning, .syntax, at: own, "odd")])
            } as Int? == nil)
        #expect(problems.catching(else: .outOfRange, at: place) { throw CancellationError() } as Int? == nil)
        #expect(problems.catching { 7 } == 7)
        #expect(
            problems.sorted.map { "\($0.place?.description ?? "-") \($0.code.rawValue)" }
                == ["a.yaml:2:3 a-sample", "a.yaml:2:3 out-of-range", "b.yaml:1:1 syntax"])
    }

    @Test("of a whole file say what the worst of them says")
    func worst() {
        let error = DiagnosticsError([
            Diagnostic(.note, .unusedKey, at: nil, "a note"),
            Diagnostic(.error, .syntax, at: SourcePosition(file: "z", line: 1, column: 1), "bad", hint: "mend it"),
        ])
        #expect(error.code == .syntax && error.message == "bad" && error.hint == "mend it" && error.place?.file == "z")
        let result = Result.diagnosing(else: .outOfRange) { () throws -> Int in throw CancellationError() }
        #expect(throws: DiagnosticsError.self) { try result.get() }
    }
}
