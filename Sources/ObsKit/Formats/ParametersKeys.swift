internal import ObsDocuments

/// The keys of a file of parameters/.
enum ParametersKeys {
    static let task = FileKey(
        "task", .node("letters, digits, `-` and `_`", schema: #""type": "string", "pattern": "^[A-Za-z0-9_-]+$""#),
        "The task's name; the file is called so.", example: "isr")
    static let taskSchema = FileKey(
        "task_schema", .text, "The schema of the task: a path from here, or `PACKAGE:PATH`.",
        default: "the schema of this name, which the package or the program has", example: "Standard:tasks/isr.yaml")
    static let extends = FileKey(
        "extends", .text,
        "The file that this one stands above: a path from here, or `PACKAGE:PATH` in another package.",
        default: "none", example: "../../parameters/isr.yaml")
    static let values = FileKey(
        "values", .values, "Values for all detectors and filters, by parameter.", default: "none",
        example: "{overscan: {method: median-per-row}}")
    static let detectors = FileKey(
        "detectors", .list(detectorEntry), "Values for some detectors.", default: "none",
        example: "[{names: [E], values: {box_px: 16}}]")
    static let filters = FileKey(
        "filters", .list(filterEntry), "Values for some filters.", default: "none",
        example: "[{bands: [i], values: {clip: {sigma: 2.5}}}]")

    static let file = FileFormat(
        "obskit/parameters/1", at: "parameters/<task>.yaml", "parameters",
        "What an instrument says about the parameters of a task.",
        [task, taskSchema, extends, values, detectors, filters], needs: [task],
        example: """
            schema: obskit/parameters/1
            task: sky-level
            task_schema: ../tasks/sky-level.yaml
            values:
              box_px: 32
              statistic: median
            detectors:
              - names: [E]
                reason: The chip is smaller across.
                values: {box_px: 16}
            filters:
              - bands: [i]
                reason: The sky is bright, and its lines vary.
                values:
                  clip: {sigma: 2.5}

            """)

    static let detectorNames = names("The detectors.", "[E]")
    static let groups = FileKey(
        "groups", .names, "All detectors of these groups.", default: "none", example: "[R22]")
    static let types = FileKey(
        "types", .names, "All detectors of these types: science, focus, guider or wavefront.", default: "none",
        example: "[guider]")
    static let filterNames = names("The physical filters, by name or alias.", "[r1]")
    static let bands = FileKey("bands", .names, "All filters of these bands.", default: "none", example: "[i]")
    static let reason = FileKey(
        "reason", .text, "Why these differ.", default: "nothing is said", example: "The chip is smaller.")
    static let entryValues = FileKey("values", .values, "The values, by parameter.", example: "{box_px: 16}")

    /// Values for some detectors.
    static let detectorEntry = MappingFormat(
        "an entry of detectors", "Values for some detectors; one of `names`, `groups` and `types` is needed.",
        [detectorNames, groups, types, reason, entryValues], needs: [entryValues],
        rules: #""anyOf": [{"required": ["names"]}, {"required": ["groups"]}, {"required": ["types"]}]"#)

    /// Values for some filters.
    static let filterEntry = MappingFormat(
        "an entry of filters", "Values for some filters; one of `names` and `bands` is needed.",
        [filterNames, bands, reason, entryValues], needs: [entryValues],
        rules: #""anyOf": [{"required": ["names"]}, {"required": ["bands"]}]"#)

    private static func names(_ about: String, _ example: String) -> FileKey<Node> {
        FileKey("names", .names, about, default: "none", example: example)
    }
}

extension KeyForm where Value == Node {
    /// Values of parameters.
    static var values: Self { .node("names of parameters, each with a value", schema: #""type": "object""#) }

    /// A list of texts with one at least.
    static var names: Self { .node("a list of texts", schema: Schema.array(Schema.text, #""minItems": 1"#)) }
}
