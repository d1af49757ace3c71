internal import ObsDocuments

/// The keys of a device.
enum DeviceKeys {
    static let serial = FileKey(
        "serial", .textOrNull, "The serial number; null where it is not known.", default: "the name of the device",
        example: "S3-121")
    static let layout = FileKey("layout", .text, "The sensor layout.", example: "CCD44-82")
    static let physicalType = FileKey(
        "physical_type", .textOrNull, "What the model is called, where it is not what the layout says.",
        default: "what the layout says", example: "spare")
    static let gain = byAmplifier("gain", "Nominal gain.", "electron/ADU", example: "[1.7, 1.8]")
    static let readNoise = byAmplifier("read_noise", "Nominal read noise.", "electron", example: "7.0")
    static let saturation = byAmplifier("saturation", "Nominal saturation.", "ADU", example: "[60000, ~]")
    static let suspectLevel = byAmplifier(
        "suspect_level", "Level above which pixels are suspect.", "ADU", example: "48000")
    static let linearity = FileKey(
        "linearity", .mapping(ofDevice), "How the signals of its amplifiers are made linear.",
        default: "what the layout says", example: "{type: Squared, coefficients: [[1.0e-8], [2.0e-8]]}")
    static let crosstalk = FileKey(
        "crosstalk", .crosstalk,
        "Fractions of the signal that amplifiers see of each other: a row for each disturbed one, a column for each disturbing one.",
        default: "what the layout says", example: "[[0, 0], [0.001, 0]]")

    /// The nominal values, in the order of an amplifier's.
    static let values = [gain, readNoise, saturation, suspectLevel]

    private static let own: [any DescribedKey] = [serial, layout, physicalType] + values + [linearity, crosstalk]

    /// A device.
    static let whole = MappingFormat(
        "device", "A chip. A value of its amplifiers is one for all, or a list in the order of sensors.yaml.", own,
        needs: [layout])

    /// A change of a device.
    static let change = MappingFormat(
        "change of a device", "What differs for a chip; all else stays as it is.", own)

    static let linearityType = FileKey(
        "type",
        KeyForm("a text, or a list of texts", schema: oneOrMany(Schema.text)) { node, problems in
            node.byAmplifier(problems) { $0.string(problems) }
        }, "Name of the correction.", default: "what the layout says", example: "[Squared, None]")
    static let coefficients = FileKey(
        "coefficients",
        KeyForm(
            "a list of numbers, or a list of such lists",
            schema: Schema.array(oneOrMany(#""type": ["number", "null"]"#)), { $0.coefficientRows($1) }),
        "Its coefficients; null for one that is not set.", default: "what the layout says",
        example: "[[1.0e-8, ~], []]")
    static let threshold = byAmplifier("threshold", "Level from which it holds.", "ADU", example: "[1, 2]")
    static let maximum = byAmplifier("maximum", "Level up to which it holds.", "ADU", example: "60000")
    static let units = FileKey(
        "units",
        KeyForm(
            "a text or `~`, or a list of such", schema: oneOrMany(#""type": ["string", "number", "boolean", "null"]"#)
        ) {
            node, problems in node.byAmplifier(problems) { $0.stringOrNull(problems) }
        }, "The unit of the levels as the instrument calls it.", default: "what the layout says", example: "ADU")

    /// The linearity of the amplifiers of a device.
    static let ofDevice = MappingFormat(
        "linearity of a device", "How the signals of the amplifiers of a chip are made linear.",
        [linearityType, coefficients, threshold, maximum, units])

    private static func byAmplifier(
        _ name: String, _ about: String, _ unit: String, example: String
    ) -> FileKey<ByAmplifier<Double?>> {
        let form = KeyForm<ByAmplifier<Double?>>(
            "a number or `~`, or a list of such", schema: oneOrMany(#""type": ["number", "null"]"#)
        ) { node, problems in node.byAmplifier(problems) { $0.finiteOrNull(problems) } }
        return FileKey(name, form, about, unit: unit, default: "what the layout says", example: example)
    }

    private static func oneOrMany(_ one: String) -> String { #""anyOf": [{\#(one)}, {\#(Schema.array(one))}]"# }
}
