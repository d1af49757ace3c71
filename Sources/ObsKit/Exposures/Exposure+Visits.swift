extension InstrumentCatalog {
    /// The visits of exposures of any instruments, in whatever order they are given.
    ///
    /// - Parameters:
    ///   - exposures: the exposures; those that are only planned have no visit yet
    ///   - systems: the systems; each instrument's own where it is nil
    /// - Returns: for each instrument, in the order of its first exposure, what `Instrument.visits(of:systems:)` says
    /// - Throws: `DiagnosticsError` when an instrument is not known, or its package is broken
    public func visits(of exposures: some Sequence<Exposure>, systems: [VisitSystem]? = nil) throws -> [Visits] {
        var order: [String] = []
        var members: [String: [Exposure]] = [:]
        for exposure in exposures {
            if members[exposure.instrument] == nil { order.append(exposure.instrument) }
            members[exposure.instrument, default: []].append(exposure)
        }
        return try order.map { name in
            let observations = (members[name] ?? []).flatMap { $0.observations.map(\.info) }
            return try instrument(named: name).visits(of: observations, systems: systems)
        }
    }
}
