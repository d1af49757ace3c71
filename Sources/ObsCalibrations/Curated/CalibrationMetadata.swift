public import ObsDocuments
internal import ObsText

/// What a calibration file says of itself, in the order of the file: keys such as OBSTYPE and their values.
public struct CalibrationMetadata: Sendable {
    /// A key with its value.
    public struct Entry: Sendable {
        /// The key as written.
        public let key: String
        /// The value; a list or mapping is kept as what it is.
        public let value: Node
    }

    /// The entries in the order of the file.
    public let entries: [Entry]
    private let places: [String: Int]

    /// No metadata.
    static let none = CalibrationMetadata([])

    private init(_ entries: [Entry]) {
        self.entries = entries
        places = Dictionary(
            entries.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    /// The value of a key; nil when it is absent or null.
    public subscript(key: String) -> Node? {
        guard let node = places[key].map({ entries[$0].value }), !node.isNull else { return nil }
        return node
    }

    /// The text of a key; nil when it is absent, null or empty.
    public func text(_ key: String) -> String? {
        guard let text = self[key]?.text, !text.isEmpty else { return nil }
        return text
    }

    /// Reads metadata: a mapping, a list of mappings with one key each (as `!!omap`), or a list of `[key, type, value,
    /// comment]` (a property list of the LSST stack).
    init(_ node: Node?, _ problems: Problems) {
        guard let node, !node.isNull else {
            self.init([])
            return
        }
        var entries: [Entry] = []
        func add(_ key: Node, _ value: Node) {
            if let name = key.text {
                if entries.contains(where: { $0.key == name }) {
                    problems.error(
                        .badMetadata, at: key, "the metadata have '\(name)' twice", hint: "leave one of them")
                }
                entries.append(Entry(key: name, value: value))
            } else {
                problems.error(.badMetadata, at: key, "a key of the metadata is no text")
            }
        }
        if node.kind == .mapping {
            for (key, value) in node.entries { add(key, value) }
        } else {
            for element in node.elements {
                if element.kind == .mapping {
                    for (key, value) in element.entries { add(key, value) }
                } else if element.kind == .sequence, element.elements.count >= 3 {
                    add(element.elements[0], element.elements[2])
                } else {
                    problems.error(
                        .badMetadata, at: element, "an entry of the metadata is \(element.found)",
                        hint: "write a mapping of keys to values")
                }
            }
        }
        self.init(entries)
    }

    /// The values of a mapping under other names.
    init(_ node: Node, renaming names: [String: String]) {
        self.init(
            names.sorted { $0.key < $1.key }.compactMap { name, key in node[key].map { Entry(key: name, value: $0) } })
    }
}
