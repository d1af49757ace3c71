internal import ObsDocuments
internal import ObsKit
internal import ObsText
internal import ObsTime

/// What is behind an obk_exposure.
final class ExposureObject: HandleObject {
    static let kind = HandleKind.exposure

    let exposure: Exposure
    /// Instrument, name, filter, type and kind.
    let texts: TextBlock

    init(_ exposure: Exposure) {
        self.exposure = exposure
        texts = TextBlock([
            exposure.instrument, exposure.observationID ?? "", exposure.physicalFilter ?? "",
            exposure.observationType ?? "", exposure.kind?.rawValue ?? "",
        ])
    }

    /// What is known of it.
    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("instrument", exposure.instrument)
        writer.member("exposure_id", exposure.id)
        writer.member("observation_id", exposure.observationID)
        writer.member("begin", exposure.interval?.begin?.isoText(scale: .tai))
        writer.member("end", exposure.interval?.end?.isoText(scale: .tai))
        writer.member("physical_filter", exposure.physicalFilter)
        writer.member("observation_type", exposure.observationType)
        writer.member("observation_kind", exposure.kind?.rawValue)
        writer.member("observing_day", exposure.observingDay)
        writer.key("detectors")
        writer.beginArray()
        for detector in exposure.detectors { writer.value(detector) }
        writer.endArray()
        exposure.diagnostics.writeMember(to: &writer)
        writer.endObject()
        return writer.text
    }
}
