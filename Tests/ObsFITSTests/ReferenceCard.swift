import Foundation
import ObsFITS

/// Value and comment of a card, read byte by byte without regard to speed (FITS 4.0, sections 4.1 and 4.2; HIERARCH).
struct ReferenceCard {
    private(set) var value = HeaderValue.undefined
    private(set) var comment = ""
    /// Whether a value indicator stands in the card.
    private(set) var hasValue = false

    private let bytes: [UInt8]
    private static let blank = UInt8(ascii: " ")
    private static let slash = UInt8(ascii: "/")

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let name = String(decoding: bytes[..<8].map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self).uppercased()
        let isCommentary = ["COMMENT ", "HISTORY ", "        "].contains(name)
        var start = bytes[8] == UInt8(ascii: "=") && !isCommentary && name != "CONTINUE" ? 9 : nil
        if name == "HIERARCH", bytes[8] == Self.blank {
            start = bytes[9...].firstIndex(of: UInt8(ascii: "=")).map { $0 + 1 }
        }
        guard let start else {
            let text = text(8, 80)
            if isCommentary { value = .string(text) } else { comment = text }
            return
        }
        hasValue = true
        readValue(from: start)
    }

    /// The card with the text of another behind its own, in the place of the ampersand.
    func joined(to more: String) -> ReferenceCard {
        var result = self
        if case .string(let text) = value { result.value = .string(String(text.dropLast()) + more) }
        return result
    }

    private mutating func readValue(from start: Int) {
        var begin = start
        while begin < 80, bytes[begin] == Self.blank { begin += 1 }
        guard begin < 80, bytes[begin] != Self.slash else { return readComment(begin) }
        var end = begin
        var found: HeaderValue?
        switch bytes[begin] {
        case UInt8(ascii: "'"):
            var content: [UInt8] = []
            end += 1
            while end < 80 {
                if bytes[end] == UInt8(ascii: "'") {
                    guard end + 1 < 80, bytes[end + 1] == UInt8(ascii: "'") else { break }
                    end += 1
                }
                content.append(bytes[end])
                end += 1
            }
            guard end < 80 else {
                value = .malformed(text(begin, 80))
                return
            }
            end += 1
            while content.last == Self.blank { content.removeLast() }
            found = .string(Self.string(content))
        case UInt8(ascii: "("):
            while end < 80, bytes[end] != UInt8(ascii: ")"), bytes[end] != Self.slash { end += 1 }
            guard end < 80, bytes[end] == UInt8(ascii: ")") else {
                value = .malformed(text(begin, end))
                return readComment(end)
            }
            found = Self.complex(Self.string(Array(bytes[(begin + 1)..<end])))
            end += 1
        default:
            while end < 80, bytes[end] != Self.blank, bytes[end] != Self.slash { end += 1 }
            found = Self.token(Self.string(Array(bytes[begin..<end])))
        }
        var next = end
        while next < 80, bytes[next] == Self.blank { next += 1 }
        if next < 80, bytes[next] != Self.slash {
            // Something else stands behind the value.
            found = nil
            while next < 80, bytes[next] != Self.slash { next += 1 }
            end = next
        }
        value = found ?? .malformed(text(begin, end))
        readComment(next)
    }

    private mutating func readComment(_ slash: Int) {
        guard slash + 1 < 80 else { return }
        comment = text(bytes[slash + 1] == Self.blank ? slash + 2 : slash + 1, 80)
    }

    private func text(_ start: Int, _ end: Int) -> String {
        var part = Array(bytes[min(start, end)..<end])
        while part.last == Self.blank { part.removeLast() }
        return Self.string(part)
    }

    private static func string(_ bytes: [UInt8]) -> String {
        String(validating: bytes, as: UTF8.self) ?? String(bytes.map { Character(Unicode.Scalar($0)) })
    }

    private static func token(_ text: String) -> HeaderValue? {
        if text == "T" || text == "F" { return .logical(text == "T") }
        guard text.utf8.count == text.unicodeScalars.count else { return nil }
        if text.wholeMatch(of: /[+\-]?[0-9]+/) != nil {
            if let number = Int(text) { return .integer(number) }
            let digits = text.drop { "+-0".contains($0) }
            return .largeInteger((text.hasPrefix("-") ? "-" : "") + digits)
        }
        return real(text).map { .real($0) }
    }

    private static func real(_ text: String) -> Double? {
        guard text.wholeMatch(of: /[+\-]?([0-9]+\.?[0-9]*|\.[0-9]+)([EeDd][+\-]?[0-9]+)?/) != nil else { return nil }
        let number = unsafe strtod(text.replacing("D", with: "E").replacing("d", with: "e"), nil)
        return number.isFinite ? number : nil
    }

    private static func complex(_ text: String) -> HeaderValue? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let numbers = parts.compactMap { real($0.trimmingCharacters(in: CharacterSet(charactersIn: " "))) }
        return numbers.count == 2 ? .complex(numbers[0], numbers[1]) : nil
    }
}
