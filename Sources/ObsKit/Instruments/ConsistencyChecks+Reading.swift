internal import ObsDocuments
internal import ObsFITS
internal import ObsText
internal import ObsTranslation

extension ConsistencyChecks {
    /// Reads `consistency:` of an instrument.yaml.
    init(_ node: Node, problems: Problems) {
        self.init()
        guard let reader = FormatReader(node, ConsistencyKeys.checks, problems) else { return }
        defer { reader.finish() }
        if let mode = reader.given(ConsistencyKeys.altAz), let word = mode.string(problems) {
            if let known = AltAz(rawValue: word) {
                altAz = known
            } else {
                problems.error(.unknownWord, at: mode, "altaz cannot be '\(word)'", hint: "it is off, fast or exact")
            }
        }
        if let limit = reader[ConsistencyKeys.altAzLimit] { altAzLimit = limit }
        if let limit = reader[ConsistencyKeys.airmass] { airmassLimit = limit }
        if let limit = reader[ConsistencyKeys.intervalSlack] { intervalSlack = limit }
        if let mode = reader.given(ConsistencyKeys.detectorSerial), let word = mode.string(problems) {
            if word == "off" {
                comparesSerial = false
            } else if word != "compared" {
                problems.error(
                    .unknownWord, at: mode, "detector_serial cannot be '\(word)'", hint: "it is compared or off")
            }
        }
        if let compares = reader[ConsistencyKeys.observationIDDay] {
            comparesObservationIDDay = compares
        }
        if let pairs = reader.given(ConsistencyKeys.sameTime) {
            timePairs = TimePair.all(
                declared: pairs.items("same_time", problems).compactMap { TimePair($0, problems: problems) })
        }
        if let names = reader.given(ConsistencyKeys.mayDiffer) {
            mayDiffer = Set(names.items("may_differ", problems).compactMap { Self.comparedProperty($0, problems) })
        }
    }

    /// The properties in which the observations of one file are compared.
    static let comparedProperties: [ObservationProperty] = [.exposureID, .datetimeBegin, .physicalFilter]

    private static func comparedProperty(_ node: Node, _ problems: Problems) -> ObservationProperty? {
        guard let name = node.string(problems) else { return nil }
        if let known = comparedProperties.first(where: { $0.name == name }) { return known }
        problems.error(
            .unknownWord, at: node, "the observations of a file are not compared in '\(name)'",
            hint: "it is \(comparedProperties.map(\.name).joined(separator: ", "))")
        return nil
    }
}

extension TimePair {
    /// Reads a member of `same_time:`.
    convenience init?(_ node: Node, problems: Problems) {
        guard let reader = FormatReader(node, ConsistencyKeys.timePair, problems) else { return nil }
        defer { reader.finish() }
        let mjd = reader[ConsistencyKeys.mjd]
        let date = reader[ConsistencyKeys.date]
        let timeOfDay = reader[ConsistencyKeys.timeOfDay]
        let mayBeNextDay = reader[ConsistencyKeys.nextDay]
        let tolerance = reader[ConsistencyKeys.tolerance]
        guard let mjd, let date else { return nil }
        self.init(
            mjd: Keyword(mjd), date: Keyword(date), timeOfDay: timeOfDay.map { Keyword($0) },
            mayBeNextDay: mayBeNextDay ?? false, tolerance: tolerance ?? 1)
    }
}
