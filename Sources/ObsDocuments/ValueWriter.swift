/// What JSON and YAML have in common: a value is a scalar, a sequence of values, or a mapping of keys to values.
package protocol ValueWriter {
    /// Writes null.
    mutating func null()
    /// Writes a truth value.
    mutating func value(_ truth: Bool)
    /// Writes an integer.
    mutating func value(_ number: Int)
    /// Writes a number.
    mutating func value(_ number: Double)
    /// Writes a text.
    mutating func value(_ text: String)
    /// Writes a number that is out of range, as the node has it.
    mutating func outOfRange(_ text: String, of node: Node)
    /// Writes the key of the next value.
    mutating func key(_ name: String)
    /// Begins a sequence, on one line where the format has a choice and `flow` says so.
    mutating func beginSequence(flow: Bool)
    /// Ends the innermost sequence.
    mutating func endSequence()
    /// Begins a mapping, on one line where the format has a choice and `flow` says so.
    mutating func beginMapping(flow: Bool)
    /// Ends the innermost mapping.
    mutating func endMapping()
}

extension ValueWriter {
    /// Writes a node with all that is in it: aliases and merge keys resolved, scalars by `Node.resolved`.
    ///
    /// - Parameters:
    ///   - node: the node
    ///   - name: the text of a key
    mutating func write(_ node: Node, keysBy name: (Node) -> String) {
        switch node.kind {
        case .sequence:
            beginSequence(flow: false)
            for element in node.elements { write(element, keysBy: name) }
            endSequence()
        case .mapping:
            beginMapping(flow: false)
            for entry in node.entries {
                key(name(entry.key))
                write(entry.value, keysBy: name)
            }
            endMapping()
        case .scalar:
            switch node.resolved ?? .null {
            case .null: null()
            case .boolean(let truth): value(truth)
            case .integer(let number): value(number)
            case .double(let number): value(number)
            case .string(let text): value(text)
            case .outOfRange(let text): outOfRange(text, of: node)
            }
        }
    }
}
