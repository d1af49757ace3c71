import ObsText
import Testing

@testable import ObsCalibrations

@Suite("ECSV tables")
struct ECSVTableTests {
    @Test("A header of many empty lines is read in a moment, and each line keeps its number")
    func emptyLines() throws {
        let text = "# %ECSV 1.0\n" + String(repeating: "#\n\n", count: 100_000) + "# meta: [\n"
        let problems = Problems()
        let begin = ContinuousClock.now
        #expect(ECSVTable(Array(text.utf8), file: "x.ecsv", problems: problems) == nil)
        // To count the lines anew for each line takes a hundred times as long.
        #expect(begin.duration(to: .now) < .seconds(10))
        #expect(try #require(problems.sorted.first?.place?.line) >= 200_002)
    }
}
