package import ObsDocuments
internal import ObsText
internal import ObsTime

extension CalibrationSet {
    /// The schema with which an export begins.
    public static let exportSchema = "obskit/calibrations/1"

    /// The set as JSON that `init(export:problems:)` reads: kinds, collections, datasets, certifications, each on a line.
    ///
    /// Equal sets give the same bytes. Dates are TAI with all nine decimals; an open end is null.
    public var export: [UInt8] {
        var lines = ListOfLines(instrument)
        lines.begin("kinds", schema: CalibrationKinds.schema)
        for kind in kinds.all { lines.add { kind.write(&$0) } }
        lines.begin("collections")
        for collection in collectionsInOrder { lines.add { collection.write(&$0) } }
        lines.begin("datasets")
        for dataset in datasets.values.sorted(by: { $0.id < $1.id }) { lines.add { dataset.write(&$0) } }
        lines.begin("certifications")
        for certification in certifications {
            let shares = datasets[certification.dataset].map { isShared(certification, $0) } ?? false
            lines.add { writer in
                writer.beginObject()
                certification.writeMembers(&writer)
                if shares { writer.member("shared", true) }
                writer.endObject()
            }
        }
        return lines.finished
    }

    /// The collections by name, chains after all that they contain.
    package var collectionsInOrder: [CalibrationCollection] {
        var order: [CalibrationCollection] = []
        var seen: Set<String> = []
        func add(_ name: String) {
            guard let collection = collections[name], seen.insert(name).inserted else { return }
            if case .chain(let members) = collection.form {
                for member in members { add(member) }
            }
            order.append(collection)
        }
        for name in collections.keys.sorted() { add(name) }
        return order
    }
}

/// A JSON object of lists, of which every element stands on a line of its own: text that people can compare.
private struct ListOfLines {
    private var bytes = Array("{\"schema\": \"\(CalibrationSet.exportSchema)\"".utf8)
    private var isEmpty = true
    private var end = ""

    init(_ instrument: String?) {
        guard let instrument else { return }
        var writer = JSONWriter()
        writer.value(instrument)
        bytes += Array(",\n\"instrument\": ".utf8) + writer.bytes
    }

    /// Begins a list; one with a schema is in an object of its own, as in the file of that schema.
    mutating func begin(_ name: String, schema: String? = nil) {
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

    mutating func add(_ write: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        write(&writer)
        bytes += Array(isEmpty ? "\n".utf8 : ",\n".utf8)
        bytes += writer.bytes
        isEmpty = false
    }

    var finished: [UInt8] {
        var whole = self
        whole.close()
        return whole.bytes + Array("}\n".utf8)
    }
}

/// Something that an export has a line for.
package protocol ExportedJSON {
    /// Writes its members, into the object that is open.
    func writeMembers(_ writer: inout JSONWriter)
}

extension ExportedJSON {
    /// Writes it as an export has it: an object.
    package func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writeMembers(&writer)
        writer.endObject()
    }
}

extension CalibrationKind: ExportedJSON {
    /// Writes the members of the kind's entry in kinds.yaml.
    package func writeMembers(_ writer: inout JSONWriter) {
        writer.member("name", name)
        if !about.isEmpty { writer.member("about", about) }
        writer.key("keys")
        writer.beginObject()
        for rule in keys {
            writer.key(rule.name)
            writer.beginObject()
            writer.member("match", rule.match.name)
            if case .tolerance(let tolerance) = rule.match { writer.member("tolerance", tolerance) }
            if rule.match != .notApplicable { writer.member("required", rule.isRequired) }
            if let card = rule.card { writer.member("card", card) }
            if let unit = rule.unit { writer.member("unit", unit) }
            if let type = rule.type { writer.member("type", type.rawValue) }
            writer.endObject()
        }
        writer.endObject()
        writer.member("policy", policy.rawValue)
        writer.member("format", format.rawValue)
        writer.member("required", isRequired)
        if !aliases.isEmpty {
            writer.member("aliases", aliases)
        }
    }
}

extension CalibrationCollection: ExportedJSON {
    /// Writes the members of the collection, as in an export.
    package func writeMembers(_ writer: inout JSONWriter) {
        writer.member("name", name)
        writer.member("form", form.name)
        if case .chain(let members) = form {
            writer.member("members", members)
        }
        if !about.isEmpty { writer.member("about", about) }
    }
}

extension CalibrationDataset: ExportedJSON {
    /// Writes everything that is known of the dataset, as in an export.
    package func writeMembers(_ writer: inout JSONWriter) {
        writer.member("id", id.description)
        writer.member("kind", kind)
        writer.key("keys")
        keys.write(&writer)
        writer.member("uri", uri)
        if let checksum { writer.member("sha256", checksum.description) }
        if let size { writer.member("size", size) }
        if let creation { writer.member("creation", creation.exportText) }
        if let producer { writer.member("producer", producer) }
        if !inputs.isEmpty {
            writer.member("inputs", inputs.map(\.description))
        }
    }
}

extension Certification: ExportedJSON {
    /// Writes the members of the certification, as in an export.
    package func writeMembers(_ writer: inout JSONWriter) {
        writer.member("collection", collection)
        writer.member("dataset", dataset.description)
        writer.member("kind", kind)
        writer.key("keys")
        keys.write(&writer)
        writer.member("begin", validity.begin?.exportText)
        writer.member("end", validity.end?.exportText)
    }
}

extension Instant {
    /// The date as an export has it: `2013-08-31T06:04:05.500000000 TAI`.
    var exportText: String { isoText(scale: .tai, fractionDigits: 9) + " TAI" }
}
