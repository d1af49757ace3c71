internal import ObsDocuments
internal import ObsText

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

    /// JSON in which characters that a terminal may obey stand as escapes; what it says is the same.
    ///
    /// Those below U+0020 are escapes in all JSON. Here are DEL, the C1 controls, marks of direction and the like, which can
    /// only be in strings, and the bytes of names that are not UTF-8.
    static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { $0 >= 0x7F }) else { return bytes }
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.unicodeScalars.contains(where: isEscaped) else { return bytes }
        var result: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard isEscaped(scalar) else {
                result += String(scalar).utf8
                continue
            }
            for unit in String(scalar).utf16 {
                result += "\\u\(unit.zeroPadded(4, radix: 16))".utf8
            }
        }
        return result
    }

    private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x7F && DisplayText.isHidden(scalar)
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
