import ObsDocuments
import ObsFITS
import ObsText
import TestSupport
import Testing

@testable import ObsHeaderFiles

@Suite struct HeaderDumpTests {
    @Test("A map of JSON becomes cards in its order, with their types")
    func json() throws {
        let text = """
            {"A": "text", "B": 5, "C": 1.5, "D": true, "E": null, "F": NaN, "G": [1, "two", null], "H": 99999999999999999999,
            "HIERARCH ESO DET": 7, "__CONTENT__": "metadata", "I": "5"}
            """
        let header = try HeaderDump.header(Document.json(text: text, file: "h", allowNonFinite: true).root)
        #expect(header.map(\.keyword.name) == ["A", "B", "C", "D", "E", "F", "G", "G", "G", "H", "ESO DET", "I"])
        #expect(
            header["A"] == .string("text") && header["B"] == .integer(5) && header["C"] == .real(1.5)
                && header["D"] == .logical(true) && header["I"] == .string("5"))
        #expect(header["E"] == .undefined && header["F"]?.realValue?.isNaN == true)
        #expect(header["G"] == .undefined && header.isRepeated("G"))
        #expect(header["H"] == .largeInteger("99999999999999999999"))
        #expect(header["ESO DET"] == .integer(7))
        #expect(!header.contains("__CONTENT__"))
    }

    @Test("A map of YAML becomes cards too")
    func yaml() throws {
        let header = try HeaderDump.header(
            Document.yaml(text: "A: 2013-02-10T00:00:00\nB: ~\nC: 'no'\nD: no\n1: 2\n", file: "h").root)
        #expect(
            header["A"] == .string("2013-02-10T00:00:00") && header["B"] == .undefined && header["C"] == .string("no")
                && header["D"] == .string("no"))
        #expect(header["1"] == .integer(2))
    }

    @Test(
        "What is no dump of a header is refused with all problems",
        arguments: [
            DiagnosticCase("▸[1, 2]", "wrong-type", saying: "a map of card names to values"), .init("▸5", "wrong-type"),
            .init(
                #"{"A": ▸{"B": 1}, "C": [▸[1], 2, ▸{}]}"#, "wrong-type", "wrong-type", "wrong-type",
                saying: "the value of A is a map"),
        ])
    func refused(_ one: DiagnosticCase) throws {
        let marked = Marked(one.text)
        let error = #expect(throws: DiagnosticsError.self) {
            try HeaderDump.header(Document.json(text: marked.text, file: marked.file).root)
        }
        #expect(error?.diagnostics.map(\.code.rawValue) == one.codes)
        #expect(error?.diagnostics.map(\.place) == marked.places)
        if let saying = one.saying { #expect(error?.description.contains(saying) == true) }
    }
}
