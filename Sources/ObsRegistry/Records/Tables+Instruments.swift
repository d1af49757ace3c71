internal import ObsCalibrations

extension Tables {
    /// All instruments.
    func instruments() throws -> [InstrumentRecord] {
        if let instruments = catalog.instruments { return instruments }
        let instruments = try InstrumentRecord.all(database)
        catalog.instruments = instruments
        return instruments
    }

    /// The instrument that a call is about: the one that is named, or the only one.
    ///
    /// - Parameter name: Its name, empty for the one without; nil when the call names none.
    /// - Returns: The row; nil while the registry has no instrument.
    /// - Throws: `RegistryError` (`unknownInstrument`, `severalInstruments`)
    func instrument(_ name: String?) throws -> Int64? {
        let all = try instruments()
        if let name {
            if let found = all.first(where: { $0.name == name }) { return found.id }
            let shown = name.isEmpty ? "instrument without a name" : "instrument '\(name)'"
            throw RegistryError(
                .unknownInstrument,
                "the registry has no \(shown); "
                    + (all.isEmpty ? "it has none yet" : "it has \(Self.list(all))")
                    + "; add it with its kinds of calibration first")
        }
        if all.count > 1 {
            throw RegistryError(
                .severalInstruments, "the registry holds \(Self.list(all)); say which of them is meant (--instrument)")
        }
        return all.first?.id
    }

    /// The instrument that a call adds to, which is made when it is new.
    ///
    /// - Throws: `RegistryError` (`severalInstruments`)
    func instrumentToAddTo(_ name: String?) throws -> Int64 {
        let all = try instruments()
        let found = if let name { all.first { $0.name == name }?.id } else { try instrument(nil) }
        if let found { return found }
        defer { kindsChange() }
        return try InstrumentRecord.insert(name ?? "", database).id
    }

    /// The name of the instrument of a row; nil when it has none.
    func instrumentName(_ id: Int64?) throws -> String? {
        let name = try instruments().first { $0.id == id }?.name
        return name?.isEmpty == false ? name : nil
    }

    private static func list(_ instruments: [InstrumentRecord]) -> String {
        let names = instruments.map { $0.name.isEmpty ? "one without a name" : $0.name }
        return names.count < 2
            ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
    }
}
