internal import ObsDocuments
internal import ObsText

/// A table of the Enhanced Character-Separated Values format, versions 0.9 and 1.0 (APE 6 of astropy).
///
/// The header is YAML behind `# `; the metadata is a mapping, an `!!omap` or a list of mappings. Cells are kept as text.
struct ECSVTable {
    /// A column as the header describes it.
    struct Column {
        let name: String
        /// The unit as written; nil when the header gives none.
        let unit: String?
        /// The type of the cells, such as `int32`.
        let datatype: String
        /// The type and shape of what a cell holds as JSON, `float64[256]`; nil for plain cells.
        let subtype: String?
        let place: SourcePosition
    }

    /// A row of cells, in the order of the columns.
    struct Row {
        let cells: [String]
        let line: Int
    }

    let file: String
    let columns: [Column]
    /// The `meta:` of the header; nil without one.
    let metadata: Node?
    let rows: [Row]

    /// The place of a column of one of these names.
    func column(_ names: String...) -> Int? { columns.firstIndex { names.contains($0.name) } }

    /// The place of a row.
    func place(_ row: Row) -> SourcePosition { SourcePosition(file: file, line: row.line, column: 1) }

    /// Whether a cell says that its number is not known: it is empty, or NaN.
    func isUnknown(_ column: Int, of row: Row) -> Bool {
        let cell = row.cells[column]
        return cell.isEmpty || ["nan", "+nan", "-nan"].contains(cell.lowercased())
    }

    /// The number in a cell; nil, with a reported problem, when it is no finite number.
    func number(_ column: Int, of row: Row, _ problems: Problems) -> Double? {
        let cell = row.cells[column]
        if let number = DecimalNumber.finiteReal(cell) { return number }
        problems.error(
            .badCell, at: place(row),
            "\(columns[column].name) is \(cell.isEmpty ? "missing" : "'\(cell)'"); a finite number is expected",
            hint: "write what was measured, or take the row away")
        return nil
    }
}

extension ECSVTable {
    /// Reads a table as `astropy.table` (`io/ascii/ecsv.py`) does; nil and reported problems when the text is none.
    ///
    /// Lines that begin with `#`, with blanks before it or not, are the header at the beginning and comments behind it; blank
    /// lines are nothing anywhere; a cell in quotation marks may hold line breaks.
    init?(_ bytes: [UInt8], file: String, problems: Problems) {
        if let problem = TextEncoding.problem(in: bytes.span, file: file) {
            problems.report(problem)
            return nil
        }
        var lines = ECSVLines(bytes)
        guard let header = Self.header(&lines, file, problems) else { return nil }
        guard header.root.kind == .mapping, let datatype = header.root["datatype"], datatype.kind == .sequence else {
            problems.error(.badTable, at: header.root, "the header has no list 'datatype:' of columns")
            return nil
        }
        self.file = file
        columns = datatype.elements.compactMap { Column($0, problems) }
        metadata = header.root["meta"]
        guard columns.count == datatype.elements.count else { return nil }
        let delimiter = header.root["delimiter"]
        let byte = delimiter.map { $0.text ?? "" } ?? " "
        guard byte == " " || byte == "," else {
            problems.error(
                .badTable, at: delimiter ?? header.root, "cells are separated by \(delimiter?.found ?? "nothing")",
                hint: "write delimiter: ',' or leave it out for blanks")
            return nil
        }
        let separator = byte == "," ? UInt8(ascii: ",") : 0x20
        guard let names = lines.nextCells(separator), names.cells == columns.map(\.name) else {
            problems.error(
                .badTable, at: SourcePosition(file: file, line: max(lines.number, 1), column: 1),
                "the line before the rows does not have the names of the columns",
                hint: "write \(columns.map(\.name).joined(separator: byte))")
            return nil
        }
        var rows: [Row] = []
        while let row = lines.nextCells(separator) {
            guard row.cells.count == columns.count else {
                problems.error(
                    .badCell, at: SourcePosition(file: file, line: row.line, column: 1),
                    "the row has \(row.cells.count) cells, and there are \(columns.count) columns",
                    hint: "correct the row")
                continue
            }
            rows.append(Row(cells: row.cells, line: row.line))
        }
        self.rows = rows
    }

    /// The YAML of the header, each line and column where it is in a file whose lines begin with the `#`.
    private static func header(_ lines: inout ECSVLines, _ file: String, _ problems: Problems) -> Document? {
        let start = SourcePosition(file: file, line: 1, column: 1)
        var text: [UInt8] = []
        var (isFirst, linesBefore) = (true, 0)
        while let line = lines.peek(), let comment = line.comment {
            lines.skip()
            // Blanks stand for what makes it a comment, and empty lines for those that are none of the header.
            text += repeatElement(0x0A, count: line.number - 1 - linesBefore)
            linesBefore = line.number - 1
            if isFirst {
                guard isSupported(comment, start, problems) else { return nil }
                isFirst = false
            } else if !comment.drop(while: { $0 == 0x20 }).elementsEqual("---".utf8) {
                text += [0x20] + comment
            }
        }
        if isFirst {
            problems.error(
                .badTable, at: start, "the file does not begin with '# %ECSV '",
                hint: "write a table of that format, or name the file .yaml")
            return nil
        }
        text.append(0x0A)
        return problems.catching { try Document.yaml(text, file: file) }
    }

    /// Whether the first line names the format in a version that is known.
    private static func isSupported(_ line: ArraySlice<UInt8>, _ place: SourcePosition, _ problems: Problems) -> Bool {
        let words = String(decoding: line, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: true)
        guard words.first == "%ECSV", words.count == 2 else {
            problems.error(
                .badTable, at: place, "the file does not begin with '# %ECSV '",
                hint: "write a table of that format, or name the file .yaml")
            return false
        }
        let version = words[1].split(separator: ".", omittingEmptySubsequences: false)
        if version.count >= 2, version[0] == "0" || version[0] == "1", version.allSatisfy({ Int($0) != nil }) {
            return true
        }
        problems.error(
            .badTable, at: place, "the version '\(words[1])' is not known; versions 0.9 and 1.0 are",
            hint: "write # %ECSV 1.0 if the table is of that version")
        return false
    }
}

extension ECSVTable.Column {
    fileprivate init?(_ node: Node, _ problems: Problems) {
        guard node.kind == .mapping, let name = node["name"]?.text, let datatype = node["datatype"]?.text else {
            problems.error(.badTable, at: node, "a column has a name and a datatype")
            return nil
        }
        self.name = name
        self.datatype = datatype
        // Older files have the unit as an object of astropy.
        unit = node["unit"].flatMap { $0.kind == .mapping ? $0["unit"]?.text : $0.text }
        subtype = node["subtype"]?.text
        place = node.position
    }
}

extension String {
    /// The text without blanks at its ends.
    var trimmed: String {
        var text = Substring(self)
        while text.first == " " || text.first == "\r" { text.removeFirst() }
        while text.last == " " || text.last == "\r" { text.removeLast() }
        return String(text)
    }
}
