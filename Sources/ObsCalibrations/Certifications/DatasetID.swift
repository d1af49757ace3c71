public import ObsText

/// The name of a dataset forever: a UUID (RFC 9562).
public struct DatasetID: Hashable, Sendable {
    /// The first 8 bytes, big-endian.
    package let high: UInt64
    /// The last 8 bytes, big-endian.
    package let low: UInt64

    /// The id of two halves, each big-endian.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The id of a text of the form `01234567-89ab-cdef-0123-456789abcdef`; nil for any other.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        self.init(utf8: text.utf8.span)
    }

    private init?(utf8 text: Span<UInt8>) {
        guard text.count == 36 else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for place in text.indices {
            let byte = text[place]
            if place == 8 || place == 13 || place == 18 || place == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let digit = Self.value(byte) else { return nil }
                if digits < 16 { halves.0 = halves.0 << 4 | digit } else { halves.1 = halves.1 << 4 | digit }
                digits += 1
            }
        }
        self.init(high: halves.0, low: halves.1)
    }

    /// A new id by chance (version 4).
    public static func random() -> DatasetID {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    /// A new id of a generator's numbers (version 4).
    package static func random(using generator: inout some RandomNumberGenerator) -> DatasetID {
        DatasetID(high: generator.next(), low: generator.next(), version: 4)
    }

    /// The id that a content has, the same wherever it is computed (version 8: the first bits of a SHA-256).
    ///
    /// - Parameter hash: the hash of everything that makes the dataset what it is.
    public init(contentHash hash: ContentHash) {
        var halves: (UInt64, UInt64) = (0, 0)
        for (place, byte) in hash.bytes.prefix(16).enumerated() {
            if place < 8 { halves.0 = halves.0 << 8 | UInt64(byte) } else { halves.1 = halves.1 << 8 | UInt64(byte) }
        }
        self.init(high: halves.0, low: halves.1, version: 8)
    }

    private init(high: UInt64, low: UInt64, version: UInt64) {
        self.high = high & 0xFFFF_FFFF_FFFF_0FFF | version << 12
        self.low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    }

    private static func value(_ byte: UInt8) -> UInt64? {
        switch byte {
        case 0x30...0x39: UInt64(byte - 0x30)
        case 0x41...0x46: UInt64(byte - 0x37)
        case 0x61...0x66: UInt64(byte - 0x57)
        default: nil
        }
    }
}

extension DatasetID: CustomStringConvertible {
    /// The id in 36 characters, lower case.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        var text = InlineArray<36, UInt8>(repeating: UInt8(ascii: "-"))
        var place = 0
        for digit in 0..<32 {
            if digit == 8 || digit == 12 || digit == 16 || digit == 20 { place += 1 }
            let half = digit < 16 ? high : low
            text[place] = digits[Int(half >> UInt64(60 - 4 * (digit % 16)) & 15)]
            place += 1
        }
        return String(decoding: text.span)
    }
}

extension DatasetID: Comparable {
    /// Orders as the texts do.
    public static func < (left: DatasetID, right: DatasetID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
