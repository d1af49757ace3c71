import Foundation
import ObsDocuments
import ObsText
import TestSupport
import Testing

/// A mistake of Mistakes/mistakes.yaml: how it is made, what must be said, and what the hint asks for.
struct Mistake: Sendable, CustomTestStringConvertible {
    /// A change of the copy of the package.
    enum Edit: Sendable {
        case replace(file: String, text: String, by: String)
        case move(from: String, to: String)
        case encode(file: String, encoding: String)
        case run([String])
    }

    let name: String
    let edits: [Edit]
    let follow: [Edit]
    let place: String?
    let run: [String]
    let says: [String]
    let hint: String
    let errors: Int

    var testDescription: String { name }

    init(_ node: Node) throws {
        func text(_ key: String, of node: Node) throws -> String {
            try #require(node[key]?.text, "\(key) of \(node.position)")
        }
        func texts(_ node: Node?) -> [String] { (node?.elements.map { $0 } ?? []).compactMap(\.text) }
        func edits(_ key: String) throws -> [Edit] {
            try (node[key]?.elements.map { $0 } ?? []).map { edit in
                if edit["move"] != nil { return .move(from: try text("move", of: edit), to: try text("to", of: edit)) }
                if edit["encode"] != nil {
                    return .encode(file: try text("encode", of: edit), encoding: try text("as", of: edit))
                }
                if edit["run"] != nil { return .run(texts(edit["run"])) }
                return .replace(
                    file: try text("file", of: edit), text: try text("replace", of: edit), by: try text("by", of: edit))
            }
        }
        name = try text("name", of: node)
        self.edits = try edits("edit")
        follow = try edits("follow")
        place = node["at"]?.text
        run = node["run"].map { texts($0) } ?? ["validate", "TwoChip"]
        says = texts(node["says"])
        hint = try text("hint", of: node)
        errors = node["errors"]?.integer(Problems()) ?? 1
    }

    static let path = "Tests/ObsKitCommandTests/Mistakes/mistakes.yaml"

    static let all: [Mistake] = {
        do {
            let root = try Document.read(path: Repository.root.path + "/" + path).root
            return try (root["mistakes"]?.elements.map { $0 } ?? []).map { try Mistake($0) }
        } catch {
            Issue.record("\(path) cannot be read: \(error)")
            return []
        }
    }()
}

@Suite("Mistakes in a package")
struct MistakeTests {
    /// A copy of the package TwoChip in a folder of its own.
    private struct Copy {
        let folder: TemporaryFolder

        init() throws {
            folder = try TemporaryFolder()
            try FileManager.default.copyItem(
                atPath: Repository.root.path + "/Cameras/TwoChip", toPath: folder.path + "/TwoChip")
        }

        private func url(_ path: String) -> URL { URL(fileURLWithPath: folder.path + "/TwoChip/" + path) }

        /// Makes the changes, and gives the place that a mark names.
        func make(_ edits: [Mistake.Edit]) throws -> String? {
            var place: String?
            for edit in edits {
                switch edit {
                case .replace(let file, let old, let new):
                    let text = try String(contentsOf: url(file), encoding: .utf8)
                    try #require(text.components(separatedBy: old).count == 2, "'\(old)' stands not once in \(file)")
                    let marked = Marked(text.replacing(old, with: new), file: "TwoChip/" + file)
                    place = place ?? marked.places.first?.description
                    try Data(marked.text.utf8).write(to: url(file))
                case .move(let from, let to):
                    try FileManager.default.createDirectory(
                        at: url(to).deletingLastPathComponent(), withIntermediateDirectories: true)
                    try FileManager.default.moveItem(at: url(from), to: url(to))
                    let parent = url(from).deletingLastPathComponent()
                    if try FileManager.default.contentsOfDirectory(atPath: parent.path).isEmpty {
                        try FileManager.default.removeItem(at: parent)
                    }
                case .encode(let file, let name):
                    let encodings: [String: String.Encoding] = [
                        "utf-8": .utf8, "utf-16": .utf16, "utf-16be": .utf16BigEndian,
                    ]
                    let original = try Repository.text("Cameras/TwoChip/" + file)
                    let encoding = try #require(encodings[name])
                    try #require(original.data(using: encoding)).write(to: url(file))
                case .run: break
                }
            }
            return place
        }

        func run(_ arguments: [String]) throws -> Obskit.Result { try Obskit.run(arguments, in: folder.path) }
    }

    @Test("are said where they are, alone, with a hint that helps", arguments: Mistake.all)
    func mistake(_ mistake: Mistake) throws {
        let copy = try Copy()
        let marked = try copy.make(mistake.edits)
        let found = try copy.run(mistake.run)
        let text = found.diagnostics
        let lines = text.split(separator: "\n").map(String.init)
        #expect(
            lines.count { $0.contains("error: ") || $0.contains("warning: ") } == mistake.errors
                || !mistake.run.starts(with: ["validate"]), "\(text)")
        let place = mistake.place.map { "TwoChip/" + $0 } ?? marked
        let line = try #require(
            lines.first { line in place.map { line.hasPrefix($0 + ": ") } ?? true },
            "nothing at \(place ?? ""): \(text)")
        for word in mistake.says { #expect(line.contains(word), "\(line)") }
        #expect(line.contains(mistake.hint), "\(line)")
        // What the hint names is what is done.
        for part in line.matches(of: /did you mean '([^']+)'/).map({ String($0.output.1) }) {
            #expect(mistake.follow.contains { $0.does(part) }, "the hint names \(part)")
        }
        _ = try copy.make(mistake.follow)
        var command = mistake.run
        for case .run(let arguments) in mistake.follow { command = arguments }
        let after = try copy.run(command)
        #expect(after.status == 0, "\(after.diagnostics)")
        #expect(after.diagnostics.isEmpty, "\(after.diagnostics)")
    }

    @Test("are sixty and more, and each of its own")
    func count() {
        #expect(Mistake.all.count >= 60)
        #expect(Set(Mistake.all.map(\.name)).count == Mistake.all.count)
    }
}

extension Mistake.Edit {
    /// Whether a change is what a hint that names a text asks for.
    fileprivate func does(_ text: String) -> Bool {
        switch self {
        case .replace(_, _, let new): new.contains(text) || text.hasSuffix(new)
        case .move(_, let to): to.split(separator: "/").contains { $0 == text } || to == text
        case .encode: false
        case .run(let arguments): arguments.contains(text)
        }
    }
}
