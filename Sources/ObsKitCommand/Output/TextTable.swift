internal import ObsText

/// Columns of text for people: the one place where texts are padded, and where those from outside are made visible.
struct TextTable {
    /// What becomes of a cell that is wider than its column.
    enum Overlong {
        /// It is shown, and moves what follows.
        case moves
        /// It ends in `~`, and what follows stands below its title.
        case isCut
    }

    private let widths: [Int]
    private let gap: Int
    private let rightAligned: Set<Int>
    private let overlong: Overlong

    /// Columns of known widths, for rows that come one by one.
    ///
    /// - Parameters:
    ///   - widths: the widths; a column beyond them is as wide as its cell
    ///   - gap: how many blanks stand between two columns
    ///   - overlong: what becomes of a cell that is wider than its column
    init(widths: [Int], gap: Int = 2, overlong: Overlong = .moves) {
        self.init(widths, gap: gap, rightAligned: [], overlong: overlong)
    }

    private init(_ widths: [Int], gap: Int, rightAligned: Set<Int>, overlong: Overlong) {
        self.widths = widths
        self.gap = gap
        self.rightAligned = rightAligned
        self.overlong = overlong
    }

    /// A row as a line, without blanks at its end.
    func line(_ cells: [String]) -> String {
        var line = ""
        for (column, cell) in cells.map(DisplayText.visible).enumerated() {
            if column > 0 { line += String(repeating: " ", count: gap) }
            let width = column < widths.count ? widths[column] : 0
            let text = overlong == .isCut && cell.count > width ? cell.prefix(width - 1) + "~" : cell
            let blanks = String(repeating: " ", count: max(0, width - text.count))
            line += rightAligned.contains(column) ? blanks + text : text + blanks
        }
        while line.last == " " { line.removeLast() }
        return line
    }

    /// Rows in columns that are as wide as they must be, two blanks between them.
    ///
    /// - Parameters:
    ///   - rows: the cells, as many in each row
    ///   - rightAligned: the columns that end in line
    /// - Returns: a line for each row, without blanks at its end
    static func lines(_ rows: [[String]], rightAligned: Set<Int> = []) -> [String] {
        let rows = rows.map { $0.map(DisplayText.visible) }
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let table = TextTable(widths, gap: 2, rightAligned: rightAligned, overlong: .moves)
        return rows.map(table.line)
    }

    /// Rows in columns that are as wide as they must be, as one text: `lines`, each with its end.
    static func text(_ rows: [[String]], rightAligned: Set<Int> = []) -> String {
        lines(rows, rightAligned: rightAligned).map { $0 + "\n" }.joined()
    }
}
