public import ObsText

extension Diagnostic {
    /// Writes severity, code, place, message and hint as members of the object that is open.
    ///
    /// - Parameter writer: takes the members; a place and a hint only where there are any
    package func writeMembers(to writer: inout JSONWriter) {
        writer.member("severity", severity.rawValue)
        writer.member("code", code.rawValue)
        if let place {
            writer.member("file", place.file)
            writer.member("line", place.line)
            writer.member("column", place.column)
        }
        // Some errors carry their code in the text, for people.
        let ending = " [\(code.rawValue)]"
        writer.member("message", message.hasSuffix(ending) ? String(message.dropLast(ending.count)) : message)
        if let hint { writer.member("hint", hint) }
    }
}

extension [Diagnostic] {
    /// Writes a list of objects as a member of the object that is open.
    ///
    /// - Parameters:
    ///   - name: the name of the member
    ///   - writer: takes the member; the list may be empty
    public func writeMember(_ name: String = "diagnostics", to writer: inout JSONWriter) {
        writer.key(name)
        writer.beginArray()
        for diagnostic in self {
            writer.beginObject()
            diagnostic.writeMembers(to: &writer)
            writer.endObject()
        }
        writer.endArray()
    }
}
