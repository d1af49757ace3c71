public import ObsCalibrations

extension RegistryChanges {
    /// Adds a collection.
    ///
    /// - Throws: `CalibrationError` (`collectionExists`; `unknownCollection` or `circularChain` of a chain's members)
    public func add(_ collection: CalibrationCollection) throws {
        try wholly {
            guard !collection.name.isEmpty else {
                throw CalibrationError(.unknownCollection, "a collection needs a name; the name is empty")
            }
            defer { tables.collectionsChange() }
            let insert = try database.statement("INSERT INTO collections (name, form, about) VALUES (?, ?, ?)")
            try explaining({ refusal in
                guard refusal == "collection-exists" else { return nil }
                return CalibrationError(
                    .collectionExists, "there is a collection '\(collection.name)'; choose another name, or use it")
            }) { try insert.run(collection.name, collection.form.name, collection.about) }
            let id = database.lastInsertedRow
            if case .chain(let members) = collection.form {
                tables.collectionsChange()
                try insertMembers(members, of: collection.name, id)
            }
        }
    }

    /// Puts other collections into a chain, in this order.
    ///
    /// - Throws: `CalibrationError` (`unknownCollection`, `wrongCollection`, `circularChain`)
    public func setMembers(_ members: [String], ofChain name: String) throws {
        try wholly {
            let chain = try tables.collection(name)
            guard chain.collection.isChain else {
                throw CalibrationError(
                    .wrongCollection,
                    "the collection '\(name)' is \(chain.collection.form.name) and has no members; name a chain")
            }
            defer { tables.collectionsChange() }
            try database.run("DELETE FROM chain_members WHERE chain = ?", chain.id)
            try insertMembers(members, of: name, chain.id)
        }
    }

    /// Removes a collection that is empty and in no chain; a chain loses its members with it.
    ///
    /// - Throws: `CalibrationError` (`unknownCollection`), `RegistryError` (`collectionInUse`)
    public func removeCollection(_ name: String) throws {
        try wholly {
            let record = try tables.collection(name)
            if record.collection.isChain {
                try database.run("DELETE FROM chain_members WHERE chain = ?", record.id)
            }
            defer { tables.collectionsChange() }
            try explaining({ refusal in
                guard refusal == "collection-in-use" else { return nil }
                return RegistryError(
                    .collectionInUse,
                    "the collection '\(name)' has certifications or is in a chain; decertify them, or take it out of the chain"
                )
            }) { try database.run("DELETE FROM collections WHERE id = ?", record.id) }
        }
    }

    private func insertMembers(_ members: [String], of chain: String, _ id: Int64) throws {
        let insert = try database.statement("INSERT INTO chain_members (chain, position, member) VALUES (?, ?, ?)")
        for (position, member) in members.enumerated() {
            let record = try tables.collection(member)
            try explaining({ refusal in
                guard refusal == "circular-chain" else { return nil }
                return CalibrationError(
                    .circularChain,
                    "the chain '\(chain)' cannot contain '\(member)': it is in the chain already, or contains the chain"
                )
            }) { try insert.run(id, position, record.id) }
        }
    }
}
