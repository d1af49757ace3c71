import ObsKitConformance
import TestSupport
import Testing

@Suite("Broken packages")
struct BrokenPackageTests {
    @Test("make their check fire, where the fault is, and no other", arguments: BrokenPackage.all)
    func fires(_ broken: BrokenPackage) throws {
        let (codes, places, marks, text) = try broken.result()
        #expect(codes == [broken.check], "\(text)")
        if !marks.isEmpty { #expect(places == marks, "\(text)") }
    }

    @Test("are there for every check")
    func complete() {
        let codes = Set(BrokenPackage.all.map(\.check))
        #expect(ConformanceCheck.all.map(\.code).filter { !codes.contains($0) } == [])
        #expect(codes.filter { ConformanceCheck.named($0) == nil } == [])
    }

    @Test("stand beside one in which nothing is found")
    func good() throws {
        let folder = try TemporaryFolder()
        let report = ConformanceReport(of: try subject(try GoodPackage().write(to: folder)))
        #expect(report.findings.map(\.description) == [])
    }
}
