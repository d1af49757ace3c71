internal import ObsDocuments
internal import ObsTranslation

/// The keys of a golden header.
enum GoldenHeaderKeys {
    static let about = FileKey("about", .text, "Where the cards come from.", example: "Raw file 1234 of the archive.")
    static let instrument = FileKey("instrument", .text, "The instrument that must be recognized.", example: "DECam")
    static let unconfirmed = FileKey(
        "unconfirmed", .text,
        "Why nobody has compared the observations with anything yet; the conformance kit refuses the package until the line is taken away.",
        default: "somebody has", example: "obskit new wrote it")
    static let hdus = FileKey(
        "hdus",
        .node(
            "a list of mappings of cards; `~` is an undefined card, a list a card that occurs several times",
            schema: Schema.array(
                #""type": "object", "additionalProperties": {"anyOf": [{\#(value)}, {\#(Schema.array(value))}]}"#,
                #""minItems": 1"#)),
        "The headers, the primary first.", example: "[{INSTRUME: Example, EXPTIME: 30.0}, {EXTNAME: N1}]")
    static let observations = FileKey(
        "observations", .list(observation),
        "What the headers must give, in the order of the HDUs that hold an observation.",
        example: "[{instrument: Example, exposure_time: 30.0}]")

    private static let value = #""type": ["string", "number", "boolean", "null"]"#

    static let file = FileFormat(
        "obskit/golden-header/1", at: "conformance/headers/<name>.yaml", "a golden header",
        "The cards that matter of a real file, and the observations that must come of them.",
        [about, instrument, unconfirmed, hdus, observations], needs: [about, instrument, hdus, observations],
        example: """
            schema: obskit/golden-header/1
            about: A science exposure of 2024-03-10, by its header and the night log.
            instrument: Example
            hdus:
              - {INSTRUME: Example, DATE-OBS: '2024-03-10T03:00:00.000', TIMESYS: UTC, EXPTIME: 60.0, FILTER: r1}
              - {EXTNAME: N1, CHIP: 0}
            # Properties that are not given must have no value.
            observations:
              - instrument: Example
                physical_filter: r1
                exposure_time: 60.0
                datetime_begin: [2460380.0, -0.3745717592592593]
                detector_num: 0

            """)

    /// The keys of an observation, which `ObservationInfo` reads by its properties.
    static let observation = MappingFormat(
        "an observation", "The JSON simple form of astro_metadata_translator.",
        [translator] + ObservationProperty.allCases.map(\.wireKey),
        rules: #""patternProperties": {"^ext_": {\#(value)}}"#)

    private static let translator = FileKey(
        "_translator", textOrNull, "The name of the translator.", default: "not compared", example: "DECam")
    private static let textOrNull = KeyForm<Node>.node(
        "a text, or `~`", schema: #""type": ["string", "number", "boolean", "null"]"#)
}

extension ObservationProperty {
    /// The property as a key of an observation in a file; absent, it must have no value.
    fileprivate var wireKey: any DescribedKey {
        let (words, schema, example) = wireForm
        return FileKey(
            name, .node(words, schema: schema), about, default: "the property must have no value", example: example)
    }

    private var wireForm: (words: String, schema: String, example: String) {
        func orNull(_ type: String) -> String { "\"type\": [\(type), \"null\"]" }
        func numbers(_ count: Int) -> String {
            let rules = "\"minItems\": \(count), \"maxItems\": \(count)"
            return #""anyOf": [{\#(Schema.array(#""type": "number""#, rules))}, {"type": "null"}]"#
        }
        return switch kind {
        case .text: ("a text", orNull(#""string", "number", "boolean""#), "r1")
        case .integer: ("a whole number", orNull("\"integer\""), "7")
        case .real: ("a number", orNull("\"number\""), "60.0")
        case .boolean: ("`true` or `false`", orNull("\"boolean\""), "true")
        case .instant: ("a TAI Julian date in two parts", numbers(2), "[2460380.0, -0.3745717592592593]")
        case .sky: ("[ra, dec]", numbers(2), "[204.25, -29.87]")
        case .horizontal: ("[az, alt]", numbers(2), "[106.47, 37.25]")
        case .location: ("[x, y, z]", numbers(3), "[1841419.07, -5200007.04, -3195553.2]")
        }
    }
}
