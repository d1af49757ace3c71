internal import ObsDocuments
internal import ObsText
package import ObsTranslation

extension InstrumentCatalog {
    /// The names of the instruments of the packages in a folder that was named.
    ///
    /// - Parameter folder: a package folder, or a folder of package folders
    /// - Returns: the names, in order
    package func instrumentNames(in folder: String) -> [String] {
        let folders = Set(found.filter { $0.place?.folder == folder }.map(\.location))
        return packages.filter { folders.contains($0.location) }.flatMap(\.instrumentNames)
    }

    /// The rules of an instrument as they are after all `extends`.
    ///
    /// - Parameter instrument: an instrument of this catalog
    /// - Returns: the rules, each part with its place
    /// - Throws: `DiagnosticsError` when the package is broken
    package func ruleListing(of instrument: Instrument) throws -> RuleListing {
        let name = instrument.name
        guard let package = packages.first(where: { $0.instrumentNames.contains(name) }),
            let listing = try package.ruleListing(of: name, locate: locate)
        else {
            throw DiagnosticsError([
                Diagnostic(.error, .brokenPackage, at: nil, "the rules of \(name) cannot be read")
            ])
        }
        return listing
    }
}

extension InstrumentPackage {
    /// The rules of one of its instruments; nil when there is no such instrument, or they cannot be used.
    func ruleListing(of instrument: String, locate: Layers.Locator) throws -> RuleListing? {
        guard let (entry, description) = descriptions.first(where: { $0.description.name == instrument }) else {
            return nil
        }
        let layers = try Layers.read(
            entry.path("translation.yaml"), in: files, locate: locate, problems: Problems())
        return RuleListing(layers: layers.nodes, identifiers: description.identifiers)
    }
}
