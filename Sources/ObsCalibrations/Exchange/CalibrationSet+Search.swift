package import ObsDocuments

extension CalibrationSet {
    /// What look-ups in some collections depend on: those collections with the chains that lead to them, what they certify,
    /// and all kinds.
    ///
    /// - Parameter search: The names of the collections and chains that are searched.
    /// - Returns: A set of which `contentHash(searching:)` is the same.
    /// - Throws: `CalibrationError` (`unknownCollection`, `circularChain`).
    public func part(searching search: [String]) throws -> CalibrationSet {
        let order = try searchOrder(search)
        var names: Set<String> = []
        var waiting = search
        while let name = waiting.popLast() {
            guard names.insert(name).inserted, case .chain(let members)? = collections[name]?.form else { continue }
            waiting += members
        }
        var part = CalibrationSet(kinds: kinds, instrument: instrument)
        for collection in collectionsInOrder where names.contains(collection.name) { try part.add(collection) }
        let rows = order.map { certifications(in: $0.collection.name) }
        for row in rows.joined() where part.datasets[row.dataset] == nil {
            guard let dataset = datasets[row.dataset] else { continue }
            try part.add(dataset)
        }
        for rows in rows { try part.certify(rows) }
        return part
    }
}

extension Limits {
    /// What a file of calibrations may cost: millions of certifications.
    package static let calibrations = Limits(bytes: 1 << 30, nodes: 1 << 28)
}
