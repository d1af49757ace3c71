internal import CObsYAML
internal import ObsText

/// libyaml's event parser over text in memory, which must outlive it.
final class YAMLParser {
    /// The event that `next` brought.
    let event: UnsafeMutablePointer<yaml_event_t>
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeBufferPointer<UInt8>
    private let file: String
    private var hasEvent = false

    init(_ text: UnsafeBufferPointer<UInt8>, file: String) {
        self.text = text
        self.file = file
        event = .allocate(capacity: 1)
        event.initialize(to: yaml_event_t())
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        precondition(yaml_parser_initialize(parser) == 1, "out of memory")
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        if hasEvent { yaml_event_delete(event) }
        yaml_parser_delete(parser)
        parser.deallocate()
        event.deallocate()
    }

    /// Advances to the next event; false when the text is wrong (`problem`).
    func next() -> Bool {
        if hasEvent { yaml_event_delete(event) }
        hasEvent = yaml_parser_parse(parser, event) == 1
        return hasEvent
    }

    /// Place of the event.
    var position: SourcePosition { position(event.pointee.start_mark) }

    /// Why there is no next event.
    func problem() -> Diagnostic {
        let state = parser.pointee
        guard state.error != YAML_MEMORY_ERROR else {
            return Diagnostic(.error, .limitExceeded, at: nil, "\(file): not enough memory to parse")
        }
        let problem = state.problem.map { String(cString: $0) } ?? "the text is not YAML"
        guard state.error != YAML_READER_ERROR else {
            let place = TextPlace.position(ofByte: state.problem_offset, in: text, file: file)
            return Diagnostic(.error, .encoding, at: place, problem)
        }
        guard let context = state.context.map({ String(cString: $0) }) else {
            return Diagnostic(.error, .syntax, at: position(state.problem_mark), problem, hint: hint(for: problem))
        }
        if context == "while scanning a quoted scalar", problem == "found unexpected end of stream" {
            return Diagnostic(
                .error, .syntax, at: position(state.context_mark), "a quotation mark is not closed",
                hint: "close it, or double a ' inside single quotation marks")
        }
        let isElsewhere = state.context_mark.line != state.problem_mark.line
        let since = isElsewhere ? " that begins at line \(state.context_mark.line + 1)" : ""
        return Diagnostic(
            .error, .syntax, at: position(state.problem_mark), "\(context)\(since): \(problem)",
            hint: hint(for: problem))
    }

    private func hint(for problem: String) -> String? {
        switch problem {
        case "found character that cannot start any token":
            switch byte(at: parser.pointee.problem_mark) {
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
        for byte in text where byte & 0xC0 != 0x80 {
            if characters == mark.index { return byte }
            characters += 1
        }
        return nil
    }
}
