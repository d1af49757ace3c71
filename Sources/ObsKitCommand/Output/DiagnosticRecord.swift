internal import ObsDocuments
internal import ObsText

/// A diagnostic on its way to standard error: what was noticed, about which input.
struct DiagnosticRecord {
    /// The schema of its JSON form.
    static let schema = "obskit/diagnostic/1"

    let diagnostic: Diagnostic
    /// The input that it is about.
    var source: String?
    /// The HDUs of the input that it is about.
    var hdus: [Int] = []
    /// How many headers of the input were looked at.
    var headerCount = 1
    /// More about it, on lines of their own.
    var details: String?

    /// For people: `source[hdu]: file:line:column: error: message; hint`.
    var text: String {
        var line = "\(diagnostic)"
        if let source, diagnostic.place == nil || !hdus.isEmpty {
            let hdu = headerCount > 1 && hdus.count == 1 ? "[\(hdus[0])]" : ""
            line = "\(DisplayText.visible(source))\(hdu): \(line)"
        } else if diagnostic.place == nil {
            line = "obskit: \(line)"
        }
        if headerCount > 1 && hdus.count > 1 { line += " (in \(hdus.count) of \(headerCount) headers)" }
        guard let details, !details.isEmpty else { return line + "\n" }
        return line + "\n" + details + (details.hasSuffix("\n") ? "" : "\n")
    }

    /// For machines: one object on a line.
    var json: [UInt8] {
        JSONOutput.line(schema: Self.schema) { writer in
            if let source { writer.member("source", source) }
            let hdus = hdus.isEmpty ? [diagnostic.hdu].compactMap { $0 } : hdus
            if !hdus.isEmpty {
                writer.key("hdus")
                writer.beginArray()
                for hdu in hdus { writer.value(hdu) }
                writer.endArray()
            }
            if let byte = diagnostic.byte { writer.member("byte", Int(byte)) }
            diagnostic.writeMembers(to: &writer)
            if let details { writer.member("details", details) }
        }
    }
}
