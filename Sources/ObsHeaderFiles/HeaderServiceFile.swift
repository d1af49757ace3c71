internal import ObsDocuments
internal import ObsFITS
internal import ObsText
internal import ObsTranslation

/// A file of the LSST header service: sections of `{keyword, value, comment}`.
///
/// `PRIMARY` holds for all detectors, and `R22S11_PRIMARY` for one of them and lies over it. Each detector is an observation by
/// itself. `R22S11_Segment10` has some cards of an amplifier's HDU, of which no observation is made.
struct HeaderServiceFile {
    /// A detector with its header.
    struct Detector {
        /// The name of the detector, `R22_S11`; nil in a file without one.
        let name: String?
        /// The header.
        let header: FileHeader
    }

    /// The detectors, in the order of the file.
    let detectors: [Detector]
    /// What is doubtful: sections that are not known.
    let diagnostics: [Diagnostic]

    private static let primary = "PRIMARY"

    /// Whether a document is such a file.
    static func isOne(_ root: Node) -> Bool {
        guard root.kind == .mapping, let cards = root[primary], cards.kind == .sequence else { return false }
        return cards.elements.allSatisfy { $0.kind == .mapping && $0["keyword"] != nil }
    }

    /// Reads a file.
    ///
    /// - Throws: `DiagnosticsError` with everything that is wrong with it
    init(_ root: Node) throws {
        let problems = Problems()
        root.reportDuplicateKeys(problems)
        let common = root[Self.primary].map { Self.cards($0, problems) } ?? []
        var found: [(place: String, cards: [Card])] = []
        for (key, value) in root.entries {
            guard let section = key.string(problems), section != Self.primary else { continue }
            guard let (place, part) = Self.parts(section) else {
                problems.warning(
                    .unknownSection, at: key, "the section \(section) is not known, and its cards are left out",
                    hint: "sections are PRIMARY, R22S11_PRIMARY and R22S11_Segment10")
                continue
            }
            let cards = Self.cards(value, problems)
            if part == Self.primary { found.append((place, cards)) }
        }
        try problems.throwIfErrors()
        let isAuxiliary = common.contains { $0.keyword == "INSTRUME" && $0.value.stringValue == "LATISS" }
        let all = found.map { one in
            // LATISS has one detector and says R00 of it, which its camera calls RXX.
            let raft = isAuxiliary ? "RXX" : String(one.place.prefix(3))
            return Detector(name: "\(raft)_\(one.place.suffix(3))", header: Self.header(common, under: one.cards))
        }
        detectors = all.isEmpty ? [Detector(name: nil, header: Self.header(common, under: []))] : all
        diagnostics = problems.sorted
    }

    /// The header of a detector: its own cards over those that hold for all.
    private static func header(_ common: [Card], under own: [Card]) -> FileHeader {
        let hidden = Set(own.lazy.filter { !$0.isCommentary }.map(\.keyword))
        return FileHeader(
            hdu: 0, name: nil, header: Header(cards: common.filter { !hidden.contains($0.keyword) } + own))
    }

    /// The detector and the part of a section's name: R22S11 and Segment10.
    private static func parts(_ section: String) -> (place: String, part: String)? {
        let bytes = Array(section.utf8)
        guard bytes.count > 7, bytes[0] == UInt8(ascii: "R"), bytes[3] == UInt8(ascii: "S"),
            bytes[6] == UInt8(ascii: "_"), bytes.allSatisfy({ $0 < 0x80 })
        else { return nil }
        return (String(section.prefix(6)), String(section.dropFirst(7)))
    }

    private static func cards(_ section: Node, _ problems: Problems) -> [Card] {
        section.items("{keyword, value, comment}", problems).compactMap { entry in
            guard let reader = MappingReader(entry, "an entry {keyword, value, comment}", problems) else { return nil }
            defer { reader.finish() }
            let (name, value) = (reader.required("keyword"), reader.required("value"))
            let comment = reader.optional("comment")
            guard let name, let value else { return nil }
            // A heading, whose text is the comment.
            if name.isNull || name.text?.isEmpty == true {
                if !value.isNull, value.text?.isEmpty != true {
                    problems.error(
                        .missingKeyword, at: name, "a value stands here without a keyword",
                        hint: "a heading has the value null, and its text is the comment")
                }
                return nil
            }
            guard value.kind == .scalar else {
                value.wrongType("one value", problems, hint: "a card that is repeated is an entry for each")
                return nil
            }
            guard let word = name.string(problems) else { return nil }
            return Card(Keyword(word), Self.value(value), comment: comment?.text ?? "")
        }
    }

    /// The value of a card; the service writes with PyYAML, whose numbers with an exponent have a point and a sign: `1.0e+5`.
    ///
    /// What looks like a number without them is a text, such as the revision `189216e5`.
    private static func value(_ node: Node) -> HeaderValue {
        if node.isPlain, case .double? = node.resolved, let text = node.text,
            let exponent = text.firstIndex(where: { $0 == "e" || $0 == "E" })
        {
            let sign = text[text.index(after: exponent)...].first
            if !text[..<exponent].contains(".") || sign != "+" && sign != "-" { return .string(text) }
        }
        return HeaderDump.value(node)
    }
}

extension Diagnostic.Code {
    static let unknownSection = Self(rawValue: "unknown-section")
    static let missingKeyword = Self(rawValue: "missing-keyword")
}
