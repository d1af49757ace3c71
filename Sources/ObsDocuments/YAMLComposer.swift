internal import CObsYAML
internal import ObsText

/// Makes an arena of the events of libyaml's parser.
///
/// Depth, size and aliases are checked as events arrive, before they cost anything.
@safe
struct YAMLComposer {
    /// A node that aliases can name.
    private struct Anchor {
        let record: UInt32
        var size: ArenaBuilder.Size
        /// Whether the node has not ended yet.
        var isOpen: Bool
    }

    private let parser: YAMLParser
    /// The parser's current event.
    private let event: UnsafeMutablePointer<yaml_event_t>
    private var builder: ArenaBuilder
    private var anchors: [String: Anchor] = [:]
    /// Anchors of the open sequences and mappings; nil where they have none.
    private var openAnchors: [String?] = []
    private var documents = 0
    /// The text, where it has characters that may be taken for others; else nothing.
    private let text: [UInt8]
    private var mayDeceive: Bool { !text.isEmpty }

    /// Ends loading; what happened is among the builder's problems.
    private struct Stop: Error {}

    static func document(_ bytes: Span<UInt8>, file: String, limits: Limits) throws -> Document {
        guard bytes.count <= limits.bytes else {
            throw DiagnosticsError([FileBytes.tooLarge(bytes.count, file: file, limit: limits.bytes)])
        }
        if let problem = TextEncoding.problem(in: bytes, file: file) { throw DiagnosticsError([problem]) }
        let text = bytes.extracting(UTF8Text.byteOrderMark(bytes)...)
        let unreadable = YAMLCharacters.problems(in: text, file: file)
        guard unreadable.isEmpty else { throw DiagnosticsError(unreadable) }
        if let tooMany = YAMLCharacters.tooManyDirectives(in: text, file: file) { throw DiagnosticsError([tooMany]) }
        var composer = YAMLComposer(text, file: file, limits: limits)
        do { try composer.compose() } catch is Stop {}
        if composer.builder.problems.hasErrors { throw composer.builder.allProblems }
        return Document(arena: composer.builder.finish())
    }

    private init(_ text: Span<UInt8>, file: String, limits: Limits) {
        parser = YAMLParser(text, file: file)
        unsafe event = unsafe parser.event
        self.text = text.firstIndex { $0 >= 0x80 } == nil ? [] : text.array
        builder = ArenaBuilder(
            file: file, isJSON: false, limits: limits, text: [], expectedNodes: min(text.count / 12 + 8, 1 << 20))
        builder.text.reserveCapacity(text.count / 2)
    }

    private mutating func compose() throws {
        while true {
            guard parser.next() else {
                // A blank or a mark that is none may be all that is wrong.
                if !builder.problems.hasErrors || !mayDeceive {
                    let problem = parser.problem()
                    builder.problems.report(deception(near: problem.place) ?? problem)
                }
                throw Stop()
            }
            switch unsafe event.pointee.type {
            case YAML_STREAM_END_EVENT:
                if documents == 0 { builder.scalar(.plain, line: 0, column: 0, start: 0, count: 0) }
                return
            case YAML_DOCUMENT_START_EVENT:
                documents += 1
                guard documents == 1 else {
                    throw stop(
                        .severalDocuments, "a second document begins here, and a file holds one",
                        hint: "remove the '---' or split the file")
                }
            case YAML_SCALAR_EVENT: try scalar()
            case YAML_ALIAS_EVENT: try alias()
            case YAML_SEQUENCE_START_EVENT:
                let start = unsafe event.pointee.data.sequence_start
                try unsafe open(.sequence, anchor: start.anchor, tag: start.tag)
            case YAML_MAPPING_START_EVENT:
                let start = unsafe event.pointee.data.mapping_start
                try unsafe open(.mapping, anchor: start.anchor, tag: start.tag)
            case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: close()
            default: break
            }
        }
    }

    private mutating func scalar() throws {
        let scalar = unsafe event.pointee.data.scalar
        let start = builder.text.count
        if let value = unsafe scalar.value {
            unsafe builder.text.append(contentsOf: UnsafeBufferPointer(start: value, count: scalar.length))
        }
        if mayDeceive, unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE {
            reportDeception(in: String(decoding: builder.text[start...], as: UTF8.self))
        }
        let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE && !(scalar.tag.map(meansText) ?? false)
        let index = UInt32(truncatingIfNeeded: builder.records.count)
        unsafe builder.scalar(
            isPlain ? .plain : .string, line: line, column: column, start: start, count: scalar.length)
        if let tag = unsafe scalar.tag { unsafe builder.tagLast(String(cString: tag)) }
        if let anchor = unsafe scalar.anchor {
            unsafe anchors[String(cString: anchor)] = Anchor(record: index, size: ArenaBuilder.Size(), isOpen: false)
        }
        try checkNodes()
    }

    /// Reports a character of a plain scalar that looks like another, which its author meant.
    private func reportDeception(in text: String) {
        guard text.utf8.contains(where: { $0 >= 0x80 }), !builder.problems.isFull,
            let found = DeceptiveCharacter(in: text)
        else { return }
        let (start, end) = unsafe (event.pointee.start_mark, event.pointee.end_mark)
        let column = start.line == end.line ? Int(start.column) + found.offset : Int(start.column)
        builder.problems.error(
            .encoding, at: SourcePosition(file: builder.file, line: Int(start.line) + 1, column: column + 1),
            found.message, hint: found.hint)
    }

    /// A blank that is none in the line of a problem or in the one before; nil where there is none.
    private func deception(near place: SourcePosition?) -> Diagnostic? {
        guard mayDeceive, let place else { return nil }
        let lines = text.split(omittingEmptySubsequences: false) { $0 == 0x0A }
        for line in [place.line, place.line - 1] where lines.indices.contains(line - 1) {
            guard let found = DeceptiveCharacter(blankIn: String(decoding: lines[line - 1], as: UTF8.self)) else {
                continue
            }
            return Diagnostic(
                .error, .encoding, at: SourcePosition(file: builder.file, line: line, column: found.offset + 1),
                found.message, hint: found.hint)
        }
        return nil
    }

    /// Whether a tag says that a scalar is text whatever it looks like.
    private func meansText(_ tag: UnsafeMutablePointer<yaml_char_t>) -> Bool {
        unsafe tag[0] == UInt8(ascii: "!") ? tag[1] == 0 : strcmp(tag, YAML_STR_TAG) == 0
    }

    private mutating func open(
        _ kind: RecordKind, anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?
    ) throws {
        guard builder.depth < builder.limits.depth else {
            throw stop(.limitExceeded, "nested deeper than \(builder.limits.depth) levels")
        }
        let index = UInt32(truncatingIfNeeded: builder.records.count)
        builder.open(kind, line: line, column: column)
        if let tag = unsafe tag { unsafe builder.tagLast(String(cString: tag)) }
        let name = unsafe anchor.map { unsafe String(cString: $0) }
        if let name { anchors[name] = Anchor(record: index, size: ArenaBuilder.Size(), isOpen: true) }
        openAnchors.append(name)
        try checkNodes()
    }

    private mutating func close() {
        let (record, size) = builder.close()
        guard let name = openAnchors.popLast() ?? nil, anchors[name]?.record == record else { return }
        anchors[name] = Anchor(record: record, size: size, isOpen: false)
    }

    private mutating func alias() throws {
        guard let value = unsafe event.pointee.data.alias.anchor else { return }
        let name = unsafe String(cString: value)
        guard let anchor = anchors[name], !anchor.isOpen else {
            reportUseless(alias: name)
            // Something must stand here, so that keys and values stay in step; a mapping may also be merged.
            builder.open(.mapping, line: line, column: column)
            builder.close()
            return try checkNodes()
        }
        guard builder.depth + anchor.size.levels <= builder.limits.depth else {
            throw stop(
                .limitExceeded,
                "through the alias \(DisplayText.quoted("*" + name)) the nesting is deeper than "
                    + "\(builder.limits.depth) levels")
        }
        guard builder.expandedNodes(adding: anchor.size) <= builder.limits.nodes else {
            throw stop(
                .limitExceeded,
                "with the alias \(DisplayText.quoted("*" + name)) the document stands for more than "
                    + "\(builder.limits.nodes) nodes")
        }
        builder.alias(of: anchor.record, size: anchor.size, line: line, column: column)
        try checkNodes()
    }

    private func reportUseless(alias name: String) {
        guard !builder.problems.isFull else { return }
        guard anchors[name] == nil else {
            return builder.problems.error(
                .recursiveAlias, at: parser.position,
                "the alias \(DisplayText.quoted("*" + name)) stands inside the node that it names")
        }
        let hint = anchors.count > 1000 ? nil : DidYouMean.hint(for: name, among: anchors.keys)
        builder.problems.error(
            .undefinedAnchor, at: parser.position,
            "no node before this one has the anchor \(DisplayText.quoted("&" + name))", hint: hint)
    }

    /// Line of the event, from 0.
    private var line: UInt32 { unsafe UInt32(truncatingIfNeeded: event.pointee.start_mark.line) }

    /// Column of the event in characters, from 0.
    private var column: UInt32 { unsafe UInt32(truncatingIfNeeded: event.pointee.start_mark.column) }

    @inline(__always)
    private func checkNodes() throws {
        guard builder.hasTooManyNodes else { return }
        throw stop(.limitExceeded, "the text has more than \(builder.limits.nodes) nodes")
    }

    private func stop(_ code: Diagnostic.Code, _ message: String, hint: String? = nil) -> Stop {
        builder.problems.error(code, at: parser.position, message, hint: hint)
        return Stop()
    }
}
