internal import ObsDocuments
internal import ObsTranslation

/// The keys of instrument.yaml.
enum InstrumentKeys {
    static let extends = FileKey<String>.extends("../base/instrument.yaml")
    static let name = FileKey(
        "name", .text, "The name, as a pipeline uses it; a part that others extend has none.", example: "DECam")
    static let aliases = FileKey("aliases", .texts, "Other names.", default: "none", example: "[decam]")
    static let about = FileKey(
        "about", .text, "What the instrument is, in a sentence.", default: "nothing is said",
        example: "The Dark Energy Camera at the Blanco telescope.")
    static let detection = FileKey(
        "detection", .list(DetectionKeys.way),
        "How a header is recognized: the largest weight of the conditions that hold is the score, and the best instrument wins. It is needed, here or in the base.",
        example: "[{when: {card: INSTRUME, equals: DECam}, weight: 100}]")
    static let headers = FileKey(
        "headers", .mapping(HeaderKeys.layout),
        "Which HDUs of a file hold an observation. It is needed, here or in the base.", example: "{from: primary}")
    static let camera = FileKey(
        "camera", .text, "The folder of the focal plane, counted from here; or `none`, which needs `camera_reason`.",
        default: "`camera`", example: "none")
    static let cameraReason = FileKey(
        "camera_reason", .text, "Why the package describes no focal plane.", default: "it describes one",
        example: "Nobody has measured it yet.")
    static let rawSections = FileKey(
        "raw_sections", .mapping(SectionKeys.sections),
        "Which cards of raw files give the sections of amplifiers, to be compared with the camera of that date.",
        default: "`DATASEC` of an amplifier that has an HDU of its own", example: "{data: 'DATASEC{amplifier}'}")
    static let products = FileKey(
        "products", .list(ProductKeys.product),
        "How files are recognized that are no observations; they are named, and not translated.", default: "none",
        example: "[{name: master-calibration, about: Made of many., when: {card: PROCTYPE, is: present}}]")
    static let identifiers = FileKey(
        "identifiers", .mapping(IdentifierKeys.scheme),
        "How the instrument's integers are made, and when its day changes.", default: "there are none",
        example: "{observing_day: [{offset_s: 43200}]}")
    static let visits = FileKey(
        "visits",
        .node(
            "a list of `one-to-one`, `by-group-metadata` and `by-seq-start-end`",
            schema: Schema.array(Schema.words(VisitSystem.allCases.map(\.rawValue)))
                + ", \"minItems\": 1, \"uniqueItems\": true"),
        "How exposures become visits, the instrument's own way first. by-seq-start-end beside one-to-one needs a part "
            + "`first_of_several` of `exposure_visit_id`, by-group-metadata needs `group_id`.",
        default: "`[one-to-one]`", example: "[one-to-one]")
    static let consistency = FileKey(
        "consistency", .mapping(ConsistencyKeys.checks),
        "How strictly the statements of a header, and the observations of a file, are compared with each other.",
        default: "as the keys there say", example: "{altaz: fast}")

    static let file = FileFormat(
        "obskit/instrument/1", at: "instrument.yaml", "instrument.yaml",
        "What an instrument is: how its files are recognized, and which of their headers hold an observation.",
        [
            extends, name, aliases, about, detection, headers, camera, cameraReason, rawSections,
            products, identifiers, visits, consistency,
        ],
        rules: """
            "anyOf": [{"required": ["name", "extends"]}, {"required": ["name", "detection", "headers"]}, \
            {"description": "A part that others extend.", "properties": {"name": false}}], \
            "dependentSchemas": {"camera_reason": {"properties": {"camera": {"const": "none"}}, "required": ["camera"]}}, \
            "if": {"properties": {"camera": {"const": "none"}}, "required": ["camera"]}, \
            "then": {"required": ["camera_reason"]}
            """,
        example: """
            schema: obskit/instrument/1
            name: Example
            aliases: [2chip]
            about: Two small chips, each read through two amplifiers.
            # The cards alone say whose a file is. Of the conditions that hold, the greatest weight counts.
            detection:
              - {when: {card: INSTRUME, equals: Example}, weight: 100}
            # A raw file has a primary header and one HDU for each chip, which takes over what it does not say itself.
            headers:
              from: each
              where: {card: CHIP, is: defined}
              inherit: primary
            # The cards that say where amplifiers are; they are compared with the camera of the date.
            raw_sections:
              data: DATASEC{amplifier}
              serial_overscan: BIASSEC{amplifier}
            # 202403090007 is the seventh exposure of the night of 2024-03-09.
            identifiers:
              exposure_id: [{part: sequence, size: 10000}, {part: day, size: 100000000, calendar: true, range: [20000101, 20991231]}]
              detector_exposure_id: [{part: detector, size: 10}, {part: exposure, size: 1000000000000}]
              # The day changes at noon UTC.
              observing_day: [{offset_s: 43200}]
            # Headers give alt/az at the begin, good to two arcminutes.
            consistency: {altaz: fast, altaz_arcmin: 2}
            products:
              - {name: master-calibration, about: A pipeline made it of many exposures., when: {card: PROCTYPE, equals: MasterCal}}

            """)
}

/// The keys of `headers:`.
enum HeaderKeys {
    static let from = FileKey(
        "from", .node("`primary`, `each` or `merged`", schema: Schema.words(["primary", "each", "merged"])),
        "primary: the primary header; each: every HDU for which `where` holds; merged: the HDUs of `hdus` are one header.",
        example: "each")
    static let condition = FileKey(
        "where", .condition, "Of `each`: the HDUs that hold an observation.", default: "every extension",
        example: "{card: CCDNUM, is: defined}")
    static let inherit = FileKey(
        "inherit", .node("`primary`, `none` or `declared`", schema: Schema.words(["primary", "none", "declared"])),
        "Of `each`: what an extension takes over from the primary: all that it does not have, nothing, or as its INHERIT card says.",
        default: "`none`", example: "primary")
    static let whole = FileKey(
        "whole",
        .node(
            "a list of types of detectors",
            schema: Schema.array(Schema.words(["science", "focus", "guider", "wavefront"]))),
        "Of `each`: types of detectors; every raw file holds all detectors of these types that the camera of its date has.",
        default: "none", example: "[science]")
    static let hdus = FileKey(
        "hdus",
        .node(
            "a list of whole numbers from 0 to 999",
            schema: Schema.array(Schema.integer(0...999), #""minItems": 1, "uniqueItems": true"#)),
        "Of `merged`: the HDUs of one header, a later one over an earlier one.", example: "[0, 1]")

    /// Where the headers of a file are.
    static let layout = MappingFormat(
        "headers", "Which HDUs of a file hold an observation.", [from, condition, inherit, whole, hdus],
        needs: [from],
        rules: """
            "oneOf": [{"properties": {"from": {"const": "primary"}}, "maxProperties": 1}, \
            {"properties": {"from": {"const": "each"}, "hdus": false}}, \
            {"properties": {"from": {"const": "merged"}, "where": false, "inherit": false, "whole": false}, "required": ["hdus"]}]
            """)
}

/// The keys of `raw_sections:`.
enum SectionKeys {
    static let section = region("section", "The whole section of the amplifier.", "DETSEC{amplifier}")
    static let data = region("data", "The light-sensitive pixels.", "DATASEC{amplifier}")
    static let serialPrescan = region("serial_prescan", "Columns read before them.", "PRESEC{amplifier}")
    static let serialOverscan = region("serial_overscan", "Columns read after them.", "BIASSEC{amplifier}")
    static let parallelPrescan = region("parallel_prescan", "Rows read before them.", "PRELIN{amplifier}")
    static let parallelOverscan = region("parallel_overscan", "Rows read after them.", "OVRLIN{amplifier}")

    /// The regions.
    static let all = [section, data, serialPrescan, serialOverscan, parallelPrescan, parallelOverscan]

    /// The cards of the sections.
    static let sections = MappingFormat(
        "raw_sections",
        "Which cards of raw files give the sections of amplifiers. `{amplifier}` and `{channel}` in a name stand for the camera's.",
        all)

    static let first = FileKey(
        "first", .node("the keyword of a card", schema: Schema.text), "The card of the first pixel.",
        example: "'PRF{axis}{amplifier}'")
    static let last = FileKey(
        "last", .node("the keyword of a card", schema: Schema.text), "The card of the last pixel.",
        example: "'PRL{axis}{amplifier}'")

    /// A section of two cards for each axis.
    static let limits = MappingFormat(
        "a section of two cards",
        "Cards with the first and the last pixel of each axis, counted from 1; `{axis}` in a name is 1 or 2.",
        [first, last], needs: [first, last])

    private static func region(_ name: String, _ about: String, _ card: String) -> FileKey<Node> {
        FileKey(
            name, KeyForm<Node>.node("the keyword of a card", schema: Schema.text).or(.mapping(limits)), about,
            default: "it is not compared", example: "'\(card)'")
    }
}

/// The keys of an entry of `products:`.
enum ProductKeys {
    static let name = FileKey("name", .text, "The name, for tools.", example: "master-calibration")
    static let about = FileKey(
        "about", .text, "What it is, and what to do with it.", example: "Made of many exposures.")
    static let when = FileKey(
        "when", .condition, "A condition over the cards of the header by which the instrument is recognized.",
        example: "{card: PROCTYPE, equals: MasterCal}")

    /// A product.
    static let product = MappingFormat(
        "a product", "A sort of files that are no observations.", [name, about, when], needs: [name, about, when])
}

/// The keys of `consistency:`.
enum ConsistencyKeys {
    static let altAz = FileKey(
        "altaz", .node("`off`, `fast` or `exact`", schema: Schema.words(["off", "fast", "exact"])),
        "How alt/az is compared with RA/Dec and time: not at all, good to 20 arcseconds, or in full.",
        default: "`fast`", example: "exact")
    static let altAzLimit = FileKey(
        "altaz_arcmin", .number, "The largest separation of the two.", unit: "arcminutes", default: "1",
        example: "2")
    static let airmass = FileKey(
        "airmass", .number, "The largest difference between the airmass and sec z of the altitude.",
        default: "0.01", example: "0.05")
    static let intervalSlack = FileKey(
        "interval_slack_s", .number,
        "By how much the time from begin to end may exceed ten exposure times.", unit: "seconds", default: "3600",
        example: "60")
    static let detectorSerial = FileKey(
        "detector_serial", .node("`compared` or `off`", schema: Schema.words(["compared", "off"])),
        "Whether the serial number is compared with the camera; `off` where the card is a constant.",
        default: "`compared`", example: "off")
    static let observationIDDay = FileKey(
        "observation_id_day", .truth, "Whether eight digits of observation_id are the observing day.",
        default: "`false`", example: "false")
    static let sameTime = FileKey(
        "same_time", .list(timePair),
        "Cards that state one instant twice, beside the pairs of the FITS standard (MJD-OBS and DATE-OBS, likewise BEG, AVG and END). A pair replaces the standard's with its MJD card.",
        default: "the pairs of the standard", example: "[{mjd: MJD-STR, date: DATE-OBS, time_of_day: UT-STR}]")
    static let mayDiffer = FileKey(
        "may_differ",
        .node(
            "a list of `exposure_id`, `datetime_begin` and `physical_filter`",
            schema: Schema.array(Schema.words(["exposure_id", "datetime_begin", "physical_filter"]))),
        "What the observations of one file may differ in; they share what is not named here.", default: "nothing",
        example: "[physical_filter]")

    /// How strictly statements are compared.
    static let checks = MappingFormat(
        "consistency", "How strictly what is said is compared with what is said elsewhere.",
        [
            altAz, altAzLimit, airmass, intervalSlack, detectorSerial, observationIDDay, sameTime, mayDiffer,
        ])

    static let mjd = FileKey("mjd", .text, "The card with the Modified Julian Date.", example: "MJD-STR")
    static let date = FileKey("date", .text, "The card with the date.", example: "DATE-OBS")
    static let timeOfDay = FileKey(
        "time_of_day", .text, "The card with the time of day, where it is apart from the date.",
        default: "the date has it", example: "UT-STR")
    static let nextDay = FileKey(
        "next_day", .truth,
        "Whether the time of day may be of the day after the date, as at an end.", default: "`false`",
        example: "true")
    static let tolerance = FileKey(
        "tolerance_s", .number, "The largest difference that is let be.", unit: "seconds", default: "1",
        example: "0.5")

    /// Cards that state one instant twice.
    static let timePair = MappingFormat(
        "a pair of times", "Cards that state one instant twice.", [mjd, date, timeOfDay, nextDay, tolerance],
        needs: [mjd, date])
}
