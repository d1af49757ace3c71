import ObsKitConformance
import Testing

@Suite("ConformanceCheck")
struct ConformanceCheckTests {
    @Test("has a code of its own, a promise that is a sentence, and documentation", arguments: ConformanceCheck.all)
    func wellFormed(_ check: ConformanceCheck) {
        #expect(ConformanceCheck.all.count { $0.code == check.code } == 1)
        #expect(check.code.allSatisfy { ("a"..."z").contains($0) || $0 == "-" })
        #expect(check.title.hasSuffix("."))
        #expect(check.documentation.hasSuffix("."))
        #expect(ConformanceCheck.named(check.code) == check)
    }
}
