extension IdentifierScheme {
    static let groupName = "group_id"
    static let dayName = "observing_day"
    static let offsetName = "observing_day_offset"

    /// The names of everything that is put together: layouts, packers, numbers of groups and days.
    package var composable: [String] {
        layouts.map(\.name) + (groups == nil ? [] : [Self.groupName])
            + (days == nil ? [] : [Self.dayName, Self.offsetName])
    }

    /// What an identifier is put together from, each name once.
    ///
    /// Not all of them go together: there is either `exposure` or its parts.
    ///
    /// - Parameter name: one of `composable`
    /// - Returns: the inputs; the identifier's own parts first
    /// - Throws: `IdentifierError` (`notDescribed`)
    package func inputs(of name: String) throws(IdentifierError) -> [IdentifierInput] {
        switch name {
        case Self.groupName:
            _ = try describedGroups
            return [.groupName]
        case Self.dayName, Self.offsetName:
            _ = try describedDays
            return [.instant]
        default:
            var inputs: [IdentifierInput] = []
            for input in try recipes(of: name).flatMap(\.inputs)
            where !inputs.contains(where: { $0.name == input.name }) {
                inputs.append(input)
            }
            return inputs
        }
    }

    /// What puts an identifier together from values of the given names.
    ///
    /// - Parameters:
    ///   - name: one of `composable`
    ///   - names: the names of the values that there will be, in the order in which they are asked for
    /// - Returns: the composer
    /// - Throws: `IdentifierError`: `notDescribed`; `unknownPart` and `missingPart` when the names do not make one
    package func composer(of name: String, from names: [String]) throws(IdentifierError) -> IdentifierComposer {
        switch name {
        case Self.groupName, Self.dayName, Self.offsetName: try IdentifierComposer(self, name, from: names)
        default: try IdentifierComposer(name, try recipes(of: name), from: names)
        }
    }

    /// Puts an identifier together.
    ///
    /// - Parameters:
    ///   - name: one of `composable`
    ///   - values: the values by name; an exposure stands for its parts, and parts for the exposure
    /// - Returns: the identifier
    /// - Throws: `IdentifierError`, see `composer(of:from:)` and `IdentifierComposer.compose(_:)`
    package func compose(_ name: String, values: [String: IdentifierValue]) throws(IdentifierError) -> Int {
        let names = values.keys.sorted()
        return try composer(of: name, from: names).compose { values[names[$0]] }
    }

    /// How groups are numbered; an error that says so when they are not.
    var describedGroups: GroupIdentifiers {
        get throws(IdentifierError) {
            if let groups { return groups }
            throw IdentifierError(.notDescribed, "\(instrument) has no groups with numbers")
        }
    }

    /// When the day changes; an error that says so when the package does not.
    var describedDays: ObservingDays {
        get throws(IdentifierError) {
            if let days { return days }
            throw IdentifierError(
                .notDescribed, "the package of \(instrument) does not say when its day changes")
        }
    }

    func recipes(of name: String) throws(IdentifierError) -> [IdentifierRecipe] {
        try layout(named: name).recipes(exposure: name == "exposure_id" ? nil : exposure)
    }
}
