package import ObsText

extension Node {
    /// A value of an enumeration by its name, or nil and a reported problem.
    package func choice<Value>(_ problems: Problems) -> Value?
    where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
        choice(among: Value.allCases.map(\.rawValue), problems).flatMap(Value.init)
    }

    /// One of some names, or nil and a reported problem.
    package func choice(among names: [String], _ problems: Problems) -> String? {
        guard let name = string(problems) else { return nil }
        if names.contains(name) { return name }
        problems.error(
            .unknownValue, at: self, "'\(name)' is not one of \(names.joined(separator: ", "))",
            hint: DidYouMean.hint(for: name, among: names))
        return nil
    }
}
