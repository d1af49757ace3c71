internal import ObsDocuments

/// The keys of calibrations/external.yaml.
enum ExternalKeys {
    static let extends = FileKey<String>.extends("../base/calibrations/external.yaml")
    static let products = FileKey(
        "products", .list(product),
        "The sorts of files; the first that a header fits counts, and one of a name that the base has replaces it.",
        example: "[{name: p, kind: bias, producer: P, when: {PROCTYPE: MasterCal}, validity: {card: DATE-OBS}}]")

    static let file = FileFormat(
        "obskit/external-calibrations/1", at: "calibrations/external.yaml", "external.yaml",
        "How calibrations that other pipelines made are recognized and registered from their headers.",
        [extends, products], needs: [products],
        example: """
            schema: obskit/external-calibrations/1
            products:
              - name: community-pipeline-flat
                kind: flat
                producer: Community Pipeline
                version: PLVER
                when: {PROCTYPE: MasterCal, OBSTYPE: [dome flat, flat]}
                has: [CCDNUM]
                detector: CCDNUM
                filter: FILTER
                creation: DATE
                # How long it holds is for whoever certifies it.
                validity: {card: DATE-OBS, days_before: 0}

            """)

    static let name = FileKey("name", .text, "The name.", example: "community-pipeline-flat")
    static let kind = FileKey(
        "kind", .node("a kind of kinds.yaml", schema: Schema.text),
        "The kind of calibration. It is needed, unless the product is removed.", example: "flat")
    static let producer = FileKey(
        "producer", .text, "Which pipeline makes it. It is needed, unless the product is removed.",
        example: "Community Pipeline")
    static let version = FileKey(
        "version", .text, "The card of the pipeline's version.", default: "not known", example: "PLVER")
    static let when = FileKey(
        "when", .node("cards, each with a value or a list of values", schema: #""type": "object""#),
        "What cards must have; texts without regard to case.", default: "anything",
        example: "{PROCTYPE: MasterCal, OBSTYPE: [zero, bias]}")
    static let has = FileKey("has", .texts, "Cards that must be there.", default: "none", example: "[CCDNUM]")
    static let fileName = FileKey(
        "file", .pattern, "What the name of the file must match.", default: "anything",
        example: "'static\\.mask\\..*'")
    static let detector = FileKey(
        "detector", KeyForm<Node>.card.or(.mapping(detectorCard)), "The card of the detector's id or name.",
        default: "it is for all", example: "CCDNUM")
    static let filter = FileKey(
        "filter", .text, "The card of the physical filter, or of an alias.", default: "it is for all",
        example: "FILTER")
    static let state = FileKey(
        "state", .node("names of keys, each with a card", schema: #""type": "object""#),
        "Keys of the instrument's state, and the card of each.", default: "none", example: "{temperature: CCDTEMP}")
    static let creation = FileKey(
        "creation", .text, "The card of the date on which the file was made.", default: "not known", example: "DATE")
    static let validity = FileKey(
        "validity", KeyForm<Node>.mapping(span).or(.list(entry)),
        "When it holds: counted from a card's date, or by the name of the file. It is needed, unless the product is removed.",
        example: "{card: DATE-OBS, days_before: 0}")
    static let remove = FileKey(
        "remove", .truth, "Whether the base's product of this name is taken away.", default: "`false`",
        example: "true")

    /// A product.
    static let product = MappingFormat(
        "a product", "A sort of files; `when` or `file` says which they are.",
        [
            name, kind, producer, version, when, has, fileName, detector, filter, state, creation, validity, remove,
        ], needs: [name],
        rules: #""anyOf": [{"required": ["kind", "producer", "validity"]}, {"required": ["remove"]}]"#)

    static let card = FileKey("card", .text, "The card.", example: "EXTNAME")
    static let pattern = FileKey(
        "pattern", .pattern, "A pattern whose first capture is the id or name.", default: "all of the card",
        example: "'[a-z]+0*(\\d+)'")

    /// The card of a detector.
    static let detectorCard = MappingFormat(
        "a detector's card", "A card; a part of it names the detector.", [card, pattern], needs: [card])

    static let dateCard = FileKey("card", .text, "The card of the date.", example: "DATE-OBS")
    static let daysBefore = FileKey(
        "days_before", .node("a number from 0 to 50000", schema: #""type": "number""#), "How long before it holds.",
        unit: "days", default: "forever", example: "0")
    static let daysAfter = FileKey(
        "days_after", .node("a number from 0 to 50000", schema: #""type": "number""#), "How long after it holds.",
        unit: "days", default: "forever", example: "30")

    /// A validity that is counted from a date.
    static let span = MappingFormat(
        "a validity", "A time about the date of a card.", [dateCard, daysBefore, daysAfter], needs: [dateCard])

    static let filePattern = FileKey(
        "file", .pattern, "What the name of the file matches.", example: "'static\\.mask\\..*'")
    static let begin = FileKey("begin", .date, "From when it holds.", default: "from the start", example: "2003-05-23")
    static let end = FileKey("end", .date, "When it no longer holds.", default: "forever", example: "2003-09-17")

    /// A validity that goes with names of files.
    static let entry = MappingFormat(
        "a validity of files", "A time for files of some names.", [filePattern, begin, end], needs: [filePattern])
}
