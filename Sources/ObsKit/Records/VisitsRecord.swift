package import ObsDocuments
internal import ObsText
internal import ObsTime

/// The visits of an instrument as JSON: an element of `obskit visits --format json`.
package enum VisitsRecord {
    /// The schema of an element.
    private static let schema = "obskit/visit-list/1"

    /// Writes the visits of an instrument.
    ///
    /// - Parameters:
    ///   - visits: the visits
    ///   - writer: takes the object
    package static func write(_ visits: Visits, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("schema", schema)
        writer.member("instrument", visits.instrument)
        writer.key("systems")
        writer.beginArray()
        for system in visits.systems {
            writer.beginObject()
            writer.member("id", system.id)
            writer.member("name", system.rawValue)
            writer.endObject()
        }
        writer.endArray()
        writer.key("visits")
        writer.beginArray()
        for visit in visits.visits { write(visit, to: &writer) }
        writer.endArray()
        writer.key("unvisited")
        writer.beginArray()
        for one in visits.unvisited {
            writer.beginObject()
            writer.member("exposure_id", one.exposure.exposureID)
            writer.member("observation_id", one.exposure.observationID)
            writer.member("reason", one.reason.rawValue)
            writer.endObject()
        }
        writer.endArray()
        visits.diagnostics.writeMember(to: &writer)
        writer.endObject()
    }

    private static func write(_ visit: Visit, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", visit.id)
        writer.member("name", visit.name)
        for (key, numbers) in [
            ("systems", visit.systems.map(\.id)), ("exposures", visit.exposures.compactMap(\.exposureID)),
            ("missing_counters", visit.missing),
        ] {
            writer.key(key)
            writer.beginArray()
            for number in numbers { writer.value(number) }
            writer.endArray()
        }
        writer.member("observing_day", visit.observingDay)
        writer.member("sequence_number", visit.sequenceNumber)
        writer.member("begin_tai", visit.begin?.isoText(scale: .tai))
        writer.member("end_tai", visit.end?.isoText(scale: .tai))
        writer.member("exposure_time_s", visit.exposureTime)
        writer.member("physical_filter", visit.physicalFilter)
        writer.member("object", visit.object)
        writer.member("science_program", visit.scienceProgram)
        writer.member("observation_reason", visit.observationReason)
        writer.member("azimuth_deg", visit.azimuth)
        writer.member("zenith_angle_deg", visit.zenithAngle)
        writer.endObject()
    }
}
