package import ObsTime

extension CalendarDay {
    /// The day written as 2010-01-01.
    package init?(iso text: some StringProtocol) {
        let fields = text.split(separator: "-", omittingEmptySubsequences: false)
        guard fields.map(\.utf8.count) == [4, 2, 2], fields.allSatisfy(\.isDecimal), let year = Int(fields[0]),
            let month = Int(fields[1]), let day = Int(fields[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day written as 20100101 or as 2010-01-01.
    package init?(text: String) {
        if text.utf8.count == 8, text.isDecimal, let number = Int(text) {
            self.init(yyyymmdd: number)
        } else {
            self.init(iso: text)
        }
    }
}

extension StringProtocol {
    /// Whether the text is digits from 0 to 9, at least one.
    var isDecimal: Bool { !utf8.isEmpty && utf8.allSatisfy { (0x30...0x39).contains($0) } }
}
