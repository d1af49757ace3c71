// obskit.h gives the functions their names and says what they do.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CObsKit
internal import ObsDocuments
internal import ObsKit

@c @implementation
public func obk_visits_json(
    _ catalog: OpaquePointer?, _ exposures: UnsafePointer<OpaquePointer?>?, _ count: Int, _ json: TextPlace?,
    _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(json, "json") {
            let catalog = try unsafe object(catalog, Catalog.self, "catalog")
            let exposures = try unsafe list(exposures, count, "exposures").map {
                try unsafe object($0, ExposureObject.self, "exposures").exposure
            }
            var writer = JSONWriter()
            writer.beginArray()
            for visits in try catalog.instruments.visits(of: exposures) { VisitsRecord.write(visits, to: &writer) }
            writer.endArray()
            return writer.text
        }
    }
}
