/// Text of an input as messages show it: short, on one line, without control characters.
package enum DisplayText {
    private static let longest = 60

    /// A number with what is counted: `1 detector`, `2 detectors`.
    package static func counted(_ number: Int, _ one: String) -> String {
        number == 1 ? "1 \(one)" : "\(number) \(one)s"
    }

    /// The text in quotation marks, shortened, with control characters made visible.
    package static func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard scalars.count > longest else { return "'\(visible(text))'" }
        var head = String.UnicodeScalarView()
        head.append(contentsOf: scalars.prefix(longest))
        return "'\(visible(String(head)))…'"
    }

    /// The text with control characters, separators and direction marks as `\\u{…}`, and bytes of a name as `\\x…`.
    package static func visible(_ text: String) -> String { visible(text, except: nil) }

    /// The lines of a text, each made visible.
    package static func visibleLines(_ text: String) -> String { visible(text, except: "\n") }

    private static func visible(_ text: String, except kept: Unicode.Scalar?) -> String {
        // Plain ASCII, which nearly every text is, is found by its bytes.
        if text.utf8.allSatisfy({ 0x20...0x7E ~= $0 || kept != nil && $0 == 0x0A }) { return text }
        guard text.unicodeScalars.contains(where: { isHidden($0) && $0 != kept }) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if !isHidden(scalar) || scalar == kept {
                result.append(scalar)
            } else if let byte = FileName.byte(of: scalar) {
                result += "\\x\(String(byte, radix: 16, uppercase: true))".unicodeScalars
            } else {
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars
            }
        }
        return String(result)
    }

    /// Whether a character is not shown as one, or changes how others are shown.
    package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E: false
        case 0...0x9F, 0xAD, 0x061C, 0x180E: true
        case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFF: true
        case 0xE0000...0xE007F: true
        default: FileName.byte(of: scalar) != nil
        }
    }
}
