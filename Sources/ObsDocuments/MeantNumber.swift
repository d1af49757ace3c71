/// The number that somebody meant by a text: `60_000`, `0,5`, `-30:15:00`, `15 mm`.
package struct MeantNumber {
    /// What to write for the text.
    package let hint: String

    /// Finds what a text means; nil where no number is near that would be accepted in its place.
    ///
    /// - Parameters:
    ///   - text: the text
    ///   - isWhole: whether a whole number is expected, which a time of day is in seconds
    package init?(_ text: String, isWhole: Bool = false) {
        let trimmed = Self.trim(text)
        guard let first = trimmed.utf8.first, first < 0x3A else { return nil }
        let reader = Reader(isWhole: isWhole)
        guard let hint = reader.grouped(trimmed) ?? reader.sexagesimal(trimmed) ?? reader.withUnit(trimmed) else {
            return nil
        }
        self.hint = hint
    }

    private static func trim(_ text: some StringProtocol) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    /// Reads texts as a number of one kind.
    private struct Reader {
        let isWhole: Bool

        /// Reads groups of digits with underscores, apostrophes or blanks between them, and commas for the point.
        func grouped(_ text: String) -> String? {
            for separator: Character in ["_", "'", " "] where text.contains(separator) && !text.contains(",") {
                let groups = text.drop { $0 == "-" || $0 == "+" }.prefix { $0 != "." }.split(
                    separator: separator, omittingEmptySubsequences: false)
                let areGroups = groups.count > 1 && groups.dropFirst().allSatisfy { $0.utf8.count == 3 }
                let plain = text.filter { $0 != separator }
                if areGroups || separator == "_", isAccepted(plain) { return "write \(plain)" }
            }
            let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
            let point = parts.joined(separator: ".")
            let plain = parts.joined()
            // 60,000 may be sixty or sixty thousand; 0,125 has no thousands.
            let isGrouped =
                parts.dropFirst().allSatisfy { $0.prefix { $0 != "." }.utf8.count == 3 } && isAccepted(plain)
            guard parts.count == 2, isAccepted(point) else { return isGrouped ? "write \(plain)" : nil }
            return isGrouped ? "write \(plain), or \(point) if the comma is a decimal point" : "write \(point)"
        }

        /// Reads degrees or hours, minutes and seconds.
        func sexagesimal(_ text: String) -> String? {
            let digits = text.drop { $0 == "-" || $0 == "+" }
            let parts = digits.split { $0 == ":" || $0 == " " }
            guard (2...3).contains(parts.count), digits.contains(":") || parts.count == 3,
                parts.dropLast().allSatisfy({ $0.utf8.allSatisfy(isDigit) }),
                parts.allSatisfy({ $0.utf8.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") } })
            else { return nil }
            let numbers = parts.compactMap { NumberText.double($0.utf8.span) }
            guard numbers.count == parts.count, numbers.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
            let sum = zip(numbers, [3600.0, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
            let seconds = text.hasPrefix("-") ? -sum : sum
            if isWhole { return Int(exactly: seconds).map { "write \($0) for seconds as one number" } }
            return "write \(short(seconds / 3600)) for degrees or hours as one number"
        }

        /// Reads a number with the name of a unit behind it.
        func withUnit(_ text: String) -> String? {
            let plain = text.prefix { $0.isASCII && ($0.isNumber || "+-.".contains($0)) }
            let number = [exponent(text, behind: plain), plain].compactMap(\.self).first { isAccepted($0) }
            guard let number else { return nil }
            let rest = text.dropFirst(number.count)
            // An E that follows a number at once is an exponent of which the rest is missing.
            guard !["e", "E"].contains(rest), isUnit(trim(rest)) else { return nil }
            return "write \(number); the unit is that of the key"
        }

        /// The number with its power of ten, `1e5`, at the beginning of a text.
        private func exponent(_ text: String, behind plain: Substring) -> Substring? {
            let rest = text.dropFirst(plain.count)
            guard rest.first == "e" || rest.first == "E" else { return nil }
            let power = rest.dropFirst().prefix { $0.isASCII && ($0.isNumber || "+-".contains($0)) }
            return text.prefix(plain.count + 1 + power.count)
        }

        private func isUnit(_ text: String) -> Bool {
            guard let first = text.unicodeScalars.first, text.utf8.count <= 16 else { return false }
            return (first.properties.isAlphabetic || "%°\"'".unicodeScalars.contains(first))
                && !text.utf8.contains { isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
        }

        /// Whether a text is read as a number where it is written.
        private func isAccepted(_ text: some StringProtocol) -> Bool {
            let text = String(text)
            if case .leadingZero = NumberText.integer(text.utf8.span) { return false }
            // Zeros before other digits look octal, also where a fraction follows.
            let digits = text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
            if digits.first == UInt8(ascii: "0"), digits.dropFirst().first.map({ isDigit($0) }) ?? false {
                return false
            }
            guard isWhole else { return NumberText.double(text.utf8.span) != nil }
            if case .value = NumberText.integer(text.utf8.span) { return true }
            return false
        }

        private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

        /// A number with as few digits as name it to a thousandth of an arcsecond.
        private func short(_ value: Double) -> String {
            let rounded = (value * 1e7).rounded() / 1e7
            return rounded == rounded.rounded() && abs(rounded) < 1e9 ? String(Int(rounded)) : "\(rounded)"
        }
    }
}
