internal import ObsDocuments

/// Plain scalars that YAML 1.1, which PyYAML reads, types otherwise than the YAML of a camera package.
enum YAML11 {
    /// What a scalar is in YAML 1.1; nil where both read it alike.
    static func reading(of node: Node) -> String? {
        guard node.isPlain, let text = node.text, let first = text.utf8.first else { return nil }
        let truths: Set = ["yes", "no", "on", "off"]
        if truths.contains(text.lowercased()) { return "true or false" }
        let digits = first == UInt8(ascii: "-") || first == UInt8(ascii: "+") ? text.dropFirst() : text[...]
        guard let digit = digits.utf8.first, isDigit(digit) else { return nil }
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count > 1,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") } })
        {
            return "a number in sixties"
        }
        if isDate(digits) { return "a date" }
        if digits.contains("_"),
            digits.utf8.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") })
        {
            return "a number"
        }
        let exponent = digits.split(whereSeparator: { $0 == "e" || $0 == "E" })
        if exponent.count == 2, case .double? = node.resolved,
            !exponent[0].contains(".") || !(exponent[1].hasPrefix("+") || exponent[1].hasPrefix("-"))
        {
            return "a text"
        }
        if digits.utf8.count > 1, digit == UInt8(ascii: "0"),
            digits.utf8.dropFirst().allSatisfy({ (0x30...0x37).contains($0) })
        {
            return "an octal number"
        }
        return digits.hasPrefix("0b") || digits.hasPrefix("0x") || digits.hasPrefix("0o")
            ? "a number of another base, or a text" : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Whether a text begins as a date does: four digits, a month and a day.
    private static func isDate(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0].utf8.count == 4 && parts[0].utf8.allSatisfy(isDigit)
            && (1...2).contains(parts[1].utf8.count) && parts[1].utf8.allSatisfy(isDigit)
            && parts[2].utf8.first.map(isDigit) ?? false
    }
}
