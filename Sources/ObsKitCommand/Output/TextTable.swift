internal import ObsText

/// Rows of text in columns.
enum TextTable {
    /// Rows in columns that are as wide as they must be, two blanks between them.
    ///
    /// - Parameters:
    ///   - rows: the cells, as many in each row
    ///   - rightAligned: the columns that end in line
    /// - Returns: a line for each row, without blanks at its end
    static func lines(_ rows: [[String]], rightAligned: Set<Int> = []) -> [String] {
        let rows = rows.map { $0.map(DisplayText.visible) }
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let blanks = String(repeating: " ", count: widths[column] - cell.count)
                line += (column == 0 ? "" : "  ") + (rightAligned.contains(column) ? blanks + cell : cell + blanks)
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}
