internal import ObsFITS
internal import ObsText

/// Thousands of corrections of one kind: for each observation, new values of the same few cards.
///
/// The text has a line of names, `OBSID` and the cards, and a line for each observation, separated by tabs. An
/// observation has its id, or a range of ids that differ in the last digits
/// (`AT_O_20190308_000139..000180`). A number is a number; text that looks like one stands in quotes; `null` makes a
/// card undefined, and an empty cell leaves it as it is. Lines that begin with `#` are comments.
public final class CorrectionTable: Sendable {
    /// The name, unique among the corrections of an instrument.
    public let name: String
    /// Why the cards are wrong, and why the new values are right.
    public let reason: String
    /// A ticket, paper or log entry.
    public let reference: String?
    /// The number of observations that are corrected.
    public var count: Int { lineOfID.count }

    /// The cards that it changes.
    public var cardNames: [String] { cards.map(\.name) }

    let stage: Int
    let condition: Condition?
    private let file: String
    private let cards: [Keyword]
    /// For each line of the text, where its values begin; lines without values have none.
    private let firstValue: [Int]
    private let values: [HeaderValue?]
    private let lineOfID: [String: Int]

    /// The corrections of one observation; nil when the table has none.
    ///
    /// - Parameter id: the observation's id
    /// - Returns: a correction, made for this observation
    public func correction(of id: String) -> Correction? {
        guard let line = lineOfID[id] else { return nil }
        let first = firstValue[line]
        let changes = cards.indices.compactMap { column in
            values[first + column].map {
                HeaderChange(keyword: cards[column], operation: .literal($0), guardValue: nil)
            }
        }
        return Correction(
            name: name, reason: reason, reference: reference,
            place: SourcePosition(file: file, line: line + 1, column: 1), stage: stage,
            selector: Correction.Selector(condition: condition), changes: changes)
    }

    /// Reads a table; what is wrong is reported with its line, and such a line is left out.
    init(
        _ text: [UInt8], file: String, name: String, reason: String, reference: String?, stage: Int,
        condition: Condition?, problems: Problems
    ) {
        var cards: [Keyword]?
        var firstValue: [Int] = []
        var values: [HeaderValue?] = []
        var lineOfID: [String: Int] = [:]
        func report(_ message: String, _ hint: String) {
            let place = SourcePosition(file: file, line: firstValue.count, column: 1)
            problems.error(.badTable, at: place, message, hint: hint)
        }
        for var line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if line.last == 0x0D { line = line.dropLast() }
            firstValue.append(values.count)
            if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
            let cells = line.split(separator: 0x09, omittingEmptySubsequences: false)
            guard let cards else {
                cards = cells.dropFirst().map { Keyword(String(decoding: $0, as: UTF8.self)) }
                if !cells[0].elementsEqual("OBSID".utf8) || cells.count < 2 {
                    report("a table begins with a line of names", "write OBSID and the cards, separated by tabs")
                    break
                }
                lineOfID.reserveCapacity(text.count / 32)
                continue
            }
            guard cells.count == cards.count + 1 else {
                report(
                    "this line has \(cells.count) cells, and there are \(cards.count + 1) names",
                    "separate cells by tabs")
                continue
            }
            let id = String(decoding: cells[0], as: UTF8.self)
            guard let ids = ObservationIDRange.ids(id) else {
                report("'\(id)' is no range of observation ids", "write the last digits of the last one after two dots")
                continue
            }
            guard lineOfID.count + ids.count <= ObservationIDRange.tableLimit else {
                report("the table is for more than \(ObservationIDRange.tableLimit) observations", "divide it")
                break
            }
            for one in ids where lineOfID.updateValue(firstValue.count - 1, forKey: one) != nil {
                report("the observation '\(one)' stands in the table twice", "keep one line")
            }
            for cell in cells.dropFirst() { values.append(Self.value(cell)) }
        }
        if cards == nil { report("the table is empty", "write OBSID and the cards, separated by tabs") }
        self.name = name
        self.reason = reason
        self.reference = reference
        self.stage = stage
        self.condition = condition
        self.file = file
        self.cards = cards ?? []
        self.firstValue = firstValue
        self.values = values
        self.lineOfID = lineOfID
    }

    /// The value of a cell; nil when it is empty.
    static func value(_ cell: ArraySlice<UInt8>) -> HeaderValue? {
        guard let first = cell.first, let last = cell.last else { return nil }
        let quote = UInt8(ascii: "\"")
        if cell.count >= 2, first == quote, last == quote {
            return .string(String(decoding: cell.dropFirst().dropLast(), as: UTF8.self))
        }
        let text = String(decoding: cell, as: UTF8.self)
        if text == "null" { return .undefined }
        if text == "true" || text == "false" { return .logical(text == "true") }
        // The first character tells most cells apart.
        if (0x30...0x39).contains(first) || first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            if let number = Int(text) { return .integer(number) }
            if let number = NumberReading.real(text) { return .real(number) }
        }
        return .string(text)
    }
}

extension Diagnostic.Code {
    static let badTable = Self(rawValue: "bad-table")
}
