public import ObsText
public import ObsTranslation

/// The visits of exposures of one instrument, and the exposures that are in none.
public struct Visits: Hashable, Sendable {
    /// An exposure that is in no visit.
    public struct Unvisited: Hashable, Sendable {
        /// Why an exposure is in no visit; a word for tools.
        public enum Reason: String, Hashable, Sendable, CaseIterable {
            /// It says no position of the boresight.
            case noBoresight = "no-boresight"
            /// It says no rotation angle in the sky.
            case noSkyAngle = "no-sky-angle"
            /// No light of the sky could reach the detector: the dome or the shutter was closed.
            case cannotSeeSky = "cannot-see-sky"
            /// It lacks what its visit would be made of; a diagnostic says what.
            case unnumbered
        }

        /// The exposure: the observation of its first detector.
        public let exposure: ObservationInfo
        /// Why it is in no visit.
        public let reason: Reason
    }

    /// The name of the instrument.
    public let instrument: String
    /// The systems that visits were made by.
    public let systems: [VisitSystem]
    /// The visits, by day, number of the first exposure, and id.
    public let visits: [Visit]
    /// The exposures that are in no visit, in the order of their ids.
    public let unvisited: [Unvisited]
    /// What was noticed: groups that are not complete, exposures without numbers, ids for which packers have no room.
    public let diagnostics: [Diagnostic]
}

extension Visits {
    /// The properties of observations that visits are made of.
    package static var properties: [ObservationProperty] { [.exposureID, .detectorNum] + shared }

    /// What all detectors of an exposure share.
    static let shared: [ObservationProperty] = [
        .observationID, .trackingRADec, .boresightRotationAngle, .boresightRotationCoord, .canSeeSky, .exposureGroup,
        .observingDay, .observationCounter, .groupCounterStart, .groupCounterEnd, .physicalFilter, .object,
        .scienceProgram, .observationReason, .exposureTimeRequested, .datetimeBegin, .datetimeEnd, .altAzBegin,
    ]
}

extension Instrument {
    /// The visits of observations of this instrument, in whatever order they are given.
    ///
    /// An exposure has visits only if it says where it looks (`tracking_radec`) and how it is turned in the sky, and if `can_see_sky`
    /// is not false. What the first detector of an exposure says holds for the exposure; where others say something else, a
    /// diagnostic names it.
    ///
    /// - Parameters:
    ///   - observations: translated headers, one or more for each exposure
    ///   - systems: the systems; the instrument's own where it is nil
    /// - Returns: the visits, what is in none, and what was noticed
    public func visits(of observations: some Sequence<ObservationInfo>, systems: [VisitSystem]? = nil) -> Visits {
        var grouping = VisitGrouping(
            instrument: name, identifiers: identifiers, systems: systems ?? visitSystems,
            daysMayDiffer: translator.checks.mayDiffer.contains(.observingDay))
        grouping.add(observations)
        return grouping.result()
    }
}
