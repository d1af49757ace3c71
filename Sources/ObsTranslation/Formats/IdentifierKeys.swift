package import ObsDocuments
internal import ObsTime

/// The keys of `identifiers:`.
package enum IdentifierKeys {
    static let exposureID = FileKey(
        "exposure_id", .layout, "The exposure's id.", default: "there is none",
        example: "[{part: sequence, size: 100000}, {part: day, size: 100000000, calendar: true}]")
    static let exposureVisitID = FileKey(
        "exposure_visit_id", .layout, "The id of the visit that is one exposure by itself.",
        default: "the exposure's", example: "[{part: exposure, size: 1000000000000}]")
    static let detectorExposureID = FileKey(
        "detector_exposure_id", .layout, "The id of what one detector saw in one exposure.", default: "there is none",
        example: "[{part: detector, size: 1000}, {part: exposure}]")
    static let packers = FileKey(
        "packers", KeyForm<Node>.each(.layout).orNull,
        "Other layouts of a detector and an exposure in one integer, by name.",
        default: "none", example: "{observation: [{part: detector, size: 1000}, {part: exposure}]}")
    static let defaultPacker = FileKey(
        "default_packer", .node("a text, or `~`", schema: #""type": ["string", "number", "boolean", "null"]"#),
        "The packer that is used where none is named.", default: "none", example: "observation")
    static let merged = FileKey(
        "merged", KeyForm<Node>.list(merger).orNull, "Words whose numbers another word took over.", default: "none",
        example: "[{part: controller, word: O, into: C, after: 20231004}]")
    static let groupID = FileKey(
        "group_id",
        KeyForm<Node>.elements(
            KeyForm<Node>.node("`number`", schema: #""const": "number""#).or(.mapping(group)), rules: #""minItems": 1"#
        ).orNull, "How the name of a group becomes a number: the first way that fits.", default: "groups have none",
        example: "[number, {time_since: 2015-01-01}, {hash_digits: 14}]")
    static let observingDay = FileKey(
        "observing_day", KeyForm<Node>.list(era, rules: #""minItems": 1"#).orNull,
        "What is subtracted from the time to have the day, in order of date; the last holds forever.",
        default: "there are no days", example: "[{offset_s: 43200}]")

    /// The identifiers of an instrument.
    package static let scheme = MappingFormat(
        "identifiers",
        "How integers are made. An entry stands for the whole entry of the file that this one extends; null takes it away.",
        [
            exposureID, exposureVisitID, detectorExposureID, packers, defaultPacker, merged, groupID, observingDay,
        ])

    static let mergedPart = FileKey("part", .text, "The part that holds the word.", example: "controller")
    static let word = FileKey("word", .text, "The word that ended.", example: "O")
    static let successor = FileKey("into", .text, "The word that goes on.", example: "C")
    static let lastDay = FileKey(
        "after", .integer(), "The last day, as YYYYMMDD, on which the word had numbers of its own.",
        example: "20231004")

    /// A merged word.
    static let merger = MappingFormat(
        "a merged word", "A word whose numbers another one took over.", [mergedPart, word, successor, lastDay],
        needs: [mergedPart, word, successor, lastDay])

    static let timeSince = FileKey(
        "time_since", .node("a day", schema: #""type": "string""#),
        "The name is a time as 2025-04-16T00:53:10.143, with +N or #N behind it or without: seconds since this day, milliseconds, and the counter in four digits.",
        example: "2015-01-01")
    static let hashDigits = FileKey(
        "hash_digits", .integer(1...14),
        "So many hex digits of a BLAKE2b hash, then the number of bytes of the name.", example: "14")

    /// A way to number a group.
    static let group = MappingFormat(
        "a way to number a group", "One of two ways to make a number of a name.", [timeSince, hashDigits],
        rules: #""oneOf": [{"required": ["time_since"]}, {"required": ["hash_digits"]}]"#)

    static let offset = FileKey(
        "offset_s", .integer(-86_400...86_400), "How much is subtracted.", unit: "seconds", example: "43200")
    static let zone = FileKey(
        "zone", .node(Schema.listed(CivilTimeZone.names), schema: Schema.words(CivilTimeZone.names)),
        "As many seconds as civil time is behind UTC, in place of `offset_s`.", example: "US/Hawaii")
    static let until = FileKey(
        "until", .node("a date or time, UTC unless it ends in `TAI`", schema: #""type": "string""#),
        "The first instant at which it holds no more.", default: "it holds forever",
        example: "2024-05-01T00:00:00 TAI")

    /// An observing day.
    static let era = MappingFormat(
        "an observing day", "How the day follows from the time, up to an instant.", [offset, zone, until],
        rules: #""oneOf": [{"required": ["offset_s"]}, {"required": ["zone"]}]"#)

    static let part = FileKey(
        "part", .text, "The name: `detector`, `exposure`, `sequence`, `day` or another.", example: "sequence")
    static let size = FileKey(
        "size", .integer(1...(1 << 62)),
        "How many values there is room for; only a last part of numbers may leave it out.",
        example: "10000")
    static let first = FileKey(
        "first", .integer(0...(1 << 60)), "The value that stands for 0.", default: "0", example: "1")
    static let calendar = FileKey(
        "calendar", .truth, "Whether the values are days as YYYYMMDD.", default: "`false`", example: "true")
    static let range = FileKey(
        "range",
        .node("[first, last]", schema: Schema.array(#""type": "integer""#, #""minItems": 2, "maxItems": 2"#)),
        "The first and the last value, where not all that there is room for are used.", default: "all",
        example: "[20000101, 20991231]")
    static let daysSince = FileKey(
        "days_since", .node("a day", schema: #""type": "string""#),
        "The values are days as YYYYMMDD, counted in days since this one.", default: "they are not",
        example: "2010-01-01")
    static let words = FileKey(
        "words",
        .node(
            "words, each with a whole number from 0",
            schema: #""type": "object", "minProperties": 1, "additionalProperties": {"type": "integer", "minimum": 0}"#
        ), "The values are words, each with its number.", default: "they are numbers", example: "{O: 0, C: 1}")
    static let fallback = FileKey(
        "else", .node("a text", schema: Schema.text), "The word that stands for one that is not given.",
        default: "the word is needed", example: "O")

    /// A part of an identifier.
    static let partFormat = MappingFormat(
        "a part of an identifier", "A part of an integer.",
        [part, size, first, calendar, range, daysSince, words, fallback], needs: [part])
}

extension KeyForm where Value == Node {
    /// The parts of an integer.
    fileprivate static var layout: Self {
        let parts = KeyForm<Node>.list(IdentifierKeys.partFormat, rules: #""minItems": 1"#)
        let several = Schema.array(parts.schema(), #""minItems": 1"#)
        return KeyForm<Node>.either(
            {
                "the parts, the first of which changes fastest: \(parts.words($0)); or a list of such lists, whose integers do not overlap; or `~`"
            },
            schema: { #""oneOf": [{\#(parts.schema())}, {\#(several)}, {"type": "null"}]"# }, of: parts)
    }

    /// This, or null, which takes away what the base says.
    fileprivate var orNull: Self {
        KeyForm<Node>.either(
            { self.words($0) + ", or `~`" }, schema: { #""anyOf": [{\#(self.schema())}, {"type": "null"}]"# }, of: self)
    }
}
