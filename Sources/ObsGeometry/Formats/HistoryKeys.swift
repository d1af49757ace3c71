internal import ObsDocuments

/// The keys of history.yaml.
enum HistoryKeys {
    static let begin = FileKey(
        "begin", .dateOrNull, "When it began to be so.", default: "from the start", example: "2013-11-30T20:19:00")
    static let end = FileKey(
        "end", .dateOrNull, "The first instant at which it no longer was so.", default: "it still is so",
        example: "2014-01-01T12:00:35 TAI")
    static let edition = FileKey(
        "edition", .dateOrNull, "Since when the description says so.", default: "from the start",
        example: "2023-06-01")
    static let withdrawn = FileKey(
        "withdrawn", .dateOrNull,
        "Since when the description no longer says so; only of what was believed once.",
        default: "it still says so", example: "2024-02-01")
    static let reason = FileKey("reason", .text, "Why the camera differs.", example: "another chip was tried")
    static let source = FileKey("source", .text, "Where that is written.", example: "log book")
    static let confidence = FileKey<Confidence>(
        "confidence", .choice, "How sure it is.", example: "verified")
    static let fieldAngle = FileKey(
        "field_angle", .mapping(FieldAngleKeys.change), "A change of the field angle.", default: "none",
        example: "{parity: normal}")
    static let frames = FileKey(
        "frames", .byName(FrameKeys.whole), "Frames that are replaced or added.", default: "none",
        example: "{sixtieths: {from: field-angle, unit: arcsec, affine: {matrix: [[206264.8, 0], [0, 206264.8]]}}}")
    static let sensors = FileKey(
        "sensors", .byName(SensorKeys.change), "Changes of sensor layouts.", default: "none",
        example: "{pair: {file_flip: y}}")
    static let groups = FileKey(
        "groups", .byName(GroupKeys.change, null: "changes nothing"), "Changes of groups.", default: "none",
        example: "{R22: {serial: RTM-011}}")
    static let devices = FileKey(
        "devices", .byName(DeviceKeys.change), "Changes of devices.", default: "none",
        example: "{C1: {gain: [1.1, 2.1]}}")
    static let addedSlots = FileKey(
        "add_slots", .byName(SlotKeys.whole), "Slots that are there besides.", default: "none",
        example: "{G2: {id: 14, type: guider, position_mm: [3, 3], device: unknown, layout: pair}}")
    static let removedSlots = FileKey(
        "remove_slots", .texts, "Names of slots that are not there.", default: "none", example: "[W2]")
    static let slots = FileKey(
        "slots", .byName(SlotKeys.change), "Changes of slots.", default: "none", example: "{W1: {status: dead}}")

    /// An entry.
    static let entry = MappingFormat(
        "history entry", "One change, and the time for which it holds.",
        [
            begin, end, edition, withdrawn, reason, source, confidence, fieldAngle, frames, sensors, groups, devices,
            addedSlots, removedSlots, slots,
        ], needs: [reason, source, confidence])

    static let entries = FileKey(
        "entries", .list(entry, rules: #""maxItems": \#(CameraDescription.entryLimit)"#),
        "Changes, sorted by edition, then by begin.",
        example: "[{begin: 2013-01-01, reason: no light, source: log, confidence: stated, slots: {W1: {status: dead}}}]"
    )

    static let file = FileFormat(
        "obskit/history/1", at: "camera/history.yaml", "history",
        "What changed in the camera and when, and what its description came to say later.", [entries],
        needs: [entries],
        example: """
            schema: obskit/history/1
            entries:
              # Something that happened at the telescope: for these dates the camera differs.
              - begin: 2013-01-01
                end: 2014-01-01T12:00:35 TAI
                reason: amplifier B got no light
                source: log book, page 12
                confidence: stated
                slots:
                  W1: {status: partial, amplifier_status: {B: dead}}
              # Something that was found out: from this edition on the description says so for all dates.
              - edition: 2020-02-02
                reason: better gains
                source: laboratory
                confidence: verified
                devices:
                  P-001: {gain: [1.52, 1.61]}

            """)
}
