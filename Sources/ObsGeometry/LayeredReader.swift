internal import ObsDocuments
package import ObsText

/// Decodes a file together with those that it extends: what an earlier one says replaces what a later one says of the same name.
struct LayeredReader {
    /// The readers of the file and of what it extends, in this order.
    private let layers: [FormatReader]
    private let problems: Problems

    /// Starts to read; nil (which was reported) when one of the files is no mapping.
    init?(_ nodes: [Node], _ file: FileFormat, _ problems: Problems) {
        let layers = nodes.compactMap { FormatReader($0, file.root, problems) }
        guard layers.count == nodes.count, !layers.isEmpty else { return nil }
        for (place, layer) in layers.enumerated() {
            layer.requireSchema(file)
            let base = file.root.keys.first { $0.name == "extends" }.flatMap { layer.given($0) }
            guard let base, place == layers.count - 1 else { continue }
            problems.error(
                .unreadBase, at: base, "the \(file.root.what) extends \(base.text ?? "a file") that was not read",
                hint: "give the files together, or take extends away")
        }
        self.layers = layers
        self.problems = problems
    }

    /// The outermost node.
    var node: Node { layers[0].node }

    /// What stands behind a key in the first file that has it; reports a problem when none has.
    func needed(_ key: any DescribedKey) -> Node? { given(key) ?? layers[0].needed(key) }

    /// What stands behind a key in the first file that has it.
    func given(_ key: any DescribedKey) -> Node? { layers.map { $0.given(key) }.lazy.compactMap { $0 }.first }

    /// The value of a key in the first file that has it; reports a problem when none has.
    subscript<Value>(needed key: FileKey<Value>) -> Value? { needed(key).flatMap { key.value(of: $0, problems) } }

    /// The value of a key in the first file that has it.
    subscript<Value>(key: FileKey<Value>) -> Value? { given(key).flatMap { key.value(of: $0, problems) } }

    /// The entries of a mapping of names in all files: those of the last in its order, then what the others add.
    ///
    /// A null takes away what a later file has; elsewhere it is an entry like any other.
    func named(_ key: any DescribedKey, isRequired: Bool = false) -> [(name: String, node: Node)] {
        guard layers.count > 1 else {
            let node = isRequired ? layers[0].needed(key) : layers[0].given(key)
            guard let node, isRequired || !node.isNull else { return [] }
            return node.named(key.name, problems)
        }
        var entries: [(name: String, node: Node?)] = []
        var places: [String: Int] = [:]
        for layer in layers.reversed() {
            guard let list = layer.given(key), !list.isNull else { continue }
            for (name, node) in list.named(key.name, problems) {
                if let place = places[name] {
                    entries[place].node = node.isNull ? nil : node
                } else {
                    places[name] = entries.count
                    entries.append((name, node))
                }
            }
        }
        if isRequired, places.isEmpty { _ = layers[0].needed(key) }
        return entries.compactMap { entry in entry.node.map { (entry.name, $0) } }
    }

    /// Reports the keys that were not asked for.
    func finish() {
        for layer in layers { layer.finish() }
    }
}

extension Diagnostic.Code {
    /// A file that another extends was not given, or could not be read.
    package static let unreadBase = Self(rawValue: "unread-base")
}
