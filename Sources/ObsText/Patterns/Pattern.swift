/// A pattern that text is matched with, in time proportional to the text.
///
/// A small language with the notation of regular expressions. What would let a match take longer than the text and the
/// pattern are long does not exist in it (repeated groups, references, look-around), and every state of a match is
/// visited once per place in the text.
///
/// ```
/// pattern     = alternative { "|" alternative }        the first one that leads to a match is taken
/// alternative = { item }
/// item        = atom [ repeat ] | group [ "?" ] | "^" | "$"
/// repeat      = "?" | "*" | "+" | "{" n "}" | "{" n "," "}" | "{" n "," m "}"      as many as possible; n, m ≤ 255
/// group       = "(" pattern ")"                        captures what it matches, numbered by "(" from 1
///             | "(?:" pattern ")"                      does not
/// atom        = "."                                    any character but a line feed
///             | "[" ["^"] { member | member "-" member } "]"
///             | "\d" | "\w" | "\s"                     [0-9], [A-Za-z0-9_], [ \t\n\r\f\v]
///             | "\D" | "\W" | "\S"                     any character that the small letter does not match
///             | "\t" | "\n" | "\r"
///             | "\" punctuation                        the character itself
///             | any other character but  . [ ] ( ) { } ? * + | ^ $ \
/// member      = "\d" | "\w" | "\s" | "\t" | "\n" | "\r" | "\" punctuation | any character but [ ] \
/// ```
///
/// `^` and `$` are the start and the end of the text. `-` is itself at the start and end of a class.
/// A character is a Unicode scalar; letters match themselves only (no folding of case).
///
/// ```swift
/// let pattern = try Pattern(#"R(\d\d)_S(\d\d)"#)
/// pattern.match("R22_S11")?.captures    // ["22", "11"]
/// ```
public final class Pattern: Sendable, Hashable, CustomStringConvertible {
    /// The longest pattern in characters.
    public static let maximumLength = 1000

    /// The pattern as it was written.
    public let source: String
    let program: PatternProgram

    /// Compiles a pattern.
    ///
    /// - Throws: `PatternError` with the place of what is wrong or not part of the language.
    public init(_ source: String) throws {
        self.source = source
        program = try PatternCompiler.program(source)
    }

    /// Number of captures in every match.
    public var captureCount: Int { program.captureCount }

    /// The pattern as it was written.
    public var description: String { source }

    /// Patterns are equal when they are written alike.
    public static func == (left: Pattern, right: Pattern) -> Bool { left.source == right.source }

    /// Hashes the pattern as it was written.
    public func hash(into hasher: inout Hasher) { hasher.combine(source) }

    /// The pattern with its letters in upper case, escapes aside: what it matches of names that are all upper case.
    ///
    /// Itself where that is no pattern, as of a range that goes from upper to lower case.
    package var inUpperCase: Pattern {
        guard source.utf8.contains(where: { (0x61...0x7A).contains($0) }) else { return self }
        var isEscaped = false
        let upper = source.utf8.map { byte in
            defer { isEscaped = !isEscaped && byte == UInt8(ascii: "\\") }
            return !isEscaped && (0x61...0x7A).contains(byte) ? byte ^ 0x20 : byte
        }
        return (try? Pattern(String(decoding: upper, as: UTF8.self))) ?? self
    }

    /// Matches the whole text.
    public func match(_ text: String) -> Match? {
        match(in: text, isWhole: true)
    }

    /// Finds the leftmost place in a text that matches.
    public func firstMatch(in text: String) -> Match? {
        match(in: text, isWhole: false)
    }

    /// Whether the whole text matches.
    public func matches(_ text: String) -> Bool {
        matches(utf8: text.utf8.span)
    }

    /// Whether the whole text, in UTF-8, matches.
    public func matches(utf8 text: Span<UInt8>) -> Bool {
        PatternMatcher.matches(program, text, isWhole: true)
    }

    /// Whether some part of the text matches.
    public func isFound(in text: String) -> Bool {
        isFound(inUTF8: text.utf8.span)
    }

    /// Whether some part of the text, in UTF-8, matches.
    public func isFound(inUTF8 text: Span<UInt8>) -> Bool {
        PatternMatcher.matches(program, text, isWhole: false)
    }

    /// What one capture takes where the whole text matches, without anything else that a match says.
    ///
    /// - Parameters:
    ///   - number: which one; they count from 1, and 0 is the whole text
    ///   - text: a text
    /// - Returns: the text of the capture; nil where the text does not match, or the capture takes nothing
    package func capture(_ number: Int, of text: String) -> String? {
        precondition(number >= 0 && number <= captureCount, "there is no capture \(number)")
        if number == 0 { return matches(text) ? text : nil }
        let bytes = text.utf8.span
        guard let range = PatternMatcher.range(ofCapture: number, program, bytes) else { return nil }
        return String(decoding: bytes.extracting(range))
    }

    private func match(in text: String, isWhole: Bool) -> Match? {
        PatternMatcher.slots(program, text.utf8.span, isWhole: isWhole).map { Match(input: text, slots: $0) }
    }

    /// Where a pattern matches.
    public struct Match: Sendable, Hashable {
        /// The text that was searched.
        public let input: String
        /// Starts and ends of the match and its captures, -1 where there is none.
        let slots: [Int]

        /// What matches, as offsets in the text's UTF-8.
        public var utf8Range: Range<Int> { slots[0]..<slots[1] }

        /// What matches, as indices of the text that was searched.
        public var range: Range<String.Index> { indices(utf8Range) }

        /// The text that matches.
        public var text: String { String(input[range]) }

        /// What each capture took, in order; nil for one in an alternative that was not taken.
        public var captures: [String?] {
            (1..<slots.count / 2).map { capture($0) }
        }

        /// What one capture took; nil for one in an alternative that was not taken.
        ///
        /// - Parameter number: which one; they count from 1
        /// - Returns: the text
        public func capture(_ number: Int) -> String? {
            captureRange(number).map { String(decoding: input.utf8.span.extracting($0)) }
        }

        /// What a capture took, as offsets in the text's UTF-8; captures count from 1, 0 is the whole match.
        public func captureRange(_ number: Int) -> Range<Int>? {
            precondition(number >= 0 && 2 * number < slots.count, "there is no capture \(number)")
            return slots[2 * number] < 0 ? nil : slots[2 * number]..<slots[2 * number + 1]
        }

        private func indices(_ range: Range<Int>) -> Range<String.Index> {
            let utf8 = input.utf8
            let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
            return start..<utf8.index(start, offsetBy: range.count)
        }
    }
}
