/// An encoding other than UTF-8 in which editors save text.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf16LittleEndian = "UTF-16 (little-endian)"
    case utf16BigEndian = "UTF-16 (big-endian)"
    case utf32LittleEndian = "UTF-32 (little-endian)"
    case utf32BigEndian = "UTF-32 (big-endian)"

    /// How many bytes are looked at.
    private static let sample = 512

    /// The encoding of a text that begins with a mark of another encoding, or that has the zeros of one; nil for UTF-8 and
    /// for what is no text.
    package init?(of text: Span<UInt8>) {
        let head = text.extracting(first: 4)
        // UTF-32 first: its little-endian mark begins with that of UTF-16.
        if head.equals([0xFF, 0xFE, 0, 0]) {
            self = .utf32LittleEndian
        } else if head.equals([0, 0, 0xFE, 0xFF]) {
            self = .utf32BigEndian
        } else if head.starts(with: [0xFF, 0xFE]) {
            self = .utf16LittleEndian
        } else if head.starts(with: [0xFE, 0xFF]) {
            self = .utf16BigEndian
        } else {
            self.init(zerosOf: text)
        }
    }

    /// What people write is mostly ASCII, whose other bytes are zero.
    private init?(zerosOf text: Span<UInt8>) {
        let units = min(text.count, Self.sample) / 4
        guard units >= 1 else { return nil }
        var zeros = [0, 0, 0, 0]
        for place in 0..<units * 4 where text[place] == 0 { zeros[place % 4] += 1 }
        let most = units - units / 4
        switch (zeros[0] >= most, zeros[1] >= most, zeros[2] >= most, zeros[3] >= most) {
        case (false, true, true, true) where zeros[0] == 0: self = .utf32LittleEndian
        case (true, true, true, false) where zeros[3] == 0: self = .utf32BigEndian
        case (false, true, false, true) where zeros[0] + zeros[2] == 0: self = .utf16LittleEndian
        case (true, false, true, false) where zeros[1] + zeros[3] == 0: self = .utf16BigEndian
        default: return nil
        }
    }

    /// What is wrong with a text that should be UTF-8; nil when no other encoding is recognized.
    package static func problem(in text: Span<UInt8>, file: String) -> Diagnostic? {
        TextEncoding(of: text).map { encoding in
            Diagnostic(
                .error, .encoding, at: SourcePosition(file: file, line: 1, column: 1),
                "the file is in \(encoding.rawValue), and UTF-8 is expected", hint: "save the file in UTF-8")
        }
    }
}
