package import ObsDocuments

/// Names that files use, each with its place: of cards, for whoever knows which there are.
package final class NameUses {
    /// A name and where it stands.
    package struct Use {
        package let name: String
        package let node: Node
    }

    /// In the order in which they were found.
    package private(set) var all: [Use] = []

    package init() {}

    /// Remembers a name.
    package func add(_ name: String, at node: Node) { all.append(Use(name: name, node: node)) }
}
