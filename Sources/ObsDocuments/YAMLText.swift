internal import ObsText

/// How text is written as a YAML scalar.
enum YAMLText {
    /// Appends text that reads back as itself, in double quotation marks where a plain scalar would be read otherwise.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        if isPlain(text) {
            bytes.append(contentsOf: text.utf8)
        } else {
            appendQuoted(text, to: &bytes)
        }
    }

    /// Appends a number as YAML 1.1 and 1.2 both read it: with a point, and with a sign in an exponent.
    static func append(_ number: Double, to bytes: inout [UInt8]) {
        guard number.isFinite else {
            return bytes.append(contentsOf: number.isNaN ? ".nan".utf8 : number < 0 ? "-.inf".utf8 : ".inf".utf8)
        }
        let text = Array(number.description.utf8)
        guard let exponent = text.firstIndex(of: UInt8(ascii: "e")), !text.contains(UInt8(ascii: ".")) else {
            return bytes.append(contentsOf: text)
        }
        bytes.append(contentsOf: text[..<exponent])
        bytes.append(contentsOf: ".0".utf8)
        bytes.append(contentsOf: text[exponent...])
    }

    /// Whether text can stand without quotation marks anywhere, also in brackets and before a colon.
    static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        // Everything that may begin a number, a date, null or an indicator is quoted, but for what is clearly a word.
        switch first {
        case 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "/"): break
        case 0x80...: break
        default: return false
        }
        guard last != 0x20, last != UInt8(ascii: ":") else { return false }
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "#" where previous == " ", " " where previous == ":": return false
            case ",", "[", "]", "{", "}": return false
            default: break
            }
            guard isPrintable(scalar.value), scalar != "\t" else { return false }
            previous = scalar
        }
        return !isWordOfSomeType(text)
    }

    /// Whether some version of YAML reads a word as null or a truth value.
    private static func isWordOfSomeType(_ text: String) -> Bool {
        guard text.utf8.count <= 5 else { return false }
        switch text.lowercased() {
        case "null", "true", "false", "yes", "no", "on", "off", "y", "n": return true
        default: return false
        }
    }

    private static func isPrintable(_ value: UInt32) -> Bool {
        switch value {
        case 0x20...0x7E, 0xA1...0x1FFF, 0x2010...0x2027, 0x2030...0x205E, 0x2070...0xD7FF: true
        case 0xE000...0xFEFE, 0xFF00...0xFFEF, 0x10000...0x1FFFD: true
        default: false
        }
    }

    private static func appendQuoted(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": bytes.append(contentsOf: "\\\"".utf8)
            case "\\": bytes.append(contentsOf: "\\\\".utf8)
            case "\n": bytes.append(contentsOf: "\\n".utf8)
            case "\r": bytes.append(contentsOf: "\\r".utf8)
            case "\t": bytes.append(contentsOf: "\\t".utf8)
            default:
                if isPrintable(scalar.value) {
                    UTF8Text.append(scalar.value, to: &bytes)
                } else {
                    appendEscape(scalar.value, to: &bytes)
                }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func appendEscape(_ value: UInt32, to bytes: inout [UInt8]) {
        let (letter, digits) = value < 0x100 ? ("x", 2) : value < 0x10000 ? ("u", 4) : ("U", 8)
        bytes.append(contentsOf: "\\\(letter)\(value.zeroPadded(digits, radix: 16, uppercase: true))".utf8)
    }
}
