package import ObsDocuments

/// The words of astro_metadata_translator's files.
package enum PeerForm {
    package static let content = "__CONTENT__"
    package static let common = "__COMMON__"
}

extension Limits {
    /// What an index may cost: hundreds of thousands of headers.
    package static let headerFiles = Limits(bytes: 1 << 30, nodes: 1 << 28)
}

extension JSONWriter {
    /// Writes a value that is JSON already.
    package mutating func value(json bytes: [UInt8]) {
        if let document = try? Document.json(bytes, file: "value", limits: .headerFiles) {
            value(document.root)
        } else {
            null()
        }
    }
}
