package import ObsDocuments

/// The names of cards that rules read, each with its place.
package final class NameUses {
    /// A name and where it stands.
    package struct Use {
        package let name: String
        package let node: Node
    }

    /// All uses, in the order in which the rules were read.
    package private(set) var all: [Use] = []

    package init() {}

    /// Remembers a name.
    package func add(_ name: String, at node: Node) { all.append(Use(name: name, node: node)) }
}
