public import ObsText
internal import ObsTime

extension CalibrationSet {
    /// A name for everything that look-ups in some collections depend on: kinds, search order, certifications, datasets.
    ///
    /// It does not depend on the order in which things came.
    ///
    /// - Parameter search: The names of the collections and chains that are searched, in order.
    /// - Returns: The hash.
    /// - Throws: `CalibrationError` (`unknownCollection`, `circularChain`).
    public func contentHash(searching search: [String]) throws -> ContentHash {
        var form = CanonicalForm()
        form.add("obskit/calibration-set/1")
        form.add(kinds.all.count)
        for kind in kinds.all.sorted(by: { $0.name < $1.name }) { form.add(kind) }
        let order = try searchOrder(search)
        form.add(order.count)
        var used: Set<DatasetID> = []
        for searched in order {
            // The chains on the way do not change an answer; that a collection is always valid shows in its rows.
            form.add(searched.collection.name)
            let rows = certifications(in: searched.collection.name)
            form.add(rows.count)
            for row in rows {
                used.insert(row.dataset)
                for text in [row.dataset.description, row.kind, row.keys.canonicalText] { form.add(text) }
                form.add(row.validity.begin.map { Int($0.nanoseconds) })
                form.add(row.validity.end.map { Int($0.nanoseconds) })
            }
        }
        form.add(used.count)
        for id in used.sorted() {
            form.add(id.description)
            guard let dataset = datasets[id] else { continue }
            for text in [dataset.kind, dataset.keys.canonicalText, dataset.uri] { form.add(text) }
            form.add(dataset.checksum?.description)
            form.add(dataset.size)
        }
        return ContentHash(of: form.bytes)
    }
}

extension CanonicalForm {
    /// Adds what of a kind decides a look-up.
    fileprivate mutating func add(_ kind: CalibrationKind) {
        for text in [kind.name, kind.policy.rawValue] { add(text) }
        add(kind.aliases.count)
        for alias in kind.aliases.sorted() { add(alias) }
        add(kind.keys.count)
        for rule in kind.keys {
            add(rule.name)
            add(rule.match.name)
            add(rule.isRequired ? 1 : 0)
            if case .tolerance(let tolerance) = rule.match { add(tolerance) }
        }
    }
}
