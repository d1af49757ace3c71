internal import ObsFITS
package import ObsText

/// Headers as lines of text, a card on each: what `fitsheader`, `dfits`, `imhead`, `fold -w80` and astropy's `totextfile` write.
///
/// Several headers may follow each other. A header ends with END, with the end of the text, or where `SIMPLE`, `XTENSION` or a
/// program's title of the next begins. `SIMPLE` begins a file, `XTENSION` another HDU of it.
struct TextHeaders {
    /// The headers of one file.
    struct File {
        /// The name that a title gives it.
        var name: String?
        /// Its HDUs, each with its cards.
        var hdus: [(index: Int, cards: [UInt8])] = []
    }

    /// The files, in the order of the text; none without a header.
    private(set) var files: [File] = []
    private var isOpen = false
    private let file: String

    /// Reads a text.
    ///
    /// - Throws: `DiagnosticsError` with every line that is no card
    init(_ text: [UInt8], file: String) throws {
        self.file = file
        let problems = Problems(limit: 20)
        var number = 0
        for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let line = number == 1 && line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.dropFirst(3) : line
            take(Self.trimmed(line), number, problems)
        }
        try problems.throwIfErrors()
    }

    /// The headers of a file.
    ///
    /// - Throws: `DiagnosticsError` when a header is too long
    func headers(of file: File) throws -> [FileHeader] {
        try file.hdus.map { hdu in
            do {
                return try FileHeader(hdu: hdu.index, cardImages: hdu.cards)
            } catch {
                let message = DiagnosticsError(error).message
                throw DiagnosticsError([Diagnostic(.error, .badCardLine, at: nil, "\(self.file): \(message)")])
            }
        }
    }

    private mutating func take(_ line: ArraySlice<UInt8>, _ number: Int, _ problems: Problems) {
        if line.isEmpty { return }
        switch TextLine(line) {
        case .end: isOpen = false
        case .file(let name): begin(File(name: name))
        case .hdu(let index, let name):
            let isSame = files.last.map { $0.name == name && ($0.hdus.last.map { $0.index < index } ?? true) }
            if name != nil, isSame != true { begin(File(name: name)) }
            if files.isEmpty { begin(File()) }
            open(index)
        case .card: addCards(line, number, problems)
        case .other:
            report(
                number, 1, "this is no card: a keyword of at most 8 letters, digits, - and _ stands in columns 1 to 8",
                "columns 9 and 10 of a card with a value are '= '", problems)
        }
    }

    /// Adds the cards of a line; a program may write those of a long text one behind the other.
    private mutating func addCards(_ line: ArraySlice<UInt8>, _ number: Int, _ problems: Problems) {
        var rest = line
        while !rest.isEmpty {
            let card = rest.prefix(80)
            if rest.startIndex > line.startIndex {
                switch TextLine(Self.trimmed(card)) {
                case .card: break
                case .end:
                    isOpen = false
                    return
                default:
                    return report(
                        number, 81, "the line has \(line.count) columns, and a card has 80 at most",
                        "write one card on each line, a long text on CONTINUE cards", problems)
                }
            }
            if let place = card.firstIndex(where: { $0 < 0x20 || $0 == 0x7F }) {
                return report(
                    number, place - line.startIndex + 1, "a card holds no control characters, and this is one",
                    "a tab is written as blanks", problems)
            }
            let isFirst = card.starts(with: "SIMPLE  =".utf8)
            let isNext = card.starts(with: "XTENSION=".utf8)
            let holdsCards = isOpen && files.last?.hdus.last?.cards.isEmpty == false
            if isFirst, holdsCards || !isOpen {
                // Unless a title began it.
                if files.last?.hdus.isEmpty != true { begin(File()) }
                open(0)
            } else if !isOpen || isNext && holdsCards {
                if files.isEmpty || !isNext && files.last?.hdus.isEmpty == false { begin(File()) }
                open(nil)
            }
            let last = files.count - 1
            files[last].hdus[files[last].hdus.count - 1].cards +=
                card + repeatElement(0x20, count: 80 - card.count)
            rest = rest.dropFirst(80)
        }
    }

    private mutating func begin(_ file: File) {
        if files.last?.hdus.isEmpty == true { files.removeLast() }
        files.append(file)
        isOpen = false
    }

    /// Opens an HDU of the last file: that of an index, or the next one.
    private mutating func open(_ index: Int?) {
        let last = files.count - 1
        files[last].hdus.append((index ?? files[last].hdus.last.map { $0.index + 1 } ?? 0, []))
        isOpen = true
    }

    private func report(_ line: Int, _ column: Int, _ message: String, _ hint: String, _ problems: Problems) {
        problems.error(
            .badCardLine, at: SourcePosition(file: file, line: line, column: column), message, hint: hint)
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let last = line.last, last == 0x20 || last == 0x0D { line.removeLast() }
        return line
    }
}

extension TextHeaders {
    /// Whether a text begins with cards, or with the title that a program writes above them.
    static func begins(_ start: ArraySlice<UInt8>) -> Bool {
        guard start.contains(0x0A) else { return false }
        for line in start.split(separator: 0x0A).prefix(200) {
            let line = trimmed(line)
            if line.isEmpty { continue }
            switch TextLine(line) {
            case .file, .hdu: return true
            case .card(let hasValue): if hasValue { return true }
            case .end, .other: return false
            }
        }
        return false
    }

    /// Whether a byte can stand in a keyword.
    static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x2D, 0x5F, 0x30...0x39, 0x41...0x5A: true
        default: false
        }
    }
}

/// What a line of a text of headers is.
enum TextLine {
    /// A card, with a value or without.
    case card(hasValue: Bool)
    /// The end of a header.
    case end
    /// The title of a file.
    case file(String)
    /// The title of an HDU, with the name of its file where it has it.
    case hdu(Int, file: String?)
    /// None of them.
    case other

    /// - Parameter line: the line without blanks at its end
    init(_ line: ArraySlice<UInt8>) {
        if line.elementsEqual("END".utf8) {
            self = .end
        } else if let title = Self.title(line) {
            self = title
        } else if let hasValue = Self.hasValue(line) {
            self = .card(hasValue: hasValue)
        } else {
            self = .other
        }
    }

    /// Whether a card has a value (FITS 4.0, section 4.1); nil of what is no card.
    private static func hasValue(_ line: ArraySlice<UInt8>) -> Bool? {
        let field = line.prefix(8)
        let name = field.prefix { $0 != 0x20 }
        guard field.dropFirst(name.count).allSatisfy({ $0 == 0x20 }) else { return nil }
        let isUpper = name.allSatisfy(TextHeaders.isOfName)
        guard name.allSatisfy({ TextHeaders.isOfName($0) || (0x61...0x7A).contains($0) }) else { return nil }
        if name.elementsEqual("HIERARCH".utf8) { return line.dropFirst(8).contains(UInt8(ascii: "=")) ? true : nil }
        let rest = line.dropFirst(8)
        if rest.first == UInt8(ascii: "="), rest.count == 1 || rest.dropFirst().first == 0x20 { return true }
        return isUpper ? false : nil
    }

    private static func title(_ line: ArraySlice<UInt8>) -> TextLine? {
        guard let first = line.first, "=#H".utf8.contains(first) else { return nil }
        let text = String(decoding: line, as: UTF8.self)
        // dfits
        if text.hasPrefix("====> file ") {
            var name = text.dropFirst(11)
            if name.hasSuffix(" <====") { name = name.dropLast(6) }
            if name.hasSuffix(" (main)") { name = name.dropLast(7) }
            return .file(String(name))
        }
        if text.hasPrefix("===> xtension "), let number = Int(text.dropFirst(14).prefix { $0.isNumber }) {
            return .hdu(number, file: nil)
        }
        // fitsheader of astropy
        if text.hasPrefix("# HDU "), text.hasSuffix(":"), let space = text.dropFirst(6).firstIndex(of: " "),
            text[space...].hasPrefix(" in "), let number = Int(text.dropFirst(6)[..<space])
        {
            return .hdu(number, file: String(text[space...].dropFirst(4).dropLast()))
        }
        // listhead of cfitsio, which counts from 1
        if text.hasPrefix("Header listing for HDU #"), let number = Int(text.dropFirst(24).prefix { $0.isNumber }) {
            return number == 1 ? .file("") : .hdu(number - 1, file: nil)
        }
        return nil
    }
}

extension Diagnostic.Code {
    /// A line of a text of headers is no card.
    package static let badCardLine = Self(rawValue: "bad-card-line")
}
