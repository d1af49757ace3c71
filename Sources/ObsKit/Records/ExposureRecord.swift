package import ObsDocuments
internal import ObsTime
internal import ObsTranslation

/// What an exposure is, as JSON: members that several kinds of records share.
package enum ExposureRecord {
    /// Writes what an exposure is, into an object that is open.
    ///
    /// - Parameters:
    ///   - exposure: the exposure
    ///   - writer: takes the members; times are TAI
    package static func writeMembers(_ exposure: Exposure, to writer: inout JSONWriter) {
        writer.member("instrument", exposure.instrument)
        writer.member("exposure_id", exposure.id)
        writer.member("observation_id", exposure.observationID)
        writer.member("begin", exposure.interval?.begin?.isoText(scale: .tai))
        writer.member("end", exposure.interval?.end?.isoText(scale: .tai))
        writer.member("physical_filter", exposure.physicalFilter)
        writer.member("observation_type", exposure.observationType)
        writer.member("observation_kind", exposure.kind?.rawValue)
    }
}
