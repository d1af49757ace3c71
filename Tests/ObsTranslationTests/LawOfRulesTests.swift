import Foundation
import ObsDocuments
import TestSupport
import Testing

/// The table of Documentation/decisions/law-of-rules.md.
@Suite("Where rules go on after a refusal")
struct LawOfRulesTests {
    /// A place at which a rule goes on.
    private struct Place: Hashable, Comparable, CustomStringConvertible {
        let file: String
        /// The property, value or other named entry.
        let entry: String
        let word: String

        var description: String { "| `\(file)` | `\(entry)` | `\(word)` | WHY |" }

        static func < (left: Place, right: Place) -> Bool { left.description < right.description }
    }

    /// The lines of the table, with their reasons.
    private static func table() throws -> [(place: Place, reason: String)] {
        try Repository.text("Documentation/decisions/law-of-rules.md").split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { String($0).trimmingCharacters(in: .whitespaces) }
            guard cells.count == 4, cells[0].hasPrefix("`") else { return nil }
            let plain = cells.map { $0.replacing("`", with: "") }
            return (Place(file: plain[0], entry: plain[1], word: plain[2]), cells[3])
        }
    }

    /// The places in a node; `entry` is the innermost key with a name of the author's own.
    private static func places(_ node: Node, _ file: String, entry: String, depth: Int) -> [Place] {
        switch node.kind {
        case .scalar: return []
        case .sequence:
            return node.elements.flatMap { places($0, file, entry: entry, depth: depth + 1) }
        case .mapping:
            return node.entries.flatMap { key, value -> [Place] in
                let name = key.text ?? ""
                var found: [Place] = []
                if name == "form" { found.append(Place(file: file, entry: entry, word: "form:")) }
                if name == "refused", value.text == "next" {
                    found.append(Place(file: file, entry: entry, word: "refused: next"))
                }
                // Below properties:, values: and the like stand names; a correction has a name: of its own.
                let own = depth == 1 ? name : node["name"]?.text ?? entry
                return found + places(value, file, entry: own, depth: depth + 1)
            }
        }
    }

    private static func files() -> [String] {
        let root = Repository.root.appendingPathComponent("Cameras")
        let found = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return found.filter { $0.hasSuffix(".yaml") }.map { "Cameras/" + $0 }.sorted()
    }

    @Test("The table has every form: and refused: next of the packages, and no other")
    func complete() throws {
        var places: [Place] = []
        for file in Self.files() {
            // Most files have none, and some are large.
            let text = try Repository.text(file)
            guard text.contains("form") || text.contains("refused") else { continue }
            let root = try Document.yaml(text: text, file: file).root
            places += Self.places(root, file, entry: "", depth: 0)
        }
        let listed = try Self.table()
        #expect(places.count >= 4)
        #expect(Set(places).subtracting(listed.map(\.place)).sorted() == [], "lines that the table needs")
        #expect(Set(listed.map(\.place)).subtracting(places).sorted() == [], "lines that stand for nothing")
        #expect(Set(listed.map(\.place)).count == listed.count, "a place has two lines")
        for (place, reason) in listed { #expect(reason.count > 20, "\(place) has no reason") }
    }

    // What it copies is Cameras/Template, which has no line in the table.
    @Test("What obskit new drafts from headers goes on nowhere")
    func scaffold() throws {
        let folder = Repository.root.appendingPathComponent("Sources/ObsKitCommand/Scaffold").path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
        #expect(files.contains("RuleDraft.swift"))
        for file in files {
            let text = try Repository.text("Sources/ObsKitCommand/Scaffold/\(file)")
            #expect(!text.contains("{form:") && !text.contains("refused:"), "give \(file) a line in the table")
        }
    }
}
