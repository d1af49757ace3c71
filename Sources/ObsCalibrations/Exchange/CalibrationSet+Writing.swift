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
        var bytes: [UInt8] = []
        var writer = CalibrationExportWriter(instrument) { bytes += $0 }
        try? writer.write(kinds: kinds, collectionsInOrder)
        try? writer.beginDatasets()
        for dataset in datasets.values.sorted(by: { $0.id < $1.id }) { try? writer.add(dataset) }
        try? writer.beginCertifications()
        for certification in certifications {
            let shares = datasets[certification.dataset].map { certification.isShared(ofDatasetWith: $0.keys) } ?? false
            try? writer.add(certification, isShared: shares)
        }
        try? writer.finish()
        return bytes
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
