internal import CObsYAML
internal import ObsText

/// libyaml's event parser over a text.
@safe
final class YAMLParser {
    /// The event that `next` brought.
    let event: UnsafeMutablePointer<yaml_event_t>
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    /// The text, where libyaml reads it.
    private let text: UnsafeMutableBufferPointer<UInt8>
    private let file: String
    private var hasEvent = false

    init(_ text: Span<UInt8>, file: String) {
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count)
        _ = unsafe text.withUnsafeBufferPointer { unsafe copy.initialize(fromContentsOf: $0) }
        unsafe self.text = unsafe copy
        self.file = file
        unsafe event = .allocate(capacity: 1)
        unsafe event.initialize(to: yaml_event_t())
        unsafe parser = .allocate(capacity: 1)
        unsafe parser.initialize(to: yaml_parser_t())
        unsafe precondition(yaml_parser_initialize(parser) == 1, "out of memory")
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, self.text.baseAddress, text.count)
    }

    deinit {
        if hasEvent { unsafe yaml_event_delete(event) }
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe text.deallocate()
        unsafe event.deallocate()
    }

    /// Advances to the next event; false when the text is wrong (`problem`).
    func next() -> Bool {
        if hasEvent { unsafe yaml_event_delete(event) }
        hasEvent = unsafe yaml_parser_parse(parser, event) == 1
        return hasEvent
    }

    /// Place of the event.
    var position: SourcePosition { unsafe position(event.pointee.start_mark) }

    /// Why there is no next event.
    func problem() -> Diagnostic {
        let state = unsafe parser.pointee
        guard unsafe state.error != YAML_MEMORY_ERROR else {
            return Diagnostic(.error, .limitExceeded, at: nil, "\(file): not enough memory to parse")
        }
        let problem = unsafe state.problem.map { unsafe String(cString: $0) } ?? "the text is not YAML"
        guard unsafe state.error != YAML_READER_ERROR else {
            let place = unsafe TextPlace.position(ofByte: state.problem_offset, in: text.span, file: file)
            return Diagnostic(.error, .encoding, at: place, problem)
        }
        guard let context = unsafe state.context.map({ unsafe String(cString: $0) }) else {
            return unsafe Diagnostic(
                .error, .syntax, at: position(state.problem_mark), problem, hint: hint(for: problem))
        }
        if context == "while scanning a quoted scalar", problem == "found unexpected end of stream" {
            return unsafe Diagnostic(
                .error, .syntax, at: position(state.context_mark), "a quotation mark is not closed",
                hint: "close it, or double a ' inside single quotation marks")
        }
        let isElsewhere = unsafe state.context_mark.line != state.problem_mark.line
        let since = isElsewhere ? unsafe " that begins at line \(state.context_mark.line + 1)" : ""
        return unsafe Diagnostic(
            .error, .syntax, at: position(state.problem_mark), "\(context)\(since): \(problem)",
            hint: hint(for: problem))
    }

    private func hint(for problem: String) -> String? {
        switch problem {
        case "found character that cannot start any token":
            switch unsafe byte(at: parser.pointee.problem_mark) {
            case 0x09: "indent with blanks, not with tabs"
            case UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "%"):
                "put the text in quotation marks"
            default: nil
            }
        case "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            "indent with blanks, not with tabs"
        case "mapping values are not allowed in this context":
            "put text that holds ': ' in quotation marks, and check the indentation"
        case "did not find expected key", "did not find expected '-' indicator",
            "did not find expected <document start>",
            "could not find expected ':'":
            "check the indentation, and put text with special characters in quotation marks"
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
            "close the bracket or put a comma between its entries"
        default: nil
        }
    }

    private func position(_ mark: yaml_mark_t) -> SourcePosition {
        SourcePosition(file: file, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    /// The byte at a mark, whose index counts characters.
    private func byte(at mark: yaml_mark_t) -> UInt8? {
        var characters = 0
        for place in unsafe 0..<text.count {
            let byte = unsafe text[place]
            if byte & 0xC0 == 0x80 { continue }
            if characters == mark.index { return byte }
            characters += 1
        }
        return nil
    }
}
