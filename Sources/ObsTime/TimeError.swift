public import ObsText

/// Why a time, a date, an angle or a place could not be made.
///
/// The message says what was found, what was expected and, where there is something to do, what to do.
public struct TimeError: ObsError, Hashable {
    /// A stable name of a kind of failure; other modules may add their own.
    public struct Code: RawRepresentable, Hashable, Sendable, Codable {
        /// The name, as it is printed and compared.
        public let rawValue: String

        /// A code with the given name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The text does not have the shape that was expected.
        public static let syntax = Code(rawValue: "time-syntax")
        /// The text is well formed but the calendar has no such day.
        public static let noSuchDay = Code(rawValue: "time-no-such-day")
        /// The text is well formed but the day has no such time, a leap second that did not happen for one.
        public static let noSuchTime = Code(rawValue: "time-no-such-time")
        /// The value is a number but does not fit: an instant before 1678 or after 2262, an hour of 25.
        public static let outOfRange = Code(rawValue: "time-out-of-range")
        /// The value is NaN or infinite.
        public static let notFinite = Code(rawValue: "time-not-finite")
        /// An interval holds no instant at all.
        public static let emptyInterval = Code(rawValue: "time-empty-interval")
        /// The name of a time scale, frame or zone is unknown.
        public static let unknownName = Code(rawValue: "time-unknown-name")
    }

    /// The kind of failure.
    public let code: Code
    /// What was found, and what was expected instead.
    public let message: String

    /// An error with a code and a message.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message, followed by the code in brackets.
    public var description: String { "\(message) [\(code.rawValue)]" }
}

extension TimeError {
    /// Text from outside as it may stand in a message: quoted, cut after 48 bytes, control bytes as `\xNN`.
    static func quoted(_ bytes: Span<UInt8>) -> String {
        let shown = bytes.extracting(first: 48).array
        let isText = shown.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        var text = ""
        if isText {
            text = String(decoding: shown, as: UTF8.self)
        } else {
            for byte in shown {
                if byte >= 0x20 && byte < 0x7F {
                    text.unicodeScalars.append(Unicode.Scalar(byte))
                } else {
                    text += "\\x\(byte.zeroPadded(2, radix: 16, uppercase: true))"
                }
            }
        }
        return bytes.count > 48 ? "\"\(text)…\" (\(bytes.count) bytes)" : "\"\(text)\""
    }

    static func quoted(_ text: String) -> String {
        quoted(text.utf8.span)
    }
}
