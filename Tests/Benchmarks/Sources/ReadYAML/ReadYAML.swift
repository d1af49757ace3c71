import ObsDocuments
import Passes

/// A YAML file is read: `ReadYAML FILE [PASS…]`.
///
/// The pass `load` reads the file into a document; `walk` also visits every value, through aliases and merge keys. It
/// answers with the number of values that were seen.
@main
struct ReadYAML {
    static func main() throws {
        guard CommandLine.arguments.count > 1 else { fatalError("usage: ReadYAML FILE [PASS…]") }
        let path = CommandLine.arguments[1]
        try Passes.run(Array(CommandLine.arguments.dropFirst(2))) { pass in
            let document = try Document.read(path: path)
            return pass == "walk" ? visit(document.root) : document.root.entries.underestimatedCount
        }
    }

    private static func visit(_ node: Node) -> Int {
        switch node.kind {
        case .scalar: node.withUTF8Text { $0.count } >= 0 ? 1 : 0
        case .sequence: node.elements.reduce(0) { $0 + visit($1) }
        case .mapping: node.entries.reduce(0) { $0 + visit($1.value) }
        }
    }
}
