internal import ObsDocuments

/// The keys of a sensor layout.
enum SensorKeys {
    static let size = FileKey(
        "size_px", .pair(1...1 << 20, "a pair [columns, rows] of whole numbers", minimum: 1),
        "Columns and rows of the trimmed, assembled detector.", unit: "pixels", example: "[2048, 4096]")
    static let pixelSize = FileKey(
        "pixel_size_mm", .point, "Size of a pixel along x and y.", unit: "mm", example: "[0.015, 0.015]")
    static let referencePoint = FileKey(
        "reference_px", .point, "The point of the detector that lies at the position of a slot.", unit: "pixels",
        default: "the center", example: "[1023.5, 2047.5]")
    static let physicalType = FileKey(
        "physical_type", .text, "What the model is called.", default: "`\(SensorLayout.defaultPhysicalType)`",
        example: "CCD44-82")
    static let fileFlip = FileKey(
        "file_flip", .flips,
        "How the image of the whole detector in the raw file is mirrored before the raw boxes hold.",
        default: "`none`", example: "y")
    static let unverified = FileKey(
        "unverified", .textOrNull,
        "Why nobody has seen yet that raw files are laid out so: a note with every image that is assembled of one.",
        default: "a file was seen", example: "no raw file is at hand")
    static let crosstalk = FileKey(
        "crosstalk", .crosstalk,
        "Fractions of the signal that amplifiers see of each other: a row for each disturbed one, a column for each disturbing one.",
        default: "not known", example: "[[0, 1.0e-4], [2.0e-4, 0]]")
    static let defaults = FileKey(
        "defaults", .mapping(AmplifierKeys.defaults), "What all amplifiers share.", default: "nothing",
        example: "{readout_corner: lower-left}")
    static let amplifiers = FileKey(
        "amplifiers", .list(AmplifierKeys.whole, rules: #""minItems": 1, "maxItems": 256"#),
        "The amplifiers in the order in which they are read.",
        example:
            "[{name: A, box_px: [0, 0, 9, 9], raw_px: [0, 0, 9, 9], data_px: [0, 0, 9, 9], readout_corner: lower-left}]"
    )
    static let amplifierOrder = FileKey(
        "amplifier_order", .texts, "The names of all amplifiers in the order in which they are read.",
        default: "as it was", example: "[C10, C11, C00, C01]")
    static let amplifierChanges = FileKey(
        "amplifiers", .byName(AmplifierKeys.change), "Changes of amplifiers.", default: "none",
        example: "{C00: {gain: 1.6}}")

    private static let own: [any DescribedKey] = [
        size, pixelSize, referencePoint, physicalType, fileFlip, unverified, crosstalk, defaults,
    ]

    /// A sensor layout.
    static let whole = MappingFormat(
        "sensor", "The layout that all chips of one model share.", own + [amplifiers],
        needs: [size, pixelSize, amplifiers])

    /// A change of a sensor layout.
    static let change = MappingFormat(
        "change of a sensor", "What differs in a sensor layout; all else stays as it is.",
        own + [amplifierOrder, amplifierChanges])
}
