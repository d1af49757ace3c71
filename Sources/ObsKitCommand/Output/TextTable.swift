internal import ObsText

/// Columns of text for people: the one place where texts are padded, and where those from outside are made visible.
struct TextTable {
    private let widths: [Int]
    private let gap: Int
    private let rightAligned: Set<Int>

    /// Columns of known widths, for rows that come one by one.
    ///
    /// - Parameters:
    ///   - widths: the widths; a column beyond them is as wide as its cell
    ///   - gap: how many blanks stand between two columns
    init(widths: [Int], gap: Int = 2) {
        self.init(widths, gap: gap, rightAligned: [])
    }

    private init(_ widths: [Int], gap: Int, rightAligned: Set<Int>) {
        self.widths = widths
        self.gap = gap
        self.rightAligned = rightAligned
    }

    /// A row as a line, without blanks at its end.
    ///
    /// No cell is cut: one that is wider than its column moves what follows, until a column begins far enough to the right.
    func line(_ cells: [String]) -> String {
        var (line, length, begin) = ("", 0, 0)
        for (column, cell) in cells.map(DisplayText.visible).enumerated() {
            let width = column < widths.count ? widths[column] : 0
            let count = cell.count
            let place = rightAligned.contains(column) ? begin + max(0, width - count) : begin
            let blanks = max(column > 0 ? gap : 0, place - length)
            line += String(repeating: " ", count: blanks) + cell
            length += blanks + count
            begin += width + gap
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
        let table = TextTable(widths, gap: 2, rightAligned: rightAligned)
        return rows.map(table.line)
    }

    /// Rows in columns that are as wide as they must be, as one text: `lines`, each with its end.
    static func text(_ rows: [[String]], rightAligned: Set<Int> = []) -> String {
        lines(rows, rightAligned: rightAligned).map { $0 + "\n" }.joined()
    }
}
