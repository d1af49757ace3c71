/// The number that somebody meant by a text which is none: `60_000`, `0,5`, `-30:15:00`, `15 mm`.
package struct MeantNumber {
    /// The number, in the notation of YAML.
    package let text: String
    /// What to do about the text.
    package let hint: String

    /// What a text means; nil where nothing is near.
    ///
    /// - Parameters:
    ///   - text: the text
    ///   - isWhole: whether a whole number is expected, which a time of day is in seconds
    package init?(_ text: String, isWhole: Bool = false) {
        let trimmed = Self.trim(text)
        guard let first = trimmed.utf8.first, first < 0x3A else { return nil }
        let meant = Self.grouped(trimmed) ?? Self.sexagesimal(trimmed, isWhole: isWhole) ?? Self.withUnit(trimmed)
        guard let meant else { return nil }
        (self.text, hint) = meant
    }

    /// Groups of digits with underscores, apostrophes or blanks between them, and commas for the point.
    private static func grouped(_ text: String) -> (String, String)? {
        for separator in ["_", "'", " "] where text.contains(separator) && !text.contains(",") {
            let plain = text.filter { String($0) != separator }
            let groups = text.drop { $0 == "-" || $0 == "+" }.prefix { $0 != "." }.split(
                separator: Character(separator), omittingEmptySubsequences: false)
            if groups.count > 1, groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }), isNumber(plain) {
                return (plain, "write \(plain)")
            }
            if separator == "_", isNumber(plain) { return (plain, "write \(plain)") }
        }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        let point = parts.joined(separator: ".")
        let plain = parts.joined()
        // 60,000 may be sixty or sixty thousand.
        let isGrouped = parts.dropFirst().allSatisfy { $0.prefix { $0 != "." }.utf8.count == 3 } && isNumber(plain)
        if parts.count == 2, isNumber(point) {
            return (point, isGrouped ? "write \(plain), or \(point) if the comma is a decimal point" : "write \(point)")
        }
        return isGrouped ? (plain, "write \(plain)") : nil
    }

    /// Degrees or hours, minutes and seconds.
    private static func sexagesimal(_ text: String, isWhole: Bool) -> (String, String)? {
        let isNegative = text.hasPrefix("-")
        let digits = text.drop { $0 == "-" || $0 == "+" }
        let parts = digits.split { $0 == ":" || $0 == " " }
        guard (2...3).contains(parts.count), digits.contains(":") || parts.count == 3,
            parts.dropLast().allSatisfy({ Int($0) != nil })
        else { return nil }
        let numbers = parts.compactMap { Double($0) }
        guard numbers.count == parts.count, numbers.allSatisfy({ $0 >= 0 }), numbers.dropFirst().allSatisfy({ $0 < 60 })
        else { return nil }
        let seconds = numbers.reversed().enumerated().reduce(0.0) { sum, part in
            sum + part.element * [1.0, 60.0, 3600.0][part.offset + 3 - numbers.count]
        }
        if isWhole, let whole = Int(exactly: isNegative ? -seconds : seconds) {
            return ("\(whole)", "write \(whole) for seconds as one number")
        }
        let value = (isNegative ? -seconds : seconds) / 3600
        let written = short(value)
        return (written, "write \(written) for degrees or hours as one number")
    }

    /// A number with a word behind it.
    private static func withUnit(_ text: String) -> (String, String)? {
        let number = text.prefix { $0.isASCII && ($0.isNumber || "+-.".contains($0)) }
        let unit = trim(String(text.dropFirst(number.count)))
        guard isNumber(String(number)), let letter = unit.unicodeScalars.first, unit.utf8.count <= 16,
            letter.properties.isAlphabetic || "%°\"'".unicodeScalars.contains(letter)
        else { return nil }
        return (String(number), "write \(number); the unit is that of the key")
    }

    /// A number with as few digits as name it to a thousandth of an arcsecond.
    private static func short(_ value: Double) -> String {
        let rounded = (value * 1e7).rounded() / 1e7
        return rounded == rounded.rounded() && abs(rounded) < 1e9 ? String(Int(rounded)) : "\(rounded)"
    }

    private static func isNumber(_ text: String) -> Bool {
        NumberText.double(text.utf8.span) != nil
    }

    private static func trim(_ text: String) -> String {
        var text = Substring(text)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
