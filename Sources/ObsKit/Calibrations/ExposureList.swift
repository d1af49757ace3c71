internal import ObsCalibrations
internal import ObsDocuments
internal import ObsText
internal import ObsTime
internal import ObsTranslation

/// Exposures with the detectors that were read, as `obskit translate --format ndjson` lists them.
package struct ExposureList: Sendable {
    /// An exposure.
    package struct Entry: Hashable, Sendable {
        /// Its OBSID; the name of its file when it has none.
        package let name: String
        /// What a look-up must know of it besides the detector.
        package var exposure: CalibrationExposure
        /// The detectors that were read.
        package var detectors: [Int]
    }

    /// The exposures, in the order in which they came; the detectors of one stand together.
    package private(set) var entries: [Entry] = []

    /// Reads lines of NDJSON, each a detector of an exposure.
    ///
    /// - Parameters:
    ///   - bytes: the lines
    ///   - file: the name of the file, for messages
    ///   - problems: takes what is wrong, and each line without an observation, or whose time or detector is not known
    package init(ndjson bytes: [UInt8], file: String, problems: Problems) {
        var places: [String: Int] = [:]
        for line in Document.jsonLines(bytes, file: file, allowNonFinite: true) {
            do {
                let root = try line.get().root
                guard let node = root["info"] else {
                    problems.warning(
                        .missingKey, at: root,
                        "\(root["source"]?.text ?? "the line") has no observation, and is left out")
                    continue
                }
                let info = try ObservationInfo(wireForm: node)
                guard let detector = info.detectorNum,
                    let interval = info.datetimeBegin.flatMap({ Validity.ofExposure(from: $0, to: info.datetimeEnd) })
                else {
                    problems.warning(
                        .missingKey, at: node, "the time or the detector is not known, and the line is left out")
                    continue
                }
                let name = info.observationID ?? root["source"]?.text ?? "?"
                if let place = places[name] {
                    entries[place].detectors.append(detector)
                } else {
                    places[name] = entries.count
                    let exposure = CalibrationExposure(during: interval, filter: info.physicalFilter)
                    entries.append(Entry(name: name, exposure: exposure, detectors: [detector]))
                }
            } catch {
                problems.report(error, else: .wrongType)
            }
        }
    }
}
