internal import ObsDocuments

/// The keys of a slot.
enum SlotKeys {
    static let id = FileKey("id", .count, "Number, unique in the camera.", example: "12")
    static let group = FileKey(
        "group", .textOrNull, "The group that it belongs to.", default: "none", example: "R22")
    static let type = FileKey<DetectorType>(
        "type", .choice, "What the detector is for.", default: "`science`", example: "guider")
    static let position = FileKey(
        "position_mm", .place, "Where the reference point of the chip lies.", unit: "mm",
        example: "[-31.7, 63.4]")
    static let offset = FileKey(
        "offset_mm", .place,
        "The place counted from the position of the group and turned with it, in place of `position_mm`; `yaw_deg` is then relative to the group too.",
        unit: "mm", example: "[-42.25, 0, 0.01]")
    static let yaw = FileKey(
        "yaw_deg", .finite, "Rotation about the optical axis, x toward y.", unit: "degrees", default: "0",
        example: "180")
    static let pitch = FileKey(
        "pitch_deg", .finite, "Rotation about the turned y axis, z toward x.", unit: "degrees", default: "0",
        example: "0.01")
    static let roll = FileKey(
        "roll_deg", .finite, "Rotation about the twice turned x axis, y toward z.", unit: "degrees", default: "0",
        example: "-0.02")
    static let device = FileKey(
        "device", .text,
        "The name of the device in it; `\(DeviceWord.unknown)` where nobody recorded it, `\(DeviceWord.none)` where the slot is empty.",
        example: "E2V-CCD250-198")
    static let layout = FileKey(
        "layout", .textOrNull, "The sensor layout that holds when the device is unknown.",
        default: "the device's", example: "E2V")
    static let hdu = FileKey(
        "hdu", .count, "Number of the HDU that holds the detector in the raw file, the primary being 0.",
        default: "its amplifiers'", example: "7")
    static let extensionName = FileKey(
        "extension", .text, "Name of that HDU.", default: "its amplifiers'", example: "CCD2")
    static let status = FileKey<PartStatus>(
        "status", .choice, "Whether the detector can be used.", default: "`working`", example: "dead")
    static let amplifierStatus = FileKey(
        "amplifier_status",
        .node(
            "names of amplifiers, each with a status",
            schema: Schema.byName("{\(Schema.words(PartStatus.allCases.map(\.rawValue)))}")),
        "Whether single amplifiers can be used.", default: "all as the detector", example: "{C05: partial}")

    private static let own: [any DescribedKey] = [
        group, type, position, offset, yaw, pitch, roll, device, layout, hdu, extensionName, status, amplifierStatus,
    ]

    /// A slot.
    static let whole = MappingFormat(
        "slot", "A place in the focal plane. It has `position_mm` or `offset_mm`.", [id] + own, needs: [id, device],
        rules: #""oneOf": [{"required": ["position_mm"]}, {"required": ["offset_mm"]}]"#)

    /// A change of a slot.
    static let change = MappingFormat(
        "change of a slot", "What differs for a slot; all else stays as it is.", own)
}

/// The keys of a group of slots.
enum GroupKeys {
    static let serial = FileKey(
        "serial", .textOrNull, "Serial number of what carries the chips.", default: "not known", example: "RTM-004")
    static let position = FileKey(
        "position_mm", .point, "Where its origin lies.", unit: "mm", default: "none, so that slots have no offset",
        example: "[-127, 0]")
    static let yaw = FileKey("yaw_deg", .finite, "How it is turned.", unit: "degrees", default: "0", example: "90")

    /// A group.
    static let whole = MappingFormat(
        "group", "Slots that are mounted together, such as a raft.", [serial, position, yaw])

    /// A change of a group.
    static let change = MappingFormat("change of a group", "What differs for a group.", [serial])
}
