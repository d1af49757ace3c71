internal import ObsDocuments
internal import ObsGeometry
internal import ObsText

/// The keys of a golden raw layout.
enum GoldenRawKeys {
    static let about = FileKey(
        "about", .text, "Where the sections come from.", example: "DATASEC and BIASSEC of raw file 1234.")
    static let instruments = FileKey(
        "instruments", .texts, "The instruments whose cameras must assemble it.", example: "[DECam]")
    static let layout = FileKey(
        "layout", .text, "The sensor layout of the detectors that it stands for.", example: "DECam")
    static let unverified = FileKey(
        "unverified", .text, "Why nobody has seen these sections in a header yet.", default: "somebody has",
        example: "no raw file is at hand")
    static let images = FileKey(
        "images", .list(image), "The images of a detector in a raw file.",
        example: "[{size_px: [20, 9], amplifiers: {A: {data: '[1:16,1:9]', lands: '[1:16,1:9]'}}}]")

    static let file = FileFormat(
        "obskit/golden-raw/1", at: "conformance/raw/<layout>.yaml", "a golden raw layout",
        "The sections that real headers give for the amplifiers of detectors of one layout.",
        [about, instruments, layout, unverified, images], needs: [about, instruments, layout, images],
        example: """
            schema: obskit/golden-raw/1
            about: DATASECL, BIASSECL, DATASECR and BIASSECR in the header of a raw file of 2024-03-10.
            instruments: [Example]
            layout: wide
            images:
              - size_px: [296, 128]
                amplifiers:
                  L: {data: '[5:132,1:128]', lands: '[1:128,1:128]', serial_overscan: '[133:148,1:128]'}
                  R: {data: '[165:292,1:128]', lands: '[129:256,1:128]', serial_overscan: '[149:164,1:128]'}

            """)

    static let extensionName = FileKey(
        "extension", .text, "The name of the HDU.", default: "any", example: "Segment00")
    static let hdu = FileKey(
        "hdu", .integer(0...9999), "The number of the HDU, the primary being 0.", default: "any", example: "1")
    static let size = FileKey(
        "size_px",
        KeyForm<[Int]>(
            "[columns, rows]", schema: Schema.array(Schema.integer(1...65536), #""minItems": 2, "maxItems": 2"#),
            { $0.integers($1, in: 1...65536) }),
        "Columns and rows.", unit: "pixels", example: "[2160, 4146]")
    static let amplifiers = FileKey(
        "amplifiers", .each(.mapping(amplifier)), "The amplifiers in the image, by name.",
        example: "{A: {data: '[1:16,1:9]', lands: '[1:16,1:9]'}}")

    /// An image.
    static let image = MappingFormat(
        "an image", "An image in a raw file.", [extensionName, hdu, size, amplifiers], needs: [size, amplifiers])

    static let data = FileKey(
        "data", .section, "The light-sensitive pixels in the image.", example: "'[5:132,1:128]'")
    static let lands = FileKey(
        "lands", .section,
        "The same pixels in the trimmed detector; an axis that is given backwards is mirrored.",
        example: "'[128:1,1:128]'")
    static let serialPrescan = FileKey(
        "serial_prescan", .section, "Columns read before them.", default: "none", example: "'[1:4,1:128]'")
    static let serialOverscan = FileKey(
        "serial_overscan", .section, "Columns read after them.", default: "none", example: "'[133:148,1:128]'")
    static let parallelPrescan = FileKey(
        "parallel_prescan", .section, "Rows read before them.", default: "none", example: "'[5:132,1:2]'")
    static let parallelOverscan = FileKey(
        "parallel_overscan", .section, "Rows read after them.", default: "none", example: "'[5:132,129:140]'")

    /// An amplifier.
    static let amplifier = MappingFormat(
        "an amplifier of a golden raw layout", "Sections as FITS counts them: from 1, both ends counted.",
        [data, lands, serialPrescan, serialOverscan, parallelPrescan, parallelOverscan], needs: [data, lands])
}

extension KeyForm where Value == FITSSection {
    /// A section as FITS counts it.
    static var section: Self {
        Self(
            "a section `[x1:x2,y1:y2]`",
            schema: ##""type": "string", "pattern": "^ *\\[ *[0-9]+ *: *[0-9]+ *, *[0-9]+ *: *[0-9]+ *\\] *$""##
        ) { node, problems in
            guard let text = node.string(problems) else { return nil }
            do {
                return try FITSSection(text)
            } catch {
                problems.error(.init(rawValue: "bad-section"), at: node, "\(error)")
                return nil
            }
        }
    }
}
