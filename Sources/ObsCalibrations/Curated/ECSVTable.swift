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

    /// The numbers of a column; a problem is reported for each cell that is no finite number.
    func numbers(_ column: Int, _ problems: Problems) -> [Double] {
        rows.compactMap { row in
            let cell = row.cells[column]
            if let number = DecimalNumber.finiteReal(cell) { return number }
            problems.error(
                .badCell, at: place(row), "\(columns[column].name) is '\(cell)'; a finite number is expected",
                hint: "correct the row")
            return nil
        }
    }
}

extension ECSVTable {
    /// The first bytes of such a table.
    static let signature = Array("# %ECSV ".utf8)

    /// Reads a table; nil and reported problems when the text is none.
    init?(_ bytes: [UInt8], file: String, problems: Problems) {
        var lines = Lines(bytes)
        guard let first = lines.next(), bytes[first].starts(with: Self.signature) else {
            problems.error(
                .badTable, at: SourcePosition(file: file, line: 1, column: 1),
                "the file does not begin with '# %ECSV '", hint: "write a table of that format, or name the file .yaml")
            return nil
        }
        let version = String(decoding: bytes[first].dropFirst(Self.signature.count), as: UTF8.self)
        if version.trimmed != "0.9" && version.trimmed != "1.0" {
            problems.error(
                .badTable, at: SourcePosition(file: file, line: 1, column: 1),
                "the version '\(version.trimmed)' is not known; versions 0.9 and 1.0 are")
            return nil
        }
        // The header keeps its lines and columns: blanks stand for what makes it a comment.
        var header: [UInt8] = [0x0A]
        var next = lines.next()
        while let line = next, bytes[line].first == UInt8(ascii: "#") {
            let text = bytes[line].dropFirst()
            if !text.elementsEqual(" ---".utf8) { header += [0x20] + text }
            header.append(0x0A)
            next = lines.next()
        }
        let root: Node
        do {
            root = try Document.yaml(header, file: file).root
        } catch {
            problems.report((error as? DiagnosticsError)?.diagnostics ?? [])
            return nil
        }
        guard root.kind == .mapping, let datatype = root["datatype"], datatype.kind == .sequence else {
            problems.error(.badTable, at: root, "the header has no list 'datatype:' of columns")
            return nil
        }
        self.file = file
        columns = datatype.elements.compactMap { Column($0, problems) }
        metadata = root["meta"]
        let delimiter = root["delimiter"]?.text == "," ? UInt8(ascii: ",") : 0x20
        guard columns.count == datatype.elements.count else { return nil }
        // Blank lines before the names are allowed.
        while let line = next, bytes[line].allSatisfy({ $0 == 0x20 }) { next = lines.next() }
        guard let names = next.map({ Self.cells(bytes[$0], delimiter) }), names == columns.map(\.name) else {
            problems.error(
                .badTable, at: SourcePosition(file: file, line: lines.number, column: 1),
                "the line before the rows does not have the names of the columns",
                hint: "write \(columns.map(\.name).joined(separator: " "))")
            return nil
        }
        var rows: [Row] = []
        while let line = lines.next() {
            if bytes[line].allSatisfy({ $0 == 0x20 }) { continue }
            let cells = Self.cells(bytes[line], delimiter)
            guard cells.count == columns.count else {
                problems.error(
                    .badCell, at: SourcePosition(file: file, line: lines.number, column: 1),
                    "the row has \(cells.count) cells, and there are \(columns.count) columns", hint: "correct the row")
                continue
            }
            rows.append(Row(cells: cells, line: lines.number))
        }
        self.rows = rows
    }

    /// The cells of a line; in quotation marks a doubled one stands for itself.
    private static func cells(_ line: ArraySlice<UInt8>, _ delimiter: UInt8) -> [String] {
        var cells: [String] = []
        var cell: [UInt8] = []
        var at = line.startIndex
        var isQuoted = false
        var isStarted = false
        func isMark(_ place: Int) -> Bool { place < line.endIndex && line[place] == UInt8(ascii: "\"") }
        while at < line.endIndex {
            let byte = line[at]
            if isMark(at) {
                if isQuoted, isMark(at + 1) {
                    cell.append(byte)
                    at += 1
                } else {
                    isQuoted.toggle()
                }
                isStarted = true
            } else if byte == delimiter, !isQuoted {
                if isStarted || delimiter != 0x20 { cells.append(String(decoding: cell, as: UTF8.self)) }
                cell = []
                isStarted = false
            } else {
                cell.append(byte)
                isStarted = true
            }
            at += 1
        }
        if isStarted || delimiter != 0x20 { cells.append(String(decoding: cell, as: UTF8.self)) }
        return cells
    }

    /// The lines of a text, without what ends them.
    private struct Lines {
        let bytes: [UInt8]
        var at = 0
        /// The number of the line that came last, from 1.
        var number = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        mutating func next() -> Range<Int>? {
            guard at < bytes.count else { return nil }
            let end = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
            let range = at..<(end > at && bytes[end - 1] == 0x0D ? end - 1 : end)
            at = end + 1
            number += 1
            return range
        }
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
        unit = node["unit"]?.text
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
