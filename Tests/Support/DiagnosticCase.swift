internal import Testing

/// A text with marks, and the codes of the diagnostics at the marks in order.
package struct DiagnosticCase: Sendable, CustomTestStringConvertible {
    /// The text, with its marks.
    package let text: String
    /// The codes.
    package let codes: [String]
    /// A part of the message or the hint of the first one.
    package let saying: String?
    /// Codes and text, short.
    package let testDescription: String

    /// A text and the codes at its marks.
    package init(_ text: String, _ codes: String..., saying: String? = nil) { self.init(text, codes, saying: saying) }

    /// A text and the codes at its marks.
    package init(_ text: String, _ codes: [String], saying: String?) {
        self.text = text
        self.codes = codes
        self.saying = saying
        testDescription =
            codes.joined(separator: " ") + ": " + text.split(separator: "\n").joined(separator: " ⏎ ").prefix(120)
    }
}
