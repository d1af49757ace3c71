internal import ObsTime

/// Dates as curated calibrations write them, UTC: `19700101T000000`, `20130115t0130`, `1970-01-01T00:00:00`, and with a
/// blank or a final Z.
enum CuratedDate {
    /// The instant of a date; nil when it is none.
    static func instant(_ text: String) -> Instant? {
        var bytes = Array(text.utf8)
        if bytes.last == UInt8(ascii: "Z") { bytes.removeLast() }
        let parts = bytes.split(maxSplits: 1, omittingEmptySubsequences: false) {
            $0 == UInt8(ascii: "T") || $0 == UInt8(ascii: "t") || $0 == 0x20
        }
        guard let day = parts.first.flatMap({ separated($0, by: "-", [4, 2, 2]) }) else { return nil }
        guard parts.count == 2 else { return try? Instant(iso: day, scale: .utc) }
        let fraction = parts[1].firstIndex(of: UInt8(ascii: ".")) ?? parts[1].endIndex
        let clock = parts[1][..<fraction]
        let time =
            separated(clock, by: ":", [2, 2, 2]) ?? separated(clock, by: ":", [2, 2]) ?? separated(clock, by: ":", [2])
        guard var time else { return nil }
        if time.utf8.count == 2 { time += ":00" }
        let rest = String(decoding: parts[1][fraction...], as: UTF8.self)
        guard rest.isEmpty || time.utf8.count == 8 else { return nil }
        return try? Instant(iso: "\(day)T\(time)\(rest)", scale: .utc)
    }

    /// The name of the file of an instant, `20130115T013000`; fractions of a second are left out.
    static func stem(_ instant: Instant) -> String {
        instant.isoText(scale: .utc, fractionDigits: 9).prefix(19).filter { $0 != "-" && $0 != ":" }
    }

    /// Digits in groups of these lengths, with the separator between them; nil when the text has others.
    private static func separated(_ text: ArraySlice<UInt8>, by separator: String, _ lengths: [Int]) -> String? {
        let digits = text.filter { $0 != separator.utf8.first }
        guard digits.count == lengths.reduce(0, +), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        var groups: [String] = []
        var at = 0
        for length in lengths {
            groups.append(String(decoding: digits[at..<at + length], as: UTF8.self))
            at += length
        }
        let whole = groups.joined(separator: separator)
        // Either no separator or all of them, in their places.
        let written = String(decoding: text, as: UTF8.self)
        return written == whole || written.utf8.count == digits.count ? whole : nil
    }
}
