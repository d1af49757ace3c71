package import ObsText

extension Node {
    /// The text of a scalar, or nil and a reported problem.
    ///
    /// In YAML every scalar but null is text when text is expected: `NO`, `012` and `1:30` are what they look like.
    /// In JSON only what stands in quotation marks is.
    package func string(_ problems: Problems) -> String? {
        let kind = record.kind
        if kind == .string || (kind == .plain && !isNull) { return text }
        wrongType("text", problems, hint: kind == .plain ? nullHint : nil)
        return nil
    }

    /// An integer, or nil and a reported problem.
    ///
    /// Decimal digits, or in YAML also `0x1F` and `0o17`; digits that begin with a zero are refused since versions of
    /// YAML read them differently.
    ///
    /// - Parameters:
    ///   - problems: Takes what is wrong.
    ///   - range: The values that are allowed.
    /// - Returns: The integer, or nil.
    package func integer(_ problems: Problems, in range: ClosedRange<Int> = .min ... .max) -> Int? {
        let kind = record.kind
        guard kind == .plain || kind == .jsonNumber else {
            wrongType("an integer", problems, hint: numberHint(isWhole: true))
            return nil
        }
        switch withUTF8Text(NumberText.integer) {
        case .value(let value):
            guard range.contains(value) else {
                problems.error(.outOfRange, at: self, "\(value) is not in the range \(Self.text(of: range))")
                return nil
            }
            return value
        case .outOfRange:
            problems.error(.outOfRange, at: self, "\(found) does not fit into 64 bits")
        case .leadingZero(let value):
            problems.error(
                .wrongType, at: self, "\(found) begins with a zero, which some readers take for octal",
                hint: "write \(value) or 0o…")
        case .none:
            wrongType("an integer", problems, hint: numberHint(isWhole: true))
        }
        return nil
    }

    /// A real number, or nil and a reported problem; integers are real numbers too.
    ///
    /// - Parameters:
    ///   - problems: Takes what is wrong.
    ///   - allowNonFinite: Whether `.nan` and `.inf` (in JSON `NaN` and `Infinity`) are allowed.
    /// - Returns: The number, or nil.
    package func double(_ problems: Problems, allowNonFinite: Bool = false) -> Double? {
        let kind = record.kind
        guard kind == .plain || kind == .jsonNumber || kind == .jsonNonFinite else {
            wrongType("a number", problems, hint: numberHint())
            return nil
        }
        if let value = withUTF8Text(NumberText.double) {
            if case .leadingZero(let integer) = withUTF8Text(firstIsZero) {
                problems.error(
                    .wrongType, at: self, "\(found) begins with a zero, which some readers take for octal",
                    hint: "write \(integer)")
                return nil
            }
            guard value.isFinite else {
                problems.error(.outOfRange, at: self, "\(found) is too large for a number of double precision")
                return nil
            }
            return value
        }
        if case .value(let integer) = withUTF8Text(NumberText.integer) { return Double(integer) }
        if let value = withUTF8Text({ NumberText.nonFinite($0, isJSON: arena.isJSON) }) {
            if allowNonFinite { return value }
            problems.error(.outOfRange, at: self, "a finite number is expected, and this is \(found)")
            return nil
        }
        wrongType("a number", problems, hint: numberHint())
        return nil
    }

    /// A truth value, `true` or `false`, or nil and a reported problem.
    package func boolean(_ problems: Problems) -> Bool? {
        switch record.kind {
        case .jsonTrue: return true
        case .jsonFalse: return false
        case .plain:
            if withUTF8Text({ NumberText.equals($0, "true") }) { return true }
            if withUTF8Text({ NumberText.equals($0, "false") }) { return false }
        default: break
        }
        wrongType("true or false", problems, hint: truthHint)
        return nil
    }

    /// A list of texts, or nil and a reported problem for each element that is none.
    package func strings(_ problems: Problems) -> [String]? {
        list("texts", problems) { $0.string(problems) }
    }

    /// A list of integers, or nil and a reported problem for each element that is none.
    package func integers(_ problems: Problems, in range: ClosedRange<Int> = .min ... .max) -> [Int]? {
        list("integers", problems) { $0.integer(problems, in: range) }
    }

    /// A list of real numbers, or nil and a reported problem for each element that is none.
    package func doubles(_ problems: Problems, allowNonFinite: Bool = false) -> [Double]? {
        list("numbers", problems) { $0.double(problems, allowNonFinite: allowNonFinite) }
    }

    /// A list whose elements a function reads, or nil when the node is no sequence or an element is nil.
    ///
    /// All elements are read, so that every problem is reported.
    ///
    /// - Parameters:
    ///   - what: What the elements are, in the plural, for the message.
    ///   - problems: Takes what is wrong.
    ///   - read: Reads one element and reports what is wrong with it.
    /// - Returns: All values in order, or nil.
    package func list<Value>(_ what: String, _ problems: Problems, _ read: (Node) throws -> Value?) rethrows -> [Value]?
    {
        guard kind == .sequence else {
            wrongType("a list of \(what)", problems, hint: nil)
            return nil
        }
        let elements = elements
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            if let value = try read(element) { values.append(value) }
        }
        return values.count == elements.count ? values : nil
    }

    /// The elements of a list; empty, with a reported problem, when the node is no list.
    ///
    /// - Parameters:
    ///   - what: What the elements are, in the plural, for the message.
    ///   - problems: Takes what is wrong.
    /// - Returns: The elements in order.
    package func items(_ what: String, _ problems: Problems) -> [Node] {
        list(what, problems) { $0 } ?? []
    }

    /// Reports that the node is not of the type that is expected.
    ///
    /// - Parameters:
    ///   - expected: What is expected, with an article.
    ///   - problems: Takes the problem.
    ///   - hint: What to do.
    package func wrongType(_ expected: String, _ problems: Problems, hint: String? = nil) {
        problems.error(.wrongType, at: self, "\(expected) is expected, and this is \(found)", hint: hint)
    }

    /// What the node is, for a message: `a mapping`, `the text 'abc'`.
    public var found: String {
        switch record.kind {
        case .sequence: return "a list"
        case .mapping: return "a mapping"
        case .string: return "the quoted text \(DisplayText.quoted(shortText))"
        case .jsonNull: return "null"
        default: break
        }
        if isNull { return "null" }
        let word = DisplayText.quoted(shortText)
        switch resolved {
        case .integer, .double, .outOfRange: return "the number \(word)"
        case .boolean: return word
        default: return "the text \(word)"
        }
    }

    /// Enough of the text for a message.
    private var shortText: String {
        withUTF8Text { String(decoding: $0.extracting(first: 400)) }
    }

    /// How to write a text where null stands.
    private var nullHint: String {
        let text = shortText
        return text.isEmpty ? "an empty text is written ''" : "a text is written in quotation marks, '\(text)'"
    }

    /// What to write for a text that somebody meant as a number.
    private func numberHint(isWhole: Bool = false) -> String? {
        guard record.kind == .string || record.kind == .plain else { return nil }
        if isWhole, withUTF8Text(NumberText.integer) == .none, let number = withUTF8Text(NumberText.double) {
            return Int(exactly: number).map { "write \($0)" }
        }
        if record.kind == .string, withUTF8Text({ NumberText.double($0) != nil }) {
            return "remove the quotation marks"
        }
        return withUTF8Text { MeantNumber(String(decoding: $0.extracting(first: 64)), isWhole: isWhole)?.hint }
    }

    /// What to write for a word that other versions of YAML, or people, take for a truth value.
    private var truthHint: String? {
        switch withUTF8Text({ String(decoding: $0.extracting(first: 8)) }).lowercased() {
        case "true", "yes", "on", "y", "t", "1": "write true"
        case "false", "no", "off", "n", "f", "0": "write false"
        default: nil
        }
    }

    private func firstIsZero(_ text: Span<UInt8>) -> NumberText.Integer {
        var at = 0
        if let first = text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") { at = 1 }
        guard text.count > at + 1, text[at] == UInt8(ascii: "0") else { return .none }
        return NumberText.integer(text)
    }

    private static func text(of range: ClosedRange<Int>) -> String {
        if range.upperBound == .max { return "\(range.lowerBound) and above" }
        if range.lowerBound == .min { return "\(range.upperBound) and below" }
        return "\(range.lowerBound)…\(range.upperBound)"
    }
}
