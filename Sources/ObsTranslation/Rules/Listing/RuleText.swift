package import ObsDocuments
package import ObsText

/// A rule, or a part of one, as it is written when what each `super` stands for is in its place.
package struct RuleText: Sendable {
    package indirect enum Content: Sendable {
        case scalar(Node)
        /// A word that its file spells otherwise.
        case word(String)
        case sequence([RuleText])
        case mapping([(key: String, value: RuleText)])
    }

    /// What it is made of.
    package let content: Content
    /// Where it stands in its file.
    package let place: SourcePosition
    /// Where each `super` stands that brought it in, the topmost first.
    package let broughtInBy: [SourcePosition]

    init(_ content: Content, at node: Node, broughtInBy: [SourcePosition]) {
        self.content = content
        place = node.position
        self.broughtInBy = broughtInBy
    }

    /// What holds no rules, as it is except for the spelling of words.
    init(verbatim node: Node, broughtInBy: [SourcePosition] = [], spelling: RuleSpelling = RuleSpelling()) {
        func part(_ node: Node) -> RuleText {
            RuleText(verbatim: node, broughtInBy: broughtInBy, spelling: spelling)
        }
        let content: Content =
            switch node.kind {
            case .scalar: spelling.content(node)
            case .sequence: .sequence(node.elements.map(part))
            case .mapping: .mapping(node.entries.map { (key: spelling.key($0.key), value: part($0.value)) })
            }
        self.init(content, at: node, broughtInBy: broughtInBy)
    }

    /// The alternatives of a rule: the elements of a list, or the one that stands alone.
    package var alternatives: [RuleText] {
        if case .sequence(let elements) = content { elements } else { [self] }
    }

    /// The parts that a reader of the rule wants to find in a file: the alternatives, and deeper in them what `super` brought in.
    package var parts: [RuleText] { alternatives.flatMap { [$0] + $0.expansions } }

    /// The parts in this one that `super` brought in.
    private var expansions: [RuleText] {
        children.flatMap { child in
            child.broughtInBy.count > broughtInBy.count ? child.parts : child.expansions
        }
    }

    private var children: [RuleText] {
        switch content {
        case .scalar, .word: []
        case .sequence(let elements): elements
        case .mapping(let entries): entries.map(\.value)
        }
    }

    /// The text on one line, the same for the same rule however its files are laid out.
    package var line: String {
        var writer = YAMLWriter()
        writeLine(to: &writer)
        // A scalar by itself ends its line.
        return writer.text.hasSuffix("\n") ? String(writer.text.dropLast()) : writer.text
    }

    /// Writes the value as JSON.
    package func write(to writer: inout JSONWriter) {
        write(to: &writer, flow: false) { writer, node in
            switch node.resolved ?? .null {
            case .integer(let number): writer.value(number)
            case .double(let number): writer.value(number)
            case .outOfRange(let text): writer.value(text)
            default: writer.other(node)
            }
        }
    }

    /// Writes the value on one line of YAML.
    private func writeLine(to writer: inout YAMLWriter) { write(to: &writer, flow: true) { $0.asWritten($1) } }

    private func write<Writer: ValueWriter>(
        to writer: inout Writer, flow: Bool, _ scalar: (inout Writer, Node) -> Void
    ) {
        switch content {
        case .scalar(let node): scalar(&writer, node)
        case .word(let word): writer.value(word)
        case .sequence(let elements):
            writer.beginSequence(flow: flow)
            for element in elements { element.write(to: &writer, flow: flow, scalar) }
            writer.endSequence()
        case .mapping(let entries):
            writer.beginMapping(flow: flow)
            for (key, value) in entries {
                writer.key(key)
                value.write(to: &writer, flow: flow, scalar)
            }
            writer.endMapping()
        }
    }

    /// What may stand on one line, in bytes.
    private static let longestLine = 110

    /// Writes the value for people: what is short on one line, and the place of each part before it.
    ///
    /// - Parameters:
    ///   - writer: takes it
    ///   - level: how many levels the value stands below the top of the file
    ///   - owner: the place that was said of the whole to which this part belongs
    func writeShown(to writer: inout YAMLWriter, level: Int, owner: SourcePosition) {
        switch content {
        case .scalar, .word: writeLine(to: &writer)
        case .sequence(let elements):
            if isShort(level) { return writeLine(to: &writer) }
            let isOfParts = elements.contains { $0.place.line != owner.line || $0.place.file != owner.file }
            writer.beginSequence(flow: false)
            for element in elements {
                if isOfParts { writer.comment(element.source) }
                element.writeShown(to: &writer, level: level + 1, owner: element.place)
            }
            writer.endSequence()
        case .mapping(let entries):
            if isShort(level) { return writeLine(to: &writer) }
            writer.beginMapping(flow: false)
            for (key, value) in entries {
                let isBroughtIn = value.broughtInBy.count > broughtInBy.count
                if isBroughtIn, value.alternatives.count == 1 { writer.comment(value.source) }
                writer.key(key)
                value.writeShown(to: &writer, level: level + 1, owner: isBroughtIn ? value.place : owner)
            }
            writer.endMapping()
        }
    }

    /// Whether it stands on one line without hiding where a part of it is from.
    private func isShort(_ level: Int) -> Bool {
        if case .sequence(let elements) = content, elements.contains(where: { $0.isMapping }),
            Set(elements.map(\.place.line)).count > 1 || elements.contains(where: { !$0.broughtInBy.isEmpty })
        {
            return false
        }
        return expansions.isEmpty && line.utf8.count + 2 * level <= Self.longestLine
    }

    private var isMapping: Bool { if case .mapping = content { true } else { false } }

    /// The place for people, with the place of the `super` that brought it in.
    private var source: String {
        let own = "\(place.file):\(place.line)"
        guard let last = broughtInBy.last else { return own }
        return "\(own), by super of \(last.file):\(last.line)"
    }
}

/// How version 2 of the language spells the words of a file of version 1.
struct RuleSpelling {
    private var words: [SourcePosition: String] = [:]

    init() {}

    /// The spelling that compiling found.
    init(_ problems: Problems) {
        for fix in problems.fixes {
            if case .replace(_, let word) = fix.action { words[fix.place] = word }
        }
    }

    func key(_ node: Node) -> String { words[node.position] ?? node.text ?? "" }

    func content(_ node: Node) -> RuleText.Content { words[node.position].map { .word($0) } ?? .scalar(node) }
}

extension ValueWriter {
    /// Writes a scalar that is no number.
    fileprivate mutating func other(_ node: Node) {
        switch node.resolved {
        case .boolean(let truth)?: value(truth)
        case .string(let text)?: value(text)
        default: null()
        }
    }
}

extension YAMLWriter {
    /// Writes a scalar so that it is read as in its file: digits as they stand there, since a name may be made of them.
    fileprivate mutating func asWritten(_ node: Node) {
        switch node.resolved {
        case .integer?, .double?, .outOfRange?: value(wholeNumber: node.text ?? "")
        default: other(node)
        }
    }
}
