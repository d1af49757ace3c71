internal import ObsDocuments

/// The keys of an amplifier.
enum AmplifierKeys {
    static let name = FileKey("name", .text, "Name, unique in the sensor.", example: "C00")
    static let hdu = FileKey(
        "hdu", .count, "Number of the HDU in the raw file that holds the amplifier, the primary being 0.",
        default: "the slot's", example: "1")
    static let extensionName = FileKey(
        "extension", .text, "Name of that HDU.", default: "the slot's", example: "Segment00")
    static let channel = FileKey(
        "channel", .count, "Number of the readout channel in the headers.", default: "none", example: "4")
    static let box = FileKey(
        "box_px", .box, "The pixels in the trimmed, assembled detector.", unit: "pixels", example: "[0, 0, 509, 2000]")
    static let raw = FileKey(
        "raw_px", .box, "The whole section in the image of the raw file.", unit: "pixels",
        example: "[0, 0, 544, 2048]")
    static let data = FileKey(
        "data_px", .box, "The light-sensitive pixels, in the same image.", unit: "pixels",
        example: "[3, 0, 509, 2000]")
    static let serialPrescan = FileKey(
        "serial_prescan_px", .box, "Columns read before them.", unit: "pixels", default: "none",
        example: "[0, 0, 3, 2000]")
    static let serialOverscan = FileKey(
        "serial_overscan_px", .box, "Columns read after them.", unit: "pixels", default: "none",
        example: "[512, 0, 32, 2000]")
    static let parallelPrescan = FileKey(
        "parallel_prescan_px", .box, "Rows read before them.", unit: "pixels", default: "none",
        example: "[3, 0, 509, 0]")
    static let parallelOverscan = FileKey(
        "parallel_overscan_px", .box, "Rows read after them.", unit: "pixels", default: "none",
        example: "[3, 2000, 509, 48]")
    static let flip = FileKey(
        "flip", .flips, "How the section is mirrored to reach the assembled detector.", default: "`none`",
        example: "x")
    static let offset = FileKey(
        "raw_offset_px", .pair(-Box.limit...Box.limit, "a pair [x, y] of whole numbers"),
        "Shift from the section to the assembled, untrimmed detector.", unit: "pixels", default: "[0, 0]",
        example: "[544, 0]")
    static let readoutCorner = FileKey<ReadoutCorner>(
        "readout_corner", .choice, "The corner that is read first, in the section as it is in the file.",
        example: "lower-left")
    static let gain = FileKey(
        "gain", .finiteOrNull, "Nominal gain.", unit: "electron/ADU", default: "not known", example: "1.7")
    static let readNoise = FileKey(
        "read_noise", .finiteOrNull, "Nominal read noise.", unit: "electron", default: "not known", example: "7.0")
    static let saturation = FileKey(
        "saturation", .finiteOrNull, "Nominal saturation.", unit: "ADU", default: "not known", example: "60000")
    static let suspectLevel = FileKey(
        "suspect_level", .finiteOrNull, "Level above which pixels are suspect.", unit: "ADU", default: "not known",
        example: "48000")
    static let linearity = FileKey(
        "linearity", .mapping(LinearityKeys.ofAmplifier), "How its signal is made linear.", default: "not known",
        example: "{type: Squared, coefficients: [1.5e-8]}")

    /// The regions of a raw section, in the order of `Amplifier.rawRegions`.
    static let regions = [data, serialPrescan, serialOverscan, parallelPrescan, parallelOverscan]

    /// The nominal values.
    static let values = [gain, readNoise, saturation, suspectLevel]

    private static let said: [any DescribedKey] =
        [hdu, extensionName, channel, box, raw] + regions + [flip, offset, readoutCorner] + values + [linearity]

    /// An amplifier of a sensor.
    ///
    /// What is needed besides may stand in the defaults: the reader says so.
    static let whole = MappingFormat(
        "amplifier",
        "One amplifier of a sensor. `box_px`, `raw_px`, `data_px` and `readout_corner` are needed, here or in the defaults.",
        [name] + said, needs: [name])

    /// What all amplifiers of a sensor share.
    static let defaults = MappingFormat(
        "amplifier defaults", "What holds for all amplifiers of a sensor that do not say it themselves.", said)

    /// A change of an amplifier.
    static let change = MappingFormat(
        "change of an amplifier", "What differs for an amplifier; all else stays as it is.", said)
}

/// The keys of a linearity.
enum LinearityKeys {
    static let type = FileKey("type", .text, "Name of the correction.", default: "`None`", example: "Squared")
    static let coefficients = FileKey(
        "coefficients",
        KeyForm("a list of numbers, `~` for one that is not set", schema: Schema.array(#""type": ["number", "null"]"#))
        { node, problems in node.list("numbers", problems) { $0.finiteOrNull(problems) } },
        "Its coefficients.", default: "none", example: "[1.5e-8, 0, ~, ~]")
    static let threshold = FileKey(
        "threshold", .finiteOrNull, "Level from which it holds.", unit: "ADU", default: "not known", example: "0")
    static let maximum = FileKey(
        "maximum", .finiteOrNull, "Level up to which it holds.", unit: "ADU", default: "not known",
        example: "60000")
    static let units = FileKey(
        "units", .textOrNull, "The unit of the levels as the instrument calls it.", default: "not known",
        example: "DN")

    /// The linearity of an amplifier.
    static let ofAmplifier = MappingFormat(
        "linearity", "How the signal of an amplifier is made linear.",
        [type, coefficients, threshold, maximum, units])
}
