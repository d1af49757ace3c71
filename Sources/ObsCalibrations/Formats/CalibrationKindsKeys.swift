internal import ObsDocuments

/// The keys of calibrations/kinds.yaml.
enum CalibrationKindsKeys {
    static let extends = FileKey<String>.extends("Standard:calibrations/kinds.yaml")
    static let kinds = FileKey(
        "kinds", .list(kind), "The kinds; one of a name that the base has replaces it.",
        example: "[{name: bias, keys: {detector: exact}, policy: begin, format: image}]")

    static let file = FileFormat(
        "obskit/calibration-kinds/1", at: "calibrations/kinds.yaml", "kinds.yaml",
        "The kinds of calibration of an instrument: what selects one, and what it is made of.",
        [extends, kinds], needs: [kinds],
        example: """
            schema: obskit/calibration-kinds/1
            # bias, flat, defects and what else most cameras have.
            extends: Standard:calibrations/kinds.yaml
            kinds:
              # A dark goes with exposures of about its temperature.
              - name: dark
                about: The signal that gathers in the dark, per second.
                keys:
                  detector: exact
                  filter: not-applicable
                  temperature: {match: tolerance, tolerance: 2, card: CCDTEMP, unit: degC}
                policy: begin
                format: image
              # The camera has no shutter that would need one.
              - {name: shutter, remove: true}

            """)

    static let name = FileKey("name", .text, "The name.", example: "dark")
    static let about = FileKey(
        "about", .text, "What it is for, in a sentence.", default: "nothing is said", example: "The dark current.")
    static let keys = FileKey(
        "keys",
        .each(KeyForm<Node>.node(Schema.listed(matches), schema: Schema.words(matches)).or(.mapping(key))),
        "What selects one besides time: `detector`, `filter`, and parts of the instrument's state by name. It is needed, unless the kind is removed.",
        example: "{detector: exact, filter: not-applicable}")
    static let policy = FileKey<ValidityPolicy>(
        "policy", .choice,
        "Which part of an exposure must lie in the validity: its begin, its middle, all of it, any part. It is needed, unless the kind is removed.",
        example: "begin")
    static let format = FileKey<CalibrationFormat>(
        "format", .choice, "What a dataset is made of. It is needed, unless the kind is removed.", example: "image")
    static let required = FileKey(
        "required", .truth, "Whether an exposure without one cannot be processed.", default: "`false`",
        example: "true")
    static let aliases = FileKey(
        "aliases", .texts, "Names under which others know the kind.", default: "none", example: "[zero]")
    static let remove = FileKey(
        "remove", .truth, "Whether the base's kind of this name is taken away.", default: "`false`", example: "true")

    /// A kind.
    static let kind = MappingFormat(
        "a kind of calibration", "A kind of calibration.",
        [name, about, keys, policy, format, required, aliases, remove], needs: [name],
        rules: #""anyOf": [{"required": ["keys", "policy", "format"]}, {"required": ["remove"]}]"#)

    /// The ways to compare an exposure's value with a certification's.
    static let matches = ["exact", "set", "range", "tolerance", "not-applicable"]

    static let match = FileKey(
        "match", .word(matches), "How an exposure's value is compared with a certification's.", example: "tolerance")
    static let tolerance = FileKey(
        "tolerance", .node("a number from 0", schema: #""type": "number", "minimum": 0"#),
        "The largest difference, in the unit of the values; of `match: tolerance` alone.", example: "2")
    static let isRequired = FileKey(
        "required", .truth, "Whether every certification and every query gives it.", default: "`true`",
        example: "false")
    static let card = FileKey(
        "card", .text, "The card of a raw header that has the value.", default: "whoever asks gives it",
        example: "CCDTEMP")
    static let unit = FileKey("unit", .text, "The unit of the numbers.", default: "none", example: "degC")
    static let type = FileKey<KeyRule.ValueType>(
        "type", .choice, "What the values are: texts, so that 1.10 is not 1.1, or numbers.",
        default: "a value that looks like a number is one", example: "text")

    /// A key of a kind.
    static let key = MappingFormat(
        "a key", "What selects a calibration, with more than how it is matched.",
        [match, tolerance, isRequired, card, unit, type], needs: [match])
}
