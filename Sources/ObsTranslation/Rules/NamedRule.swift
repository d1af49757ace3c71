/// A value that other rules are made of, by the name that a template or an expression uses.
struct NamedRule: Sendable {
    let name: String
    let rule: Rule
}
