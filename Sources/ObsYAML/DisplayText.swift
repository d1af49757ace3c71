/// Text of an input as messages show it: short, on one line, without control characters.
package enum DisplayText {
    private static let longest = 60

    /// The text in quotation marks, shortened, with control characters made visible.
    package static func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard scalars.count > longest else { return "'\(visible(text))'" }
        var head = String.UnicodeScalarView()
        head.append(contentsOf: scalars.prefix(longest))
        return "'\(visible(String(head)))…'"
    }

    /// The text with control characters, separators and direction marks as `\u{…}`.
    package static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isHidden(scalar) {
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E: false
        case 0...0x9F: true
        case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFF: true
        default: false
        }
    }
}
