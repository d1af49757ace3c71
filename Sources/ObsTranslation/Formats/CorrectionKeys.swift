package import ObsDocuments

/// The keys of corrections.yaml.
package enum CorrectionKeys {
    static let extends = FileKey<String>.extends("../base/corrections.yaml")
    static let instrument = FileKey(
        "instrument", .text, "In corrections of a site: the instrument over whose corrections they are laid.",
        default: "the package's", example: "LATISS")
    static let unless = FileKey(
        "unless", .condition, "The headers that nothing of this file is for.", default: "it is for all",
        example: "{card: SIMULATE, equals: true}")
    static let tables = FileKey(
        "tables", .list(table), "Tables of corrections beside this file.", default: "none",
        example: "[{name: pointings, table: corrections/pointings.tsv, reason: The telescope reported none.}]")
    static let corrections = FileKey(
        "corrections", .list(correction), "The corrections; one of a name that the base has replaces it.",
        example: "[{name: wheel, day: 20240310, change: [{set: FILTER, to: i1}], reason: It was stuck.}]")

    package static let file = FileFormat(
        "obskit/corrections/1", at: "corrections.yaml", "corrections.yaml",
        "Repairs of wrong header cards, each with its reason; applied to a copy of the header before it is translated.",
        [extends, instrument, unless, tables, corrections], needs: [corrections],
        example: """
            schema: obskit/corrections/1
            corrections:
              # What the header says is only changed if it is what is known to be wrong.
              - name: wheel-stuck
                day: 20240310
                sequence: [12, 15]
                change:
                  - {set: FILTER, to: i1, was: r1}
                reason: The wheel was stuck; the night log says that i1 was in the beam.
                reference: night log of 2024-03-10
              # Clocks that were an hour ahead.
              - name: clock
                date: {after: 2024-05-01, before: 2024-05-03}
                change:
                  - {shift: DATE-OBS, seconds: -3600}
                  - {shift: DATE-END, seconds: -3600}
                reason: The clock was set to summer time.

            """)

    static let tableName = FileKey(
        "name", .text, "The name, unique among the corrections of the instrument.", example: "pointings")
    static let tableFile = FileKey(
        "table", .node("a path from here", schema: Schema.text),
        "The file: columns of observation id, card and value.", example: "corrections/pointings.tsv")
    static let reason = FileKey(
        "reason", .text,
        "Why the cards are wrong, and why the new values are right. It is needed, unless the correction is removed.",
        example: "The wheel was stuck.")
    static let reference = FileKey(
        "reference", .text, "A ticket, paper or log entry.", default: "none", example: "night log of 2024-03-10")
    static let stage = FileKey(
        "stage", .integer(1...1000),
        "Corrections of a later stage see what an earlier stage repaired.", default: "1", example: "2")

    /// A table of corrections.
    static let table = MappingFormat(
        "a table of corrections", "A table with a line for each card of an observation that is wrong.",
        [tableName, tableFile, reason, reference, stage], needs: [tableName, tableFile, reason])

    static let name = FileKey(
        "name", .text, "The name, unique among the corrections of the instrument.", example: "wheel-stuck")
    static let remove = FileKey(
        "remove", .truth, "Takes the base's correction of this name away.", default: "`false`", example: "true")
    static let when = FileKey(
        "when", .condition, "The headers that are wrong.", default: "any", example: "{card: FILTER, equals: r1}")
    static let observationID = FileKey(
        "observation_id",
        KeyForm<Node>.node("a text", schema: Schema.text).or(
            .node("a list of texts", schema: Schema.array(Schema.text))),
        "The observations that are wrong; `FIRST..DIGITS` stands for those up to the one that ends in these digits.",
        default: "any", example: "AT_O_20240310_000012..15")
    static let exposures = FileKey(
        "exposures", .list(exposure, rules: #""minItems": 1"#),
        "The exposures that are wrong, by day and sequence number.", default: "any",
        example: "[{day: 20240310, sequence: [12, 15]}]")
    static let day = FileKey(
        "day", .ends("one day as YYYYMMDD, or [first, last]"), "The observing days.", default: "any",
        example: "20240310")
    static let sequence = FileKey(
        "sequence", .ends("one number, or [first, last]"), "The sequence numbers.", default: "any",
        example: "[12, 15]")
    static let date = FileKey(
        "date", .mapping(dates), "When the exposure began.", default: "any", example: "{after: 2024-05-01}")
    static let detector = FileKey(
        "detector",
        KeyForm<Node>.node("a whole number", schema: #""type": "integer""#).or(
            .node("a list of whole numbers", schema: Schema.array(#""type": "integer""#))),
        "The numbers of the detectors.", default: "any", example: "[0, 1]")
    static let change = FileKey(
        "change", .list(changeFormat, rules: #""minItems": 1"#),
        "What is done to the cards. It is needed, unless the correction is removed.",
        example: "[{set: FILTER, to: i1, was: r1}]")

    /// A correction.
    static let correction = MappingFormat(
        "a correction", "A repair of some headers.",
        [
            name, remove, when, observationID, exposures, day, sequence, date, detector, change, reason, reference,
            stage,
        ], needs: [name],
        rules:
            #""anyOf": [{"required": ["change", "reason"]}, {"properties": {"remove": {"const": true}}, "required": ["remove"]}]"#
    )

    static let exposureDay = FileKey(
        "day", .ends("one day as YYYYMMDD, or [first, last]"), "The observing days.", example: "20240310")

    /// Some exposures.
    static let exposure = MappingFormat(
        "exposures", "Some exposures of some days.", [exposureDay, sequence], needs: [exposureDay])

    static let after = FileKey("after", .date, "Later than this.", default: "any", example: "2024-05-01")
    static let before = FileKey("before", .date, "Earlier than this.", default: "any", example: "2024-05-03")

    /// A time.
    static let dates = MappingFormat("a date", "The times between two dates.", [after, before])

    static let set = card("set", "The card that gets a value; with `to`.", example: "FILTER")
    static let to = FileKey(
        "to",
        .node(
            "a value, or a rule of RuleLanguage.md",
            schema: ##"""
                "anyOf": [{"type": ["string", "number", "boolean", "null"]}, {"$ref": "translation.schema.json#/$defs/alternative"}, {"type": "array", "minItems": 1, "items": {"$ref": "translation.schema.json#/$defs/alternative"}}]
                """##), "The new value.", example: "i1")
    static let copy = card("copy", "The card that gets another card's value; with `from`.", example: "DATE-OBS")
    static let from = FileKey("from", .text, "The card whose value is copied.", example: "DATE-BEG")
    static let add = card("add", "The card to whose number something is added; with `amount`.", example: "ROTPA")
    static let amount = FileKey("amount", .number, "What is added.", example: "180")
    static let scale = card("scale", "The card whose number is multiplied; with `by`.", example: "EXPTIME")
    static let factor = FileKey("by", .number, "The factor.", example: "0.001")
    static let wrap = card("wrap", "The card whose number is wrapped; with `into`.", example: "ROTPA")
    static let interval = FileKey(
        "into", .node("[LOW, HIGH]", schema: Schema.pair),
        "The number becomes at least LOW and less than HIGH.", example: "[0, 360]")
    static let replace = card(
        "replace", "The card in whose text something is replaced; with `old` and `new`.", example: "OBJECT")
    static let old = FileKey(
        "old", .node("a text", schema: Schema.text + #", "minLength": 1"#), "What is replaced.", example: "M-83")
    static let new = FileKey("new", .text, "What stands in its place.", example: "M83")
    static let shift = card(
        "shift", "The card whose date is moved, ISO 8601 or a Modified Julian Date; with `seconds`.",
        example: "DATE-OBS")
    static let seconds = FileKey("seconds", .number, "By how much.", unit: "seconds", example: "-3600")
    static let delete = card("delete", "The card that is taken away.", example: "ROTPA")
    static let was = FileKey(
        "was", .node("a value", schema: #""type": ["string", "number", "boolean", "null"]"#),
        "The value that the card must have, if the correction is applied.", default: "any", example: "r1")

    /// What a change does, by the key that names its card.
    static let verbs = [set, copy, add, scale, wrap, replace, shift, delete]

    /// A change.
    static let changeFormat = MappingFormat(
        "a change", "What is done to one card: one of eight things.",
        [
            set, to, copy, from, add, amount, scale, factor, wrap, interval, replace, old, new, shift, seconds, delete,
            was,
        ],
        rules: """
            "oneOf": [{"required": ["set", "to"]}, {"required": ["copy", "from"]}, {"required": ["add", "amount"]}, \
            {"required": ["scale", "by"]}, {"required": ["wrap", "into"]}, {"required": ["replace", "old", "new"]}, \
            {"required": ["shift", "seconds"]}, {"required": ["delete"]}], \
            "dependentRequired": {"to": ["set"], "from": ["copy"], "amount": ["add"], "by": ["scale"], "into": ["wrap"], \
            "old": ["replace"], "new": ["replace"], "seconds": ["shift"]}
            """)

    private static func card(_ name: String, _ about: String, example: String) -> FileKey<Node> {
        FileKey(name, .node("the keyword of a card", schema: Schema.text), about, example: example)
    }
}

extension KeyForm where Value == Node {
    /// One whole number, or the first and the last.
    fileprivate static func ends(_ words: String) -> Self {
        .node(
            words,
            schema:
                #""anyOf": [{"type": "integer"}, {\#(Schema.array(#""type": "integer""#, #""minItems": 2, "maxItems": 2"#))}]"#
        )
    }

    /// A date of the rule language.
    fileprivate static var date: Self {
        .node(
            "a date or time, UTC unless it ends in `TAI`", schema: ##""$ref": "translation.schema.json#/$defs/date""##)
    }
}
