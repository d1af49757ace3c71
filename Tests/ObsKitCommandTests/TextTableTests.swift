import Foundation
import TestSupport
import Testing

@testable import ObsKitCommand

@Suite("A table for people")
struct TextTableTests {
    @Test("moves what follows a cell that is too long, until a column begins farther to the right")
    func overlong() {
        let table = TextTable(widths: [4, 6, 4], gap: 1)
        #expect(table.line(["name", "kind", "id", "last"]) == "name kind   id   last")
        #expect(table.line(["a_longer_name", "a", "b", "c"]) == "a_longer_name a b c")
        #expect(table.line(["longer", "a", "b", "c"]) == "longer a    b    c")
    }

    @Test("aligns cells at their ends, and keeps a gap before one that is too long")
    func rightAligned() {
        #expect(TextTable.lines([["id", "name"], ["12345", "a"]], rightAligned: [0]) == ["   id  name", "12345  a"])
        #expect(TextTable.lines([["a", "1"], ["b", "22"]], rightAligned: [1]) == ["a   1", "b  22"])
    }

    static let long = "a_name_of_a_hundred_letters_" + String(repeating: "x", count: 71) + "Z"

    @Test("has every cell whole, however long it is", arguments: 0..<4)
    func whole(_ column: Int) {
        var cells = ["a", "b", "c", "d"]
        cells[column] = Self.long
        for line in [TextTable(widths: [3, 3], gap: 1).line(cells), TextTable.lines([cells])[0]] {
            #expect(line.split(separator: " ").map(String.init) == cells)
        }
    }

    @Test("of observations has long names whole")
    func observations() throws {
        let folder = try TemporaryFolder()
        let header = try String(contentsOfFile: Repository.golden("science"), encoding: .utf8)
        let object = try #require(header.firstMatch(of: /\n *OBJECT: .*/)).output
        let indent = object.prefix { $0 != "O" }
        let name = String(Self.long.prefix(60))
        let changed = header.replacingOccurrences(of: object, with: "\(indent)OBJECT: \(name)")
        for file in ["one", "two"] {
            try changed.write(toFile: "\(folder.path)/\(file).yaml", atomically: true, encoding: .utf8)
            #expect(try Obskit.run(["sample", "\(file).yaml", "\(file).fits"], in: folder.path).status == 0)
        }
        let printed = try Obskit.run(["translate", "one.fits", "two.fits"], in: folder.path)
        #expect(
            printed.output.components(separatedBy: " \(name)\n").count > 2, "\(printed.output) \(printed.diagnostics)")
    }

    @Test("of detectors has long names whole")
    func detectors() throws {
        let folder = try TemporaryFolder()
        let package = "\(folder.path)/Cam"
        #expect(try Obskit.run(["new", "Cam"], in: folder.path).status == 0)
        let file = "\(package)/camera/focal-plane.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let slot = try #require(text.firstMatch(of: /\n(  )(\w+)(: \{id: )/)).output
        try text.replacingOccurrences(of: slot.0, with: "\n  \(Self.long): {id: ")
            .write(toFile: file, atomically: true, encoding: .utf8)
        let printed = try Obskit.run(["camera", "Cam", "--package", "Cam"], in: folder.path)
        #expect(printed.output.contains(" \(Self.long) "), "\(printed.output) \(printed.diagnostics)")
    }
}
