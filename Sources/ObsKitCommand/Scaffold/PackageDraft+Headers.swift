internal import ObsFITS
internal import ObsKit
internal import ObsTranslation

extension PackageDraft {
    /// A package drafted from real headers: what is recognized by its name, and marks where a person must decide.
    ///
    /// - Parameters:
    ///   - name: the name of the package and of its instrument
    ///   - survey: the headers
    init(_ name: String, from survey: HeaderSurvey) {
        let rules = RuleDraft(survey, name: name)
        let sources = survey.files.map { String($0.path.split(separator: "/").last ?? "") }
        files = [
            "package.yaml": """
            schema: obskit/package/1
            name: \(name)
            version: 0.1.0
            \(Self.mark): what is the camera, and on which telescope?
            about: The camera \(name), drafted from its headers.
            requires: {obskit: 1}
            instruments: [\(name)]

            """,
            "README.md":
                "# \(name)\n\nThe camera \(name), drafted by obskit new from \(sources.joined(separator: ", ")).\n",
            "instrument.yaml": Self.instrument(name, survey),
            "filters.yaml": Self.filters(rules, survey),
            "translation.yaml": rules.text,
        ]
    }

    private static func instrument(_ name: String, _ survey: HeaderSurvey) -> String {
        // A card by which the camera is named, with one value in all files.
        let naming = ["INSTRUME", "CAMERA", "DETECTOR", "TELESCOP", "ORIGIN"].first { card in
            survey.texts(card).count == 1 && survey.values(card).count == survey.headers.count
        }
        let condition =
            naming.map { "{card: \($0), equals: \(RuleDraft.quoted(survey.texts($0)[0]))}" }
            ?? "{card: INSTRUME, equals: \(RuleDraft.quoted(name))}"
        let isSure = naming == "INSTRUME"
        var layout: String
        switch survey.layout {
        case .primary: layout = "headers: {from: primary}"
        case .merged: layout = "headers: {from: merged, hdus: [0, 1]}"
        case .each(let card):
            layout = "headers: {from: each, where: {card: \(card), is: defined}, inherit: primary}"
        }
        if survey.files.contains(where: { $0.hdus.count > 1 }) {
            layout = "\(mark): is this how observations lie in a file with several HDUs?\n" + layout
        }
        return """
            schema: obskit/instrument/1
            name: \(name)
            \(mark): what is it, in a sentence?
            about: The camera \(name), drafted from its headers.
            \(mark): \(isSure ? "does no other camera say so?" : "no INSTRUME names the camera in all files; what does?")
            detection:
              - {when: \(condition), weight: 100}
            \(layout)
            \(mark): how large can exposure ids and detector numbers become, for good?
            identifiers:
              exposure_id: [{part: exposure, size: 1000000000000000}]
              detector_exposure_id: [{part: detector, size: 1000}, {part: exposure, size: 1000000000000000}]
              \(mark): how many seconds after midnight TAI does the observing day begin? 43200 in Chile
              observing_day: [{offset_s: 0}]
            \(mark): describe the chips in camera/, as obskit new writes them without headers, and take these two lines away
            camera: none
            camera_reason: The headers alone do not say where the chips are.

            """
    }

    private static func filters(_ rules: RuleDraft, _ survey: HeaderSurvey) -> String {
        let names = rules.filterCard.map { survey.texts($0) } ?? ["none"]
        let bands: Set<Character> = ["u", "g", "r", "i", "z", "y"]
        let lines = names.map { name -> String in
            let first = name.lowercased().first
            let isBand = name.count == 1 && first.map { bands.contains($0) } ?? false
            let band = isBand ? name.lowercased() : "unknown"
            return
                "\(mark): band and wavelength of \(name)\n  - {name: \(RuleDraft.quoted(name)), band: \(band == "y" ? "'y'" : band)}"
        }
        return """
            schema: obskit/filters/1
            filters:
              \(lines.joined(separator: "\n  "))

            """
    }

    /// Golden headers of the files, by what the drafted rules make of them: one of each type of observation, three at most.
    ///
    /// - Parameters:
    ///   - survey: the headers
    ///   - name: the instrument
    ///   - folder: where the package was written
    /// - Returns: golden headers by their paths in the package
    /// - Throws: `DiagnosticsError` when the package cannot be read
    static func goldenHeaders(_ survey: HeaderSurvey, of name: String, in folder: String) throws -> [String: String] {
        let catalog = InstrumentCatalog(folders: [folder])
        let instrument = try catalog.instrument(named: name)
        let structure = [
            "INSTRUME", "CAMERA", "DETECTOR", "TELESCOP", "ORIGIN", "EXTNAME", "INHERIT", "CCDNUM", "CCDID", "CHIPID",
        ]
        let wanted = Set((instrument.translator.rules.keywords + structure).map { Keyword($0) })
        var golden: [String: String] = [:]
        for file in survey.files where golden.count < 3 {
            // A long file repeats itself: two of its chips are enough.
            let headers = file.hdus.prefix(3).map { header in
                Header(
                    cards: header.filter { wanted.contains($0.keyword) && !$0.value.isText("COMPRESSED_IMAGE") })
            }
            let sample = GoldenSample(hdus: Array(headers))
            let translation = try catalog.open(bytes: sample.fits, named: file.path, as: name).translate()
            guard let first = translation.observations.first?.report.info else { continue }
            let type = first.observationType ?? "unknown"
            let stem = String(type.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
            let path = "conformance/headers/\(stem).yaml"
            if golden[path] != nil { continue }
            golden[path] = sample.yaml(
                of: name, from: file.path, observations: translation.observations.map(\.report.info))
        }
        return golden
    }
}

extension HeaderValue {
    fileprivate func isText(_ text: String) -> Bool { stringValue?.trimmed == text }
}
