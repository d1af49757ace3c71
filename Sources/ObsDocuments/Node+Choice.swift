package import ObsText

extension Node {
    /// A value of an enumeration by its name, or nil and a reported problem.
    package func choice<Value>(_ problems: Problems) -> Value?
    where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
        choice(among: Value.allCases.map(\.rawValue), problems).flatMap(Value.init)
    }

    /// One of some names, or nil and a reported problem.
    ///
    /// - Parameters:
    ///   - names: The names.
    ///   - former: Older spellings of some of them; each is read, with a warning and an offer to write the new one.
    ///   - problems: Takes what is wrong.
    /// - Returns: The name as it is spelled now, or nil and a reported problem.
    package func choice(
        among names: [String], formerly former: [String: String] = [:], _ problems: Problems
    ) -> String? {
        guard let name = string(problems) else { return nil }
        if names.contains(name) { return name }
        if let new = former[name] {
            problems.offer(TextFix(at: position, .replace(name, with: new)))
            problems.warning(
                .formerSpelling, at: self, "'\(name)' is the former spelling of \(new)", hint: "write \(new)")
            return new
        }
        problems.error(
            .unknownValue, at: self, "'\(name)' is not one of \(names.joined(separator: ", "))",
            hint: DidYouMean.hint(for: name, among: names))
        return nil
    }
}

extension Diagnostic.Code {
    /// A word of a file of a package as an earlier release spelled it.
    package static let formerSpelling = Self(rawValue: "former-spelling")
}
