internal import ObsDocuments

/// The keys of a schema of a task.
enum TaskKeys {
    static let task = FileKey(
        "task", .node("letters, digits, `-` and `_`", schema: #""type": "string", "pattern": "^[A-Za-z0-9_-]+$""#),
        "The task's name.", example: "isr")
    static let about = FileKey("about", .text, "What the task does, in a sentence.", example: "Measures the sky.")
    static let parameters = FileKey(
        "parameters", .list(parameter), "Its parameters.", example: "[{name: box_px, about: The side., type: integer}]")
    static let calibrations = FileKey(
        "calibrations", .list(calibration), "Names whose values are calibrations, and are refused as parameters.",
        default: "none", example: "[{name: gain, kind: ptc}]")

    static let file = FileFormat(
        "obskit/task/1", at: "tasks/<task>.yaml", "a task", "What parameters a task has, as its owner says.",
        [task, about, parameters, calibrations], needs: [task, about, parameters],
        example: """
            schema: obskit/task/1
            task: sky-level
            about: Measures the level of the sky in boxes.
            parameters:
              - {name: box_px, about: The side of a box., type: integer, range: [8, 256], default: 64}
              - {name: clip.sigma, about: Where outliers are clipped in standard deviations., type: number, range: [1, 10], default: 3}
              - name: statistic
                about: What the level of a box is.
                type: text
                one_of: [mean, median]
                default: mean
            # Who gives a gain as a parameter is told that it is a calibration.
            calibrations:
              - {name: gain, kind: ptc}

            """)

    static let name = FileKey(
        "name", .text, "The name, groups before it with points; a unit is its ending.", example: "clip.sigma")
    static let parameterAbout = FileKey("about", .text, "What it means, in a sentence.", example: "The side of a box.")
    static let optional = FileKey(
        "optional", .truth, "Whether it may be null.", default: "`false`", example: "true")
    static let defaultValue = FileKey(
        "default", .node("a value of the type", schema: ""), "The value where nobody sets another.",
        default: "every instrument must set one", example: "64")

    /// The keys of a type: what is in lists and maps is one.
    private static let own: [any DescribedKey] = [type, range, oneOf, of, count, keys]

    /// A parameter.
    static let parameter = MappingFormat(
        "a parameter", "A parameter: its name, its type, its default.",
        [name, parameterAbout, optional, defaultValue] + own, needs: [name, parameterAbout, type], rules: rules)

    /// The type of what is in a list or a map.
    static let element = MappingFormat(
        "a type", "What is in a list or a map.", own, needs: [type], rules: rules)

    static let type = FileKey("type", .word(types), "What a value is.", example: "integer")
    static let range = FileKey(
        "range",
        .node(
            "[least, greatest], `~` for none",
            schema: Schema.array(#""type": ["number", "null"]"#, #""minItems": 2, "maxItems": 2"#)),
        "Of integers and numbers: the least and the greatest value.", default: "any", example: "[0, ~]")
    static let oneOf = FileKey(
        "one_of", .node("a list of texts", schema: Schema.array(Schema.text)),
        "Of texts: the words that it can be.", default: "any", example: "[mean, median]")
    static let of = FileKey(
        "of", .mapping(element), "Of a list and a map, which need it: what is in them.", example: "{type: number}")
    static let count = FileKey(
        "count", .node("a whole number from 1 to 1000000", schema: Schema.integer(1...1_000_000)),
        "Of a list: how many values it has.", default: "any number", example: "2")
    static let keys = FileKey(
        "keys", .node(Schema.listed(keyKinds), schema: Schema.words(keyKinds)), "Of a map: what its keys are.",
        default: "`texts`", example: "filters")

    private static let types = ["boolean", "integer", "number", "text", "list", "map"]
    private static let keyKinds = ["texts", "filters", "bands", "detectors"]

    /// Which keys go with which type.
    private static let rules: String = {
        let allowed = [
            "boolean": [], "integer": ["range"], "number": ["range"], "text": ["one_of"], "list": ["of", "count"],
            "map": ["of", "keys"],
        ]
        let clauses = types.map { type in
            let refused = ["range", "one_of", "of", "count", "keys"].filter { allowed[type]?.contains($0) == false }
            let any = refused.map { #"{"required": ["\#($0)"]}"# }.joined(separator: ", ")
            let needs = type == "list" || type == "map" ? #", "required": ["of"]"# : ""
            return
                #"{"if": {"properties": {"type": {"const": "\#(type)"}}}, "then": {"not": {"anyOf": [\#(any)]}\#(needs)}}"#
        }
        return "\"allOf\": [\(clauses.joined(separator: ", "))]"
    }()

    static let calibrationName = FileKey("name", .text, "The name, or a group of names.", example: "gain")
    static let kind = FileKey("kind", .text, "The kind of calibration that holds the values.", example: "ptc")

    /// What is a calibration.
    static let calibration = MappingFormat(
        "what is a calibration", "A name whose value is a calibration.", [calibrationName, kind],
        needs: [calibrationName, kind])
}
