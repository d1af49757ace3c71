internal import ObsFITS
internal import ObsGeometry
internal import ObsText
internal import ObsTime
internal import ObsTranslation

/// What the observations of one file contradict in each other, and in what the file should hold.
struct FileContradictions {
    /// One observation of the file.
    struct Part {
        /// The index of the HDU.
        let hdu: Int
        /// The name of the HDU, if it has one.
        let name: String?
        /// The observation.
        let info: ObservationInfo

        /// The HDU in words.
        var words: String { name.map { "HDU \(hdu) (\($0))" } ?? "HDU \(hdu)" }
    }

    /// What is wrong with the file; a detector that is there twice is among it.
    private(set) var ofFile: [Diagnostic] = []
    /// What is wrong with single observations, by their index.
    private(set) var ofObservations: [(index: Int, problem: Diagnostic)] = []

    /// Compares the observations of a file.
    ///
    /// - Parameters:
    ///   - parts: the observations, in the order of the HDUs
    ///   - instrument: the instrument, which says what may differ and what a file holds
    ///   - hdus: the headers that were read of the file
    ///   - isWhole: whether they are of a file that was read to its end, and not of a dump or a file that is cut
    init(_ parts: [Part], instrument: Instrument, hdus: [FileHeader], isWhole: Bool) {
        if parts.count > 1 {
            addTwins(parts)
            let mayDiffer = instrument.translator.checks.mayDiffer
            for property in ConsistencyChecks.comparedProperties where !mayDiffer.contains(property) {
                if let problem = Self.difference(property, parts) { ofFile.append(problem) }
            }
        }
        ofFile += Self.unrecognized(hdus, parts, instrument)
        if isWhole, let problem = Self.missing(parts.map(\.info), instrument, in: "the file") { ofFile.append(problem) }
    }

    private struct DetectorOfExposure: Hashable {
        let detector: Int
        let exposure: Int
    }

    /// A detector that the file holds twice is an error of the file and of both observations.
    private mutating func addTwins(_ parts: [Part]) {
        guard Self.hasTwins(parts) else { return }
        var byDetector: [DetectorOfExposure: [Int]] = [:]
        var byID: [Int: [Int]] = [:]
        for (index, part) in parts.enumerated() {
            if let detector = part.info.detectorNum, let exposure = part.info.exposureID {
                byDetector[DetectorOfExposure(detector: detector, exposure: exposure), default: []].append(index)
            }
            if let id = part.info.detectorExposureID { byID[id, default: []].append(index) }
        }
        let detectors = byDetector.filter { $0.value.count > 1 }
        let told = Set(detectors.values)
        let identifiers = byID.filter { $0.value.count > 1 && !told.contains($0.value) }
        let found =
            detectors.map { ($0.value, "detector \($0.key.detector) of exposure \($0.key.exposure)") }
            + identifiers.map { ($0.value, "the observation of detector_exposure_id \($0.key)") }
        for (indices, what) in found.sorted(by: { $0.0.lexicographicallyPrecedes($1.0) }) {
            let places = indices.map { parts[$0].words }.joined(separator: " and ")
            let problem = Diagnostic(
                .error, .detectorTwice, at: nil, "\(places) are each \(what): a file holds a detector once",
                hint: "one of the HDUs states the wrong detector: compare their cards")
            ofFile.append(problem)
            ofObservations += indices.map { ($0, problem) }
        }
    }

    /// Whether two observations are of one detector and exposure, or of one identifier: in nearly no file.
    private static func hasTwins(_ parts: [Part]) -> Bool {
        var detectors: Set<DetectorOfExposure> = []
        var identifiers: Set<Int> = []
        detectors.reserveCapacity(parts.count)
        identifiers.reserveCapacity(parts.count)
        for part in parts {
            if let detector = part.info.detectorNum, let exposure = part.info.exposureID,
                !detectors.insert(DetectorOfExposure(detector: detector, exposure: exposure)).inserted
            {
                return true
            }
            if let id = part.info.detectorExposureID, !identifiers.insert(id).inserted { return true }
        }
        return false
    }

    /// A property that has several values in the observations of a file.
    private static func difference(_ property: ObservationProperty, _ parts: [Part]) -> Diagnostic? {
        guard
            let difference = PropertyDifference(
                count: parts.count, value: { parts[$0].info[property] }, place: { parts[$0].words })
        else { return nil }
        return Diagnostic(
            .warning, .fileDisagrees, at: nil,
            "the observations of one file differ in \(property.name): \(difference)",
            hint: "where that is as it should be, say consistency: {may_differ: [\(property.name)]} in instrument.yaml")
    }

    /// Images where the camera has detectors that no observation is of: the card that tells HDUs apart may be damaged.
    private static func unrecognized(
        _ hdus: [FileHeader], _ parts: [Part], _ instrument: Instrument
    ) -> [Diagnostic] {
        guard case .each(let condition) = instrument.headerLayout.from, parts.count < hdus.count else { return [] }
        let others = hdus.filter { hdu in hdu.hdu > 0 && !parts.contains { $0.hdu == hdu.hdu } && hdu.header.isOfImage }
        guard !others.isEmpty, let date = parts.lazy.compactMap(\.info.datetimeBegin).first,
            let camera = try? instrument.cameraDirectory?.history().camera(at: date)
        else { return [] }
        let there = Set(parts.compactMap(\.info.detectorNum))
        return others.compactMap { hdu in
            guard let detector = camera.detectors.first(where: { !there.contains($0.id) && $0.isIn(hdu) }) else {
                return nil
            }
            let place = hdu.name.map { "HDU \(hdu.hdu) (\($0))" } ?? "HDU \(hdu.hdu)"
            let demand =
                condition.map { "what instrument.yaml demands of it does not hold: \($0.words)" }
                ?? "nothing recognizes its header as one"
            return Diagnostic(
                .warning, .unrecognizedHDU, at: nil,
                "\(place) has an image where camera \(camera.name) has detector \(detector.name), and holds no observation: "
                    + demand,
                hint: "a card of the HDU is missing or damaged; fetch the file again")
        }
    }

    /// Detectors that a whole file, or the whole files of an exposure, should hold and do not.
    ///
    /// - Parameters:
    ///   - observations: those that are there
    ///   - instrument: the instrument, which says what its files hold
    ///   - place: what should hold them, in words
    /// - Returns: what is missing; nil where nothing is, or where the instrument's files may hold some detectors
    static func missing(_ observations: [ObservationInfo], _ instrument: Instrument, in place: String) -> Diagnostic? {
        let types = instrument.headerLayout.whole
        guard !types.isEmpty, let date = observations.lazy.compactMap(\.datetimeBegin).first,
            let camera = try? instrument.cameraDirectory?.history().camera(at: date)
        else { return nil }
        let there = Set(observations.compactMap(\.detectorNum))
        let wanted = camera.detectors.filter { types.contains($0.type) }
        let missing = wanted.filter { !there.contains($0.id) }
        guard !missing.isEmpty else { return nil }
        let names = missing.prefix(5).map { "\($0.name) (detector \($0.id))" }.joined(separator: ", ")
        let rest = missing.count > 5 ? " and \(missing.count - 5) more" : ""
        return Diagnostic(
            .warning, .missingDetectors, at: nil,
            "\(place) holds \(wanted.count - missing.count) of the \(wanted.count) detectors that camera \(camera.name) has: "
                + "\(names)\(rest) \(missing.count == 1 ? "is" : "are") missing",
            hint: "fetch the file again, unless it was cut out of another")
    }
}

extension Header {
    /// Whether the HDU holds an image of two axes or more.
    fileprivate var isOfImage: Bool { (self["NAXIS"]?.integerValue ?? 0) >= 2 && self["TFIELDS"] == nil }
}

extension Detector {
    /// Whether the camera has its image in an HDU: by the name of the HDU, and by its number where it has none.
    fileprivate func isIn(_ hdu: FileHeader) -> Bool {
        switch slot.rawImage {
        case .detector: hdu.name == name
        case .hdu(let number): number == hdu.hdu
        case .named(let name, let number): hdu.name.map { $0.uppercased() == name } ?? (number == hdu.hdu)
        }
    }
}

extension Diagnostic.Code {
    /// An HDU where the camera has a detector holds no observation.
    package static let unrecognizedHDU = Self(rawValue: "unrecognized-hdu")
    /// Two observations of one file are of one detector in one exposure.
    package static let detectorTwice = Self(rawValue: "detector-twice")
    /// The observations of one file differ in what they should share.
    package static let fileDisagrees = Self(rawValue: "file-disagrees")
    /// A file lacks detectors, though files of its instrument hold all of them.
    package static let missingDetectors = Self(rawValue: "missing-detectors")
}
