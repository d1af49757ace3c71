extension CalibrationSet {
    /// A collection that is searched, and the chains through which it is reached, the outermost first.
    struct SearchedCollection {
        let collection: CalibrationCollection
        let chains: [String]
    }

    /// The collections that names stand for, chains taken apart, each at the first place where it comes.
    ///
    /// - Throws: `CalibrationError` (`unknownCollection`, `circularChain`).
    func searchOrder(_ names: [String]) throws -> [SearchedCollection] {
        var order: [SearchedCollection] = []
        var seen: Set<String> = []
        // A chain that was searched through once adds nothing a second time.
        var done: Set<String> = []
        func visit(_ name: String, _ chains: [String]) throws {
            guard let collection = collections[name] else { throw unknownCollection(name) }
            guard case .chain(let members) = collection.form else {
                if seen.insert(name).inserted {
                    order.append(SearchedCollection(collection: collection, chains: chains))
                }
                return
            }
            guard !chains.contains(name) else {
                throw CalibrationError(
                    .circularChain,
                    "chains contain each other: \((chains + [name]).joined(separator: " > ")); take one of them out")
            }
            if done.contains(name) { return }
            guard Set(members).count == members.count else {
                throw CalibrationError(.circularChain, "the chain '\(name)' names a collection twice; name it once")
            }
            for member in members { try visit(member, chains + [name]) }
            done.insert(name)
        }
        for name in names { try visit(name, []) }
        return order
    }
}
