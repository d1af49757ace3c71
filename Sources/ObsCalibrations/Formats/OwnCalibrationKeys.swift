internal import ObsDocuments

/// The keys of a curated calibration in ObsKit's own form.
enum OwnCalibrationKeys {
    static let kind = FileKey("kind", .text, "The kind of calibration.", example: "defects")
    static let instrument = FileKey(
        "instrument", .text, "The instrument.", default: "the package's", example: "LATISS")
    static let detector = FileKey(
        "detector", .text, "The detector's id or name.", default: "the folder's", example: "RXX_S00")
    static let filter = FileKey(
        "filter", .text, "The physical filter.", default: "the folder's", example: "r1")
    static let source = FileKey(
        "source", .text, "Where the values come from.", default: "nothing is said", example: "flats of 2024-06-01")
    static let chips = FileKey(
        "chips", .texts,
        "The serials of the chips that it is for, where it goes on over an exchange of one for another.",
        default: "any chip", example: "[TC-02, TC-03]")
    static let regions = FileKey(
        "regions",
        .node(
            "a list of [first column, first row, columns, rows], counted from 0",
            schema: Schema.array(Schema.array(#""type": "integer""#, #""minItems": 4, "maxItems": 4"#))),
        "Of defects: the bad pixels.", unit: "pixels", example: "[[0, 0, 4, 4000]]")
    static let coefficients = FileKey(
        "coefficients",
        .node("a square matrix, a list of rows", schema: Schema.array(Schema.array(#""type": "number""#))),
        "Of crosstalk: a row for each disturbed amplifier, a column for each disturbing one.",
        example: "[[0, 1.0e-4], [2.0e-4, 0]]")
    static let unit = FileKey(
        "unit", .text, "Of crosstalk: the unit of the signals.", default: "not known", example: "adu")
    static let wavelength = FileKey(
        "wavelength_nm", .node("a list of numbers that increase", schema: Schema.array(#""type": "number""#)),
        "Of curves: the wavelengths.", unit: "nanometers", example: "[400, 500]")
    static let fraction = FileKey(
        "fraction", .node("a list of numbers", schema: Schema.array(#""type": "number""#)),
        "Of curves: the fraction at each wavelength.", example: "[0.8, 0.9]")

    static let file = FileFormat(
        "obskit/calibration/1", at: "calibrations/<kind>/<detector>/<start>.yaml", "a calibration",
        "A curated calibration in ObsKit's own form; what it is of must agree with the folders in which it lies.",
        [kind, instrument, detector, filter, source, chips, regions, coefficients, unit, wavelength, fraction],
        needs: [kind],
        rules:
            #""anyOf": [{"required": ["regions"]}, {"required": ["coefficients"]}, {"required": ["wavelength_nm", "fraction"]}]"#,
        example: """
            schema: obskit/calibration/1
            kind: defects
            instrument: Example
            detector: W
            source: flats of 2024-06-01
            # [first column, first row, columns, rows]
            regions:
              - [17, 0, 1, 128]
              - [200, 60, 3, 2]

            """)
}
