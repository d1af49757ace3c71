internal import ObsYAML

/// JSON that commands print, with a last line end.
enum JSONOutput {
    /// Writes one object on a line, for machines.
    ///
    /// - Parameters:
    ///   - schema: the schema that the object says
    ///   - write: writes the other members
    /// - Returns: the line
    static func line(schema: String, _ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("schema", schema)
        write(&writer)
        writer.endObject()
        writer.newLine()
        return writer.bytes
    }

    /// Writes one document, indented, for people to read as well.
    static func document(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(pretty: true)
        write(&writer)
        writer.newLine()
        return writer.bytes
    }

    /// Writes a list of objects, each of which says its schema.
    ///
    /// - Parameters:
    ///   - items: what the objects are about
    ///   - schema: the schema of each
    ///   - write: writes the members of one
    /// - Returns: the document
    static func list<Item>(
        _ items: some Sequence<Item>, schema: String, _ write: (Item, inout JSONWriter) -> Void
    ) -> [UInt8] {
        document { writer in
            writer.beginArray()
            for item in items {
                writer.beginObject()
                writer.member("schema", schema)
                write(item, &writer)
                writer.endObject()
            }
            writer.endArray()
        }
    }
}
