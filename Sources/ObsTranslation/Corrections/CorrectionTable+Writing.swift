package import ObsFITS
internal import ObsText

extension CorrectionTable {
    /// Writes a table that is read as it was given.
    ///
    /// - Parameter observations: the ids and their cards, in the order of the lines; the columns are the cards, in the order in
    ///   which they come first
    /// - Returns: the text of the table
    package static func text(of observations: [(id: String, cards: [(name: String, cell: String)])]) -> String {
        var columns: [String] = []
        var seen: Set<String> = []
        for observation in observations {
            for card in observation.cards where seen.insert(card.name).inserted { columns.append(card.name) }
        }
        var lines = [(["OBSID"] + columns).joined(separator: "\t")]
        for observation in observations {
            let cells = Dictionary(observation.cards.map { ($0.name, $0.cell) }) { $1 }
            lines.append(([observation.id] + columns.map { cells[$0] ?? "" }).joined(separator: "\t"))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The cell of a value.
    ///
    /// - Returns: nil for a value that no cell has: text with a tab or an end of a line, an infinite number, and what is no value
    package static func cell(_ value: HeaderValue) -> String? {
        let cell: String
        switch value {
        case .undefined: cell = "null"
        case .logical(let truth): cell = truth ? "true" : "false"
        case .integer(let number): cell = String(number)
        case .real(let number): cell = number.description
        case .string(let text):
            let isSafe = !text.isEmpty && Self.value(ArraySlice(text.utf8)) == .string(text)
            cell = isSafe ? text : "\"\(text)\""
        default: return nil
        }
        let breaks: [UInt8] = [0x09, 0x0A, 0x0D]
        return cell.utf8.contains(where: breaks.contains) || Self.value(ArraySlice(cell.utf8)) != value ? nil : cell
    }

    /// Whether a line of a table with this id is read as one observation.
    package static func isWritable(id: String) -> Bool {
        ObservationIDRange.ids(id) == [id] && !id.isEmpty && !id.hasPrefix("#")
            && !id.utf8.contains(where: { $0 < 0x20 })
    }
}
