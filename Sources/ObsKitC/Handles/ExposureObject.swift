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
        ExposureRecord.writeMembers(exposure, to: &writer)
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
