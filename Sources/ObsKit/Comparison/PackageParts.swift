internal import ObsDocuments
internal import ObsGeometry
internal import ObsText
internal import ObsTranslation

/// What of a package gives the answers of one of its instruments, part by part, as it is after all `extends`.
struct PackageParts: Sendable {
    /// A part that is compared as text.
    struct Part: Sendable {
        let text: String
        let place: SourcePosition
        /// The entries of translation.yaml that it asks, where it is a correction.
        var uses: Set<RuleName> = []
    }

    let rules: RuleListing
    /// The corrections and tables of corrections by name, the site's among them.
    let corrections: [String: Part]
    /// The physical filters by name.
    let filters: [String: Part]
    /// The entries of instrument.yaml by key.
    let description: [String: Part]
    /// The files of the focal plane by their names.
    let camera: [String: Part]
    /// Which Swift functions the package asks for; nil when none.
    let hooks: Part?

    /// - Throws: `DiagnosticsError` when a file cannot be read
    init(of instrument: String, in version: PackageVersion) throws {
        let package = version.package
        guard let rules = try package.ruleListing(of: instrument, locate: version.catalog.locate),
            let (entry, _) = package.descriptions.first(where: { $0.description.name == instrument })
        else {
            throw DiagnosticsError([
                Diagnostic(.error, .brokenPackage, at: nil, "the rules of \(instrument) cannot be read")
            ])
        }
        func layers(_ path: String) throws -> Layers? {
            guard package.files.exists(path) else { return nil }
            return try Layers.read(path, in: package.files, locate: version.catalog.locate, problems: Problems())
        }
        self.rules = rules
        let corrected = try layers(entry.path("corrections.yaml"))
        let overlays = package.overlays.filter { $0.instrument == instrument }
        corrections = Self.named(
            overlays.map(\.document.root) + (corrected?.nodes ?? []), lists: ["corrections", "tables"],
            places: overlays.map(\.place) + (corrected?.places ?? []))
        filters = Self.named(try layers(entry.path("filters.yaml"))?.nodes ?? [], lists: ["filters"])
        var description: [String: Part] = [:]
        for node in try layers(entry.path("instrument.yaml"))?.nodes ?? [] {
            for (key, value) in node.entries {
                guard let key = key.text, !["schema", "extends"].contains(key) else { continue }
                // Identifiers of a base count beside the file's own.
                if description[key] == nil || key == "identifiers" {
                    let above = description[key]
                    description[key] = Part(
                        text: (above?.text ?? "") + Self.text(value), place: above?.place ?? value.position)
                }
            }
        }
        self.description = description
        var camera: [String: Part] = [:]
        if let folder = package.cameraFolder(of: instrument) {
            for name in ["focal-plane.yaml", "sensors.yaml", "history.yaml"] {
                guard let nodes = try layers(folder + "/" + name)?.nodes, let top = nodes.first else { continue }
                camera[name] = Part(text: nodes.map(Self.text).joined(), place: top.position)
            }
        }
        self.camera = camera
        hooks = (try? package.document("package.yaml"))?.root["requires"]?["hooks"].map {
            Part(text: Self.text($0), place: $0.position)
        }
    }

    /// The entries of lists by their names, of each name the topmost.
    private static func named(
        _ layers: [Node], lists: [String], places: [(files: PackageFiles, path: String)] = []
    ) -> [String: Part] {
        var found: [String: Part] = [:]
        for (index, layer) in layers.enumerated() {
            for node in lists.flatMap({ list in layer[list].map { Array($0.elements) } ?? [] }) {
                guard let name = node["name"]?.text, found[name] == nil else { continue }
                var text = self.text(node)
                // What stands in a table beside the file belongs to its entry.
                if let file = node["table"]?.text, places.indices.contains(index),
                    let path = PackagePath.resolve(file, in: places[index].path),
                    let bytes = try? places[index].files.bytes(path)
                {
                    text += String(decoding: bytes, as: UTF8.self)
                }
                // An exception of the whole file is one of each entry.
                var uses = entries(usedIn: node)
                if let exception = layer["unless"] {
                    text += self.text(exception)
                    uses.formUnion(entries(usedIn: exception))
                }
                found[name] = Part(text: text, place: node.position, uses: uses)
            }
        }
        return found
    }

    /// The selectors of a correction, and the properties that they look at.
    private static let selectors: [String: [ObservationProperty]] = [
        "observation_id": [.observationID], "table": [.observationID],
        "exposures": [.observingDay, .observationCounter],
        "day": [.observingDay], "sequence": [.observationCounter], "date": [.datetimeBegin], "detector": [.detectorNum],
    ]

    /// The entries of translation.yaml that a correction names, or looks at to know whether it is meant.
    private static func entries(usedIn node: Node) -> Set<RuleName> {
        var found = selectors.reduce(into: Set<RuleName>()) { found, selector in
            if node[selector.key] != nil {
                found.formUnion(selector.value.map { RuleName(.properties, $0.name) })
            }
        }
        func visit(_ node: Node) {
            for (key, value) in node.entries {
                switch (key.text, value.text) {
                case ("predicate"?, let name?): found.insert(RuleName(.predicates, name))
                case ("value"?, let name?): found.insert(RuleName(.values, name))
                case ("property"?, let name?): found.insert(RuleName(.properties, name))
                default: visit(value)
                }
            }
            for element in node.elements { visit(element) }
        }
        visit(node)
        return found
    }

    private static func text(_ node: Node) -> String {
        var writer = JSONWriter()
        writer.value(node)
        return writer.text
    }
}
