/// Values by key: a text, a whole number or a truth value, each as it is written.
struct LookupTable: Sendable {
    private let values: [String: PropertyValue]

    init(_ values: [String: PropertyValue]) { self.values = values }

    /// The value under a key; nil when there is none, and for values that are no key.
    subscript(key: PropertyValue) -> PropertyValue? {
        switch key {
        case .text(let text): values[text]
        case .integer(let number): values[String(number)]
        case .real(let number): Int(exactly: number).flatMap { values[String($0)] }
        case .boolean(let truth): values[truth ? "true" : "false"]
        default: nil
        }
    }
}
