internal import ObsFITS
internal import ObsKit
internal import ObsTime

/// The rules of a camera as far as its headers suggest them: a translation.yaml, and what the other files need of it.
struct RuleDraft {
    let survey: HeaderSurvey
    let name: String
    private var lines: [String] = []
    /// The card of the filter; nil when there is none.
    let filterCard: String?
    /// The card of the type of observation; nil when there is none.
    let typeCard: String?

    /// Drafts rules.
    init(_ survey: HeaderSurvey, name: String) {
        self.survey = survey
        self.name = name
        filterCard =
            survey.present([
                "FILTER", "FILTER01", "FILTER1", "FILTNAM", "FILTERS", "FILT", "FILTID", "ESO INS FILT1 NAME",
            ]) {
                $0.stringValue != nil
            }.first
        typeCard =
            survey.present(["OBSTYPE", "IMAGETYP", "IMGTYPE", "DATA-TYP", "FLAVOR", "ESO DPR TYPE"]) {
                $0.stringValue != nil
            }.first
        addIdentity()
        addTimes()
        addDetector()
        addPositions()
        addWeather()
    }

    /// The text of translation.yaml.
    var text: String {
        """
        schema: obskit/translation/2
        # Drafted by obskit new from \(survey.files.count) \(survey.files.count == 1 ? "file" : "files"); RuleLanguage.md has all that a rule can say.
        extends: Standard:translation.yaml
        \(kinds)
        properties:
        \(lines.map { "  " + $0 }.joined(separator: "\n"))

        """
    }

    /// The instrument's words for types of observation, in lower case.
    var types: [String] {
        Set((typeCard.map { survey.texts($0) } ?? []).map { $0.lowercased() }.map { $0 == "object" ? "science" : $0 })
            .sorted()
    }

    private var kinds: String {
        let known = [
            "science": "science", "bias": "bias", "zero": "bias", "dark": "dark", "flat": "flat",
            "dome flat": "domeFlat",
            "domeflat": "domeFlat", "sky flat": "skyFlat", "skyflat": "skyFlat", "twilight": "twilightFlat",
            "focus": "focus",
            "flat,dome": "domeFlat", "flat,lamp": "domeFlat", "flat,sky": "skyFlat", "flat,twilight": "twilightFlat",
            "sky,flat": "skyFlat", "std": "standard", "standard": "standard", "arc": "arc", "comparison": "arc",
            "test": "test",
        ]
        let found = types.compactMap { word in known[word].map { "\(Self.quoted(word)): \($0)" } }
        let unknown = types.filter { known[$0] == nil }
        let note =
            unknown.isEmpty ? "" : "# DECIDE: which kinds of observation are \(unknown.joined(separator: ", "))?\n"
        return note + "observation_kinds: {\((found.isEmpty ? ["science: science"] : found).joined(separator: ", "))}"
    }

    private mutating func add(_ property: String, _ rule: String, decide: String? = nil) {
        if let decide { lines.append("\(PackageDraft.mark): \(decide)") }
        lines.append("\(property): \(rule)")
    }

    /// A rule of the cards that are there, or null; text is trimmed.
    private mutating func add(_ property: String, cards: [String], _ more: String = "", decide: String? = nil) {
        let found = survey.present(cards)
        guard !found.isEmpty else {
            add(property, "null", decide: decide)
            return
        }
        // A number that is not one is as good as no card; without this step it would be refused.
        let hasNaN =
            !more.contains("steps") && found.contains { survey.values($0).contains { $0.realValue?.isNaN ?? false } }
        let isEverywhere = !hasNaN && found.contains { survey.values($0).count == survey.headers.count }
        let card = found.count == 1 ? found[0] : "[\(found.joined(separator: ", "))]"
        let rule = "{card: \(card)\(more)\(hasNaN ? ", steps: [{missing: [nan]}]" : "")}"
        add(property, isEverywhere ? rule : "[\(rule), null]", decide: decide)
    }

    private mutating func addIdentity() {
        if survey.values("INSTRUME").isEmpty || survey.texts("INSTRUME") != [name] {
            add("instrument", "{constant: \(Self.quoted(name))}")
        }
        if survey.present(["TELESCOP"]).isEmpty {
            add("telescope", "null", decide: "which telescope is it? write {constant: NAME}")
        }
        let labels = survey.present(["OBSID", "OBS-ID", "OBS_ID", "EXP-ID", "FRAMEID", "IMAGEID", "IMGNAME", "ARCFILE"])
        let isInteger: (HeaderValue) -> Bool = { ($0.integerValue ?? -1) >= 0 }
        if let card = survey.present(
            ["EXPNUM", "EXPID", "EXP_ID", "OBSNUM", "RUN", "IMGNUM", "FRAMENO", "SEQNUM", "ESO DET EXP NO"],
            where: isInteger
        ).first {
            add(
                "exposure_id", "{identifier: exposure_id, with: {exposure: {card: \(card)}}}",
                decide: "is \(card) a number that no other exposure ever has? it identifies the exposure for good")
        } else if let card = labels.first {
            add(
                "exposure_id",
                "{identifier: exposure_id, with: {exposure: {card: \(card), steps: [digits, integer]}}}",
                decide: "the digits of \(card) identify the exposure for good; are they unique?")
        } else {
            add("exposure_id", "{default: 0}", decide: "no card numbers exposures; make an integer of the date, say")
        }
        add("visit_id", "{property: exposure_id}")
        if let card = labels.first(where: { card in survey.values(card).allSatisfy { $0.stringValue != nil } }) {
            add("observation_id", "{card: \(card), steps: [trim]}")
        } else {
            add("observation_id", "{text: '\(name)-{exposure_id}'}")
        }
        if let typeCard {
            add("observation_type", "{card: \(typeCard), steps: [trim, lower, {rename: {object: science}}]}")
        } else {
            add(
                "observation_type", "{default: unknown}",
                decide: "which card says whether it is a bias or a science exposure?")
        }
        if let filterCard {
            add("physical_filter", "{card: \(filterCard), steps: [trim]}")
        } else {
            add("physical_filter", "{default: none}", decide: "which card names the filter?")
        }
        add("object", cards: ["OBJECT", "TARGET", "TARGNAME"])
        add(
            "science_program",
            cards: ["PROPID", "PROP-ID", "PROPOSID", "PROGRAM", "RUNID", "PROP_ID", "ESO OBS PROG ID"])
    }

    private mutating func addTimes() {
        add(
            "exposure_time", cards: ["EXPTIME", "EXPOSURE", "ITIME", "EXP_TIME", "TEXPTIME", "ESO DET DIT"],
            ", unit: s",
            decide: "is this the time for which the shutter was open, in seconds?")
        if !survey.present(["EXPREQ"]).isEmpty { add("exposure_time_requested", cards: ["EXPREQ"], ", unit: s") }
        add("dark_time", cards: ["DARKTIME"], ", unit: s")
        let clock: (HeaderValue) -> Bool = { $0.stringValue?.contains(":") ?? false }
        let date = survey.present(["DATE-OBS", "DATE"]) { $0.stringValue?.contains("-") ?? false }.first
        let hasTime = survey.values("DATE-OBS").allSatisfy { $0.stringValue?.contains("T") ?? false }
        let begins = survey.present(
            ["UT-STR", "UTC-OBS", "UTSTART", "UT-START", "TIME-OBS", "UTC", "UT", "TAIHMS"], where: clock)
        let note = "which clock is it? UTC is taken, or what TIMESYS says"
        if survey.present(["DATE-BEG", "MJD-BEG"]).isEmpty, let date, !hasTime, let begin = begins.first {
            let scale = begin == "TAIHMS" ? "tai" : "utc"
            add("datetime_begin", "{time: {date: \(date), time_of_day: \(begin), scale: \(scale)}}", decide: note)
        } else if survey.present(["DATE-BEG", "MJD-BEG", "DATE-OBS", "MJD-OBS", "DATE-AVG", "MJD-AVG"]).isEmpty {
            add("datetime_begin", "null", decide: "no card gives the begin of the exposure in a way that is known")
        } else {
            lines.append("\(PackageDraft.mark): the base takes DATE-BEG, MJD-BEG, DATE-OBS or MJD-OBS; \(note)")
        }
        let ends = survey.present(["UT-END", "UTCEND", "UTC-END", "UTEND", "UTSTOP"], where: clock)
        if survey.present(["DATE-END", "MJD-END"]).isEmpty {
            if let date, let end = ends.first {
                add(
                    "datetime_end",
                    "{time: {date: \(date), time_of_day: \(end), scale: utc, after: {property: datetime_begin}}}")
            } else {
                add("datetime_end", "{time: {of: {property: datetime_begin}, plus: {property: exposure_time}}}")
            }
        }
        add("observing_day_offset", "{identifier: observing_day_offset}")
    }

    private mutating func addDetector() {
        let number = survey.present(["CCDNUM", "DETNUM", "CHIPNUM", "CCDID", "CHIPID", "DET-ID", "CCD"]) {
            ($0.integerValue ?? -1) >= 0
        }
        if let card = number.first {
            add(
                "detector_num", "{card: \(card)}",
                decide: "is \(card) the same for the same place in the camera, for good?")
        } else {
            add("detector_num", "{constant: 0}", decide: "one chip is taken; which card numbers several?")
        }
        let isText: (HeaderValue) -> Bool = { $0.stringValue.map { $0 != "COMPRESSED_IMAGE" } ?? false }
        if let card = survey.present(["DETPOS", "EXTNAME", "CCDLOC", "CCDNAME", "DETNAME", "CHIP"], where: isText).first
        {
            add(
                "detector_name", "{card: \(card), steps: [trim]}",
                decide: "does \(card) name the place in the camera, and not the chip?")
        } else {
            add("detector_name", "{text: 'CCD{detector_num}'}")
        }
        add("detector_unique_name", "{property: detector_name}")
        add("detector_serial", cards: ["DETSER", "CCDSERN", "LSST_NUM", "DETECTOR"], ", steps: [text, trim]")
        add("detector_group", "null")
        add("detector_exposure_id", "{identifier: detector_exposure_id}")
    }

    private mutating func addPositions() {
        addLocation()
        let pairs = [
            ("RA", "DEC"), ("TELRA", "TELDEC"), ("RA2000", "DEC2000"), ("RA_DEG", "DEC_DEG"), ("RATEL", "DECTEL"),
            ("RASTART", "DECSTART"),
        ]
        if let (right, declination) = pairs.first(where: {
            !survey.values($0.0).isEmpty && !survey.values($0.1).isEmpty
        }) {
            let isText = survey.values(right).contains { $0.stringValue?.contains(":") ?? false }
            let frame = survey.present(["RADESYS", "RADECSYS"]) { $0.stringValue != nil }.first
            let unit = isText ? "hourangle" : "deg"
            add(
                "tracking_radec",
                "[{sky: {right_ascension: \(right), declination: \(declination), right_ascension_unit: \(unit)"
                    + (frame.map { ", frame: \($0)" } ?? "") + "}}, null]",
                decide: frame == nil ? "of which frame and equinox is \(right)? ICRS is taken" : nil)
        } else {
            add("tracking_radec", "null", decide: "which cards give right ascension and declination?")
        }
        let azimuth = survey.present(["AZ", "TELAZ", "AZIMUTH", "AZSTART", "ESO TEL AZ"]) { $0.realValue != nil }.first
        let altitude = survey.present(["ALT", "TELALT", "ALTITUDE", "ELSTART", "ESO TEL ALT"]) { $0.realValue != nil }
            .first
        let zenith = survey.present(["ZD", "ZENITH"]) { $0.realValue != nil }.first
        if let azimuth, let other = altitude.map({ "altitude: \($0)" }) ?? zenith.map({ "zenith_distance: \($0)" }) {
            // The observatory counts from south through west.
            let isFromSouth = azimuth == "ESO TEL AZ"
            let rule = isFromSouth ? "{card: \(azimuth), steps: [{offset: 180}]}" : azimuth
            add(
                "altaz_begin", "[{altaz: {azimuth: \(rule), \(other)}}, null]",
                decide: isFromSouth
                    ? "the azimuth is taken to count from south through west, as at La Silla and Paranal; does it?"
                    : "is azimuth counted from north through east?")
        } else {
            add("altaz_begin", "null")
        }
        add("boresight_airmass", cards: ["AIRMASS", "AMSTART", "ESO TEL AIRM START"])
        add("boresight_rotation_angle", "null", decide: "which card gives the rotation, in degrees, counted how?")
        add("boresight_rotation_coord", "null")
    }

    private mutating func addLocation() {
        let places = [
            ("OBS-LONG", "OBS-LAT", "OBS-ELEV"), ("SITELONG", "SITELAT", "SITEELEV"),
            ("LONGITUD", "LATITUDE", "ALTITUDE"), ("ESO TEL GEOLON", "ESO TEL GEOLAT", "ESO TEL GEOELEV"),
        ]
        let isNumber: (HeaderValue) -> Bool = { $0.realValue != nil }
        if !survey.present(["OBSGEO-X"]).isEmpty { return }
        let site = survey.texts("TELESCOP").lazy.compactMap { Site.named($0) }.first
        if let site {
            add("location", "{location: {site: \(site.name)}}")
        } else if let (longitude, latitude, height) = places.first(where: { place in
            [place.0, place.1, place.2].allSatisfy { survey.present([$0], where: isNumber).count == 1 }
        }) {
            add(
                "location", "[{location: {longitude: \(longitude), latitude: \(latitude), height: \(height)}}, null]",
                decide: "does \(longitude) count eastward? if not: {card: \(longitude), steps: [{scale: -1}]}")
        } else {
            add("location", "null", decide: "where is the telescope? {location: {site: NAME}}, or numbers")
        }
    }

    private mutating func addWeather() {
        let temperatures = ["OUTTEMP", "TEMPERAT", "OUT-TMP", "AIRTEMP", "ESO TEL AMBI TEMP"]
        let isKelvin = survey.present(temperatures).first.map { card in
            survey.values(card).contains { ($0.realValue ?? 0) > 150 }
        }
        add(
            "temperature", cards: temperatures, ", unit: \(isKelvin ?? false ? "K" : "degC")",
            decide: isKelvin == nil ? nil : "is it the air outside, in this unit?")
        let pressures = ["PRESSURE", "OUT-PRS", "AIRPRESS", "ESO TEL AMBI PRES START"]
        let hasPressure = !survey.present(pressures).isEmpty
        add("pressure", cards: pressures, ", unit: hPa", decide: hasPressure ? "is it in hectopascal?" : nil)
        add("relative_humidity", cards: ["HUMIDITY", "RELHUMID", "OUT-HUM", "ESO TEL AMBI RHUM"], ", unit: percent")
        add("focus_z", "null")
    }

    /// A text as YAML has it, in quotation marks where it must.
    static func quoted(_ text: String) -> String {
        let isPlain =
            (text.unicodeScalars.first?.properties.isAlphabetic ?? false)
            && text.unicodeScalars.allSatisfy {
                $0.isASCII
                    && ($0.properties.isAlphabetic || $0.properties.numericType != nil
                        || "-_.+".unicodeScalars.contains($0))
            } && !["y", "n", "yes", "no", "true", "false", "null", "on", "off"].contains(text.lowercased())
        return isPlain
            ? text : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}
