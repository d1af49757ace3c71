internal import ObsDocuments

/// The keys of released.yaml.
enum ReleasedKeys {
    static let version = FileKey("version", .text, "The version of the package.", example: "1.0.0")
    static let instruments = FileKey(
        "instruments", .list(instrument), "Its instruments.", example: "[{name: Toy, filters: {red: r}}]")

    static let file = FileFormat(
        "obskit/released/1", at: "conformance/released.yaml", "released.yaml",
        "What a released version promised: names, ids, and what past editions say. `obskit conformance --record-release` writes it.",
        [version, instruments], needs: [version, instruments],
        example: """
            schema: obskit/released/1
            version: 1.0.0
            instruments:
              - name: Example
                filters: {r1: r}
                detectors: {0: W, 1: E}
                editions: {first: 0f343b0931126a20f133d67c2b018a3b}

            """)

    static let name = FileKey("name", .text, "The name.", example: "DECam")
    static let aliases = FileKey("aliases", .texts, "Other names.", default: "none", example: "[decam]")
    static let filters = FileKey(
        "filters", texts("names of filters, each with a band"), "Physical filters and their bands.", default: "none",
        example: "{r1: r}")
    static let detectors = FileKey(
        "detectors", texts("ids, each with a name", rules: #", "propertyNames": {"pattern": "^[0-9]+$"}"#),
        "Ids of detectors and their names.", default: "none", example: "{0: W}")
    static let editions = FileKey(
        "editions", texts("dates or `first`, each with a hash"),
        "Editions of the camera's description, and a hash of all versions as of each; `first` is what holds from the start.",
        default: "none", example: "{first: abc}")

    /// An instrument.
    static let instrument = MappingFormat(
        "a released instrument", "What was promised of an instrument.",
        [name, aliases, filters, detectors, editions], needs: [name])

    private static func texts(_ words: String, rules: String = "") -> KeyForm<Node> {
        .node(words, schema: #""type": "object", "additionalProperties": {\#(Schema.text)}"# + rules)
    }
}
