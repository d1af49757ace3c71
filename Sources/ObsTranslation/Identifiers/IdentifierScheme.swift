/// The identifiers of an instrument: how its integers are made, and when its day changes.
///
/// ```swift
/// let scheme = try catalog.instrument(named: "LSSTCam").identifiers
/// let id = try scheme.exposureID(["day": 20250415, "sequence": 228, "controller": "O"])   // 2025041500228
/// try scheme.parts(ofExposureID: id)["sequence"]                                          // 228
/// let packed = try scheme.detectorExposureID(exposure: id, detector: 94)
/// try scheme.exposureAndDetector(ofDetectorExposureID: packed)                            // (2025041500228, 94)
/// ```
public struct IdentifierScheme: Hashable, Sendable {
    /// The instrument's name.
    package let instrument: String
    /// The exposure's id; nil when the package does not describe it.
    package let exposure: IdentifierLayout?
    /// The id of the visit that is one exposure by itself; nil when it is the exposure's.
    package let exposureVisit: IdentifierLayout?
    /// The id of what one detector saw in one exposure, as the property `detector_exposure_id` has it.
    package let detectorExposure: IdentifierLayout?
    /// Other layouts of exposure and detector in one integer, by name.
    package let packers: [String: IdentifierLayout]
    /// The packer that is used where none is named.
    package let defaultPacker: String?
    /// How groups are numbered; nil when they are not.
    package let groups: GroupIdentifiers?
    /// When the day changes; nil when the package does not describe it.
    package let days: ObservingDays?
    /// Whether what describes them has mistakes, so that what is not here may be written there.
    package let isBroken: Bool

    /// A scheme that describes nothing, so that every question is an error.
    package init(instrument: String) { self.init(instrument: instrument, isBroken: false) }

    /// The scheme of an instrument whose description cannot be read.
    package static func unreadable(_ instrument: String) -> IdentifierScheme {
        IdentifierScheme(instrument: instrument, isBroken: true)
    }

    private init(instrument: String, isBroken: Bool) {
        self.instrument = instrument
        (exposure, exposureVisit, detectorExposure, groups, days, defaultPacker) = (nil, nil, nil, nil, nil, nil)
        packers = [:]
        self.isBroken = isBroken
    }

    /// Everything that is described, with the names of `instrument.yaml`.
    package var layouts: [(name: String, layout: IdentifierLayout)] {
        [("exposure_id", exposure), ("exposure_visit_id", exposureVisit), ("detector_exposure_id", detectorExposure)]
            .compactMap { name, layout in layout.map { (name, $0) } }
            + packers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

extension IdentifierScheme {
    /// Puts an exposure's id together.
    ///
    /// - Throws: `IdentifierError`, see `IdentifierLayout.pack(_:)`; `notDescribed`
    package func exposureID(_ parts: [String: IdentifierValue]) throws(IdentifierError) -> Int {
        try described(exposure, "exposure ids").pack(parts)
    }

    /// Takes an exposure's id apart.
    ///
    /// - Throws: `IdentifierError`: `notAnIdentifier`, `notDescribed`
    package func parts(ofExposureID identifier: Int) throws(IdentifierError) -> IdentifierParts {
        try described(exposure, "exposure ids").unpack(identifier)
    }

    /// The id of what a detector saw in an exposure.
    ///
    /// - Throws: `IdentifierError`, see `IdentifierLayout.pack(_:)`; `notAnIdentifier` for the exposure; `notDescribed`
    package func detectorExposureID(exposure: Int, detector: Int) throws(IdentifierError) -> Int {
        try pack(described(detectorExposure, "detector-exposure ids"), exposure, detector, [:])
    }

    /// The exposure and the detector of such an id.
    ///
    /// - Throws: `IdentifierError`: `notAnIdentifier`, `notDescribed`
    package func exposureAndDetector(
        ofDetectorExposureID identifier: Int
    ) throws(IdentifierError) -> (exposure: Int, detector: Int) {
        let found = try unpack(described(detectorExposure, "detector-exposure ids"), identifier)
        return (found.exposure, found.detector)
    }

    /// Exposure and detector in one integer, by a packer.
    ///
    /// - Parameters:
    ///   - exposure: the exposure's id
    ///   - detector: the detector's number
    ///   - packer: the packer's name; nil for the instrument's own
    ///   - others: values of further parts of the packer
    /// - Returns: the integer
    /// - Throws: `IdentifierError`, see `IdentifierLayout.pack(_:)`; `notAnIdentifier` for the exposure; `notDescribed`
    package func packed(
        exposure: Int, detector: Int, packer: String? = nil, others: [String: IdentifierValue] = [:]
    ) throws(IdentifierError) -> Int {
        try pack(layout(ofPacker: packer), exposure, detector, others)
    }

    /// What a packer's integer is made of.
    ///
    /// - Parameters:
    ///   - identifier: the integer
    ///   - packer: the packer's name; nil for the instrument's own
    /// - Returns: the exposure's id, the detector's number, and the further parts
    /// - Throws: `IdentifierError`: `notAnIdentifier`, `notDescribed`
    package func unpacked(
        _ identifier: Int, packer: String? = nil
    ) throws(IdentifierError) -> (exposure: Int, detector: Int, others: [String: IdentifierValue]) {
        try unpack(layout(ofPacker: packer), identifier)
    }

    /// A layout by the name that `layouts` gives it.
    ///
    /// - Throws: `IdentifierError` (`notDescribed`) that names those that there are
    package func layout(named name: String) throws(IdentifierError) -> IdentifierLayout {
        if let layout = layouts.first(where: { $0.name == name })?.layout { return layout }
        let known = layouts.map(\.name)
        throw IdentifierError(
            .notDescribed,
            "\(instrument) has no identifier '\(name)'; "
                + (known.isEmpty ? "its package describes none" : "there are \(known.joined(separator: ", "))"))
    }

    private func layout(ofPacker name: String?) throws(IdentifierError) -> IdentifierLayout {
        if let layout = (name ?? defaultPacker).flatMap({ packers[$0] }) { return layout }
        let known = packers.keys.sorted().joined(separator: ", ")
        throw IdentifierError(
            .notDescribed,
            "\(instrument) has no packer\(name.map { " '\($0)'" } ?? ""); "
                + (known.isEmpty ? "its package describes none" : "there are \(known)"))
    }

    private func described(_ layout: IdentifierLayout?, _ what: String) throws(IdentifierError) -> IdentifierLayout {
        guard let layout else {
            throw IdentifierError(
                .notDescribed,
                "the package of \(instrument) does not describe \(what); add identifiers: to instrument.yaml")
        }
        return layout
    }

    private func pack(
        _ layout: IdentifierLayout, _ exposure: Int, _ detector: Int, _ others: [String: IdentifierValue]
    ) throws(IdentifierError) -> Int {
        var values = others
        values[IdentifierInput.exposure] = .integer(exposure)
        values["detector"] = .integer(detector)
        return try IdentifierComposer.compose(layout.recipes(exposure: self.exposure), values)
    }

    private func unpack(
        _ layout: IdentifierLayout, _ identifier: Int
    ) throws(IdentifierError) -> (exposure: Int, detector: Int, others: [String: IdentifierValue]) {
        var values = try layout.unpack(identifier).values
        guard case .integer(let detector)? = values.removeValue(forKey: "detector") else {
            throw IdentifierError(.notAnIdentifier, "the identifiers of this layout have no detector")
        }
        if case .integer(let exposure)? = values.removeValue(forKey: "exposure") { return (exposure, detector, values) }
        let layout = try described(self.exposure, "exposure ids")
        let names = layout.partNames
        let exposure = try layout.pack(values.filter { names.contains($0.key) })
        return (exposure, detector, values.filter { !names.contains($0.key) })
    }
}
