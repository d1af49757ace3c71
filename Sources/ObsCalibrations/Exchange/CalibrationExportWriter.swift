internal import ObsDocuments

/// Writes an export as it comes: a JSON object of lists, of which every element stands on a line of its own.
///
/// Text that people can compare; however much it is, only some lines of it are in memory.
package struct CalibrationExportWriter {
    private var bytes: [UInt8]
    private var isEmpty = true
    private var end = ""
    private let sink: ([UInt8]) throws -> Void

    /// How many bytes are handed over at a time.
    private static let block = 1 << 16

    /// An export of an instrument, which is handed over in parts that end with a line.
    package init(_ instrument: String?, to sink: @escaping ([UInt8]) throws -> Void) {
        self.sink = sink
        bytes = Array("{\"schema\": \"\(CalibrationSet.exportSchema)\"".utf8)
        guard let instrument else { return }
        var writer = JSONWriter()
        writer.value(instrument)
        bytes += Array(",\n\"instrument\": ".utf8) + writer.bytes
    }

    /// Writes the kinds and the collections, chains after what they contain.
    package mutating func write(kinds: CalibrationKinds, _ collections: [CalibrationCollection]) throws {
        try begin("kinds", schema: CalibrationKinds.schema)
        for kind in kinds.all { try add { kind.write(&$0) } }
        try begin("collections")
        for collection in collections { try add { collection.write(&$0) } }
    }

    /// Begins the datasets, which come in the order of their ids.
    package mutating func beginDatasets() throws { try begin("datasets") }

    /// Writes a dataset.
    package mutating func add(_ dataset: CalibrationDataset) throws { try add { dataset.write(&$0) } }

    /// Begins the certifications, which come in the order of `Certification.isOrdered`.
    package mutating func beginCertifications() throws { try begin("certifications") }

    /// Writes a certification, and whether it is for other keys than those of its dataset.
    package mutating func add(_ certification: Certification, isShared: Bool) throws {
        try add { writer in
            writer.beginObject()
            certification.writeMembers(&writer)
            if isShared { writer.member("shared", true) }
            writer.endObject()
        }
    }

    /// Ends the export.
    package mutating func finish() throws {
        close()
        bytes += Array("}\n".utf8)
        try sink(bytes)
        bytes = []
    }

    /// Begins a list; one with a schema is in an object of its own, as in the file of that schema.
    private mutating func begin(_ name: String, schema: String? = nil) throws {
        close()
        bytes += Array(",\n\"\(name)\": ".utf8)
        if let schema { bytes += Array("{\"schema\": \"\(schema)\", \"\(name)\": ".utf8) }
        bytes.append(UInt8(ascii: "["))
        end = schema == nil ? "]" : "]}"
        isEmpty = true
    }

    private mutating func close() {
        if !end.isEmpty && !isEmpty { bytes.append(0x0A) }
        bytes += Array(end.utf8)
    }

    private mutating func add(_ write: (inout JSONWriter) -> Void) throws {
        var writer = JSONWriter()
        write(&writer)
        bytes += Array(isEmpty ? "\n".utf8 : ",\n".utf8)
        if bytes.count > Self.block {
            try sink(bytes)
            bytes = []
        }
        bytes += writer.bytes
        isEmpty = false
    }
}
