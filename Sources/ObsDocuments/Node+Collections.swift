extension Node {
    /// The nodes of a sequence; empty for scalars and mappings.
    public var elements: Elements {
        let record = record
        guard record.kind == .sequence else { return Elements(arena: arena, first: 0, count: 0) }
        return Elements(arena: arena, first: Int(record.start), count: Int(record.count))
    }

    /// The pairs of a mapping, its own first, then merged ones that no earlier pair hides; empty for others.
    public var entries: Entries { Entries(node: self) }

    /// The nodes of a sequence.
    public struct Elements: RandomAccessCollection, Sendable {
        let arena: Arena
        let first: Int
        /// Number of nodes.
        public let count: Int

        /// Position of the first node.
        public var startIndex: Int { 0 }
        /// Position behind the last node.
        public var endIndex: Int { count }

        /// The node at a position from 0.
        public subscript(position: Int) -> Node {
            precondition(position >= 0 && position < count, "no element \(position) among \(count)")
            return arena.node(arena.children[first + position])
        }
    }

    /// The pairs of a mapping with merge keys resolved.
    public struct Entries: Sequence, Sendable {
        /// Key and value of a pair.
        public typealias Element = (key: Node, value: Node)

        let node: Node

        /// Number of the mapping's own pairs.
        public var underestimatedCount: Int {
            let record = node.record
            return record.kind == .mapping ? Int(record.count) : 0
        }

        /// Starts at the mapping's first own pair.
        public func makeIterator() -> Iterator { Iterator(node) }

        /// Walks over the pairs of a mapping.
        public struct Iterator: IteratorProtocol {
            private let arena: Arena
            private let mapping: UInt32
            private let merges: Int
            /// -1 for the mapping's own pairs, else the ordinal of the merged mapping.
            private var source = -1
            private var at: Int
            private var end: Int

            init(_ node: Node) {
                arena = node.arena
                mapping = node.index
                let record = node.record
                let isMapping = record.kind == .mapping
                merges = isMapping ? arena.mergeCount(of: mapping) : 0
                at = Int(record.start)
                end = isMapping ? at + 2 * Int(record.count) : at
            }

            /// The next pair, or nil behind the last one.
            public mutating func next() -> Element? {
                guard let pair = nextPair() else { return nil }
                return (arena.node(pair.key), arena.node(pair.value))
            }

            mutating func nextPair() -> Arena.Pair? {
                while true {
                    while at < end {
                        let pair = Arena.Pair(key: arena.children[at], value: arena.children[at + 1])
                        at += 2
                        if source >= 0, arena.isHidden(key: pair.key, ofMerge: source, in: mapping) { continue }
                        return pair
                    }
                    source += 1
                    guard source < merges else { return nil }
                    let record = arena.records[Int(arena.merge(source, of: mapping))]
                    at = Int(record.start)
                    end = at + 2 * Int(record.count)
                }
            }
        }
    }
}
