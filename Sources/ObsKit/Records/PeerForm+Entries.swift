internal import ObsDocuments
internal import ObsFITS
internal import ObsHeaderFiles
internal import ObsTranslation

extension PeerForm {
    /// One header as the peer has it: names and values, each value as JSON text, in order.
    struct Entry {
        /// What it is called in an index: the file, with the HDU where there are several.
        let name: String
        let members: [(name: String, json: [UInt8])]
        /// The names of cards whose values JSON has no word for.
        let unwritable: [String]
    }

    /// The entries of a record, one for each observation.
    ///
    /// - Throws: `DiagnosticsError` when the instrument's package is broken
    static func entries(of record: HeaderRecord, _ catalog: InstrumentCatalog) throws -> [Entry] {
        switch record.content {
        case .translated:
            return record.entries.compactMap { entry in
                guard let info = entry.info else { return nil }
                return Entry(
                    name: name(record, entry.hdu), members: members { info.writeWireForm(to: &$0) }, unwritable: [])
            }
        case .metadata:
            guard record.status != .error else { return [] }
            let observed = try catalog.open(record, as: record.instrument).observations
            return observed.map { found in
                var unwritable: [String] = []
                let members = members {
                    $0.beginObject()
                    unwritable = CardCoding.writeMembers(of: found.header, to: &$0)
                    $0.endObject()
                }
                return Entry(name: name(record, found.hdu), members: members, unwritable: unwritable)
            }
        }
    }

    /// A file with one observation has its own name, else each has the number of its HDU behind the name.
    private static func name(_ record: HeaderRecord, _ hdu: Int) -> String {
        record.entries.count > 1 ? "\(record.file)[\(hdu)]" : record.file
    }

    /// The members of an object that is written.
    private static func members(_ write: (inout JSONWriter) -> Void) -> [(name: String, json: [UInt8])] {
        var writer = JSONWriter()
        write(&writer)
        guard let document = try? Document.json(writer.bytes, file: "entry", limits: .headerFiles) else { return [] }
        return document.root.entries.map { entry in
            var writer = JSONWriter()
            writer.value(entry.value)
            return (entry.key.text ?? "", writer.bytes)
        }
    }
}
