// obskit.h gives the functions their names and says what they do.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CObsKit
internal import ObsKit
internal import ObsText
internal import ObsTime

@c @implementation
public func obk_exposure_new(
    _ catalog: OpaquePointer?, _ observations: UnsafePointer<OpaquePointer?>?, _ count: Int, _ exposure: HandlePlace?,
    _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(exposure, "exposure") {
            let catalog = unsafe try object(catalog, Catalog.self, "catalog")
            let observations = unsafe try list(observations, count, "observations").map {
                unsafe try object($0, Observation.self, "observations")
            }
            guard let first = observations.first else {
                throw CallError.wrong("count", "is 0; an exposure has an observation at least")
            }
            let instrument = try catalog.instruments.instrument(named: first.instrument)
            return ExposureObject(try instrument.exposure(of: Observation.files(observations)))
        }
    }
}

@c @implementation
public func obk_exposures_of(
    _ catalog: OpaquePointer?, _ observations: UnsafePointer<OpaquePointer?>?, _ count: Int, _ exposed: obk_exposed?,
    _ context: UnsafeMutableRawPointer?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        let catalog = unsafe try object(catalog, Catalog.self, "catalog")
        guard let exposed = unsafe exposed else { throw CallError.null("exposed") }
        let observations = unsafe try list(observations, count, "observations").map {
            unsafe try object($0, Observation.self, "observations")
        }
        for exposure in try catalog.instruments.exposures(of: Observation.files(observations)) {
            let handle = unsafe try HandleTable.shared.insert(ExposureObject(exposure), .exposure)
            defer { unsafe HandleTable.shared.remove(handle, .exposure) }
            if unsafe exposed(handle, context) != 0 { throw CallError.stopped }
        }
    }
}

@c @implementation
public func obk_exposure_retain(_ exposure: OpaquePointer?) -> OpaquePointer? {
    unsafe giving(nil) {
        unsafe try HandleTable.shared.insert(try object(exposure, ExposureObject.self, "exposure"), .exposure)
    }
}

@c @implementation
public func obk_exposure_observation(
    _ exposure: OpaquePointer?, _ index: Int, _ observation: HandlePlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(observation, "observation") {
            let exposure = unsafe try object(exposure, ExposureObject.self, "exposure").exposure
            guard exposure.observations.indices.contains(index) else {
                throw CallError.beyond("index", index, exposure.observations.count, "observations")
            }
            let one = exposure.observations[index]
            return Observation(
                source: one.source ?? "", hdu: one.hdu ?? -1, hduName: one.hduName, instrument: exposure.instrument,
                report: one.report)
        }
    }
}

@c @implementation
public func obk_exposure_files(
    _ catalog: OpaquePointer?, _ paths: UnsafePointer<UnsafePointer<CChar>?>?, _ count: Int,
    _ instrument: UnsafePointer<CChar>?, _ exposure: HandlePlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(exposure, "exposure") {
            let catalog = unsafe try object(catalog, Catalog.self, "catalog")
            let paths = unsafe try list(paths, count, "paths").map { unsafe try fileName($0, "paths") }
            let name = unsafe try optionalText(instrument, "instrument")
            return ExposureObject(try catalog.instruments.exposure(files: paths, as: name))
        }
    }
}

@c @implementation
public func obk_exposure_describe(
    _ exposure: OpaquePointer?, _ facts: UnsafeMutablePointer<obk_exposure_facts>?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try fill(facts, "facts") {
            let object = unsafe try object(exposure, ExposureObject.self, "exposure")
            let exposure = object.exposure
            var one = unsafe obk_exposure_facts()
            unsafe one.id = Int64(exposure.id ?? 0)
            unsafe one.has_id = exposure.id == nil ? 0 : 1
            unsafe one.observing_day = Int32(clamping: exposure.observingDay ?? 0)
            unsafe one.begin_tai_ns = exposure.interval?.begin?.nanoseconds ?? 0
            unsafe one.end_tai_ns = exposure.interval?.end?.nanoseconds ?? 0
            unsafe one.detectors = exposure.detectors.count
            unsafe one.observations = exposure.observations.count
            unsafe one.instrument = unsafe object.texts[0]
            unsafe one.observation_id = unsafe object.texts[1]
            unsafe one.physical_filter = unsafe object.texts[2]
            unsafe one.observation_type = unsafe object.texts[3]
            unsafe one.kind = unsafe object.texts[4]
            unsafe one.ra = exposure.pointing?.boresight.rightAscension ?? .nan
            unsafe one.dec = exposure.pointing?.boresight.declination ?? .nan
            unsafe one.rotation = exposure.pointing?.rotation ?? .nan
            unsafe one.has_errors = exposure.hasErrors ? 1 : 0
            return unsafe one
        }
    }
}

@c @implementation
public func obk_exposure_detectors(
    _ exposure: OpaquePointer?, _ numbers: UnsafeMutablePointer<Int32>?, _ room: Int,
    _ count: UnsafeMutablePointer<Int>?,
    _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe count?.pointee = 0
        let detectors = unsafe try object(exposure, ExposureObject.self, "exposure").exposure.detectors
        let target = unsafe try ObsKitC.room(numbers, room, "numbers")
        unsafe count?.pointee = detectors.count
        guard detectors.count <= room else {
            if room == 0, unsafe count != nil { return }
            throw CallError(
                .noRoom, "no-room", "numbers has room for \(room) detectors, and there are \(detectors.count)")
        }
        for (place, number) in detectors.enumerated() { unsafe target[place] = Int32(clamping: number) }
    }
}

@c @implementation
public func obk_exposure_camera(_ exposure: OpaquePointer?, _ camera: HandlePlace?, _ error: ErrorPlace?) -> obk_status
{
    unsafe answering(error) {
        unsafe try give(camera, "camera") {
            let exposure = unsafe try object(exposure, ExposureObject.self, "exposure").exposure
            guard let camera = exposure.camera else {
                throw CallError(
                    .notFound, "no-camera",
                    "\(exposure.instrument) describes no camera for the exposure, or no header says when it was")
            }
            return CameraObject(camera)
        }
    }
}

@c @implementation
public func obk_exposure_footprint(
    _ exposure: OpaquePointer?, _ footprint: HandlePlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(footprint, "footprint") {
            unsafe FootprintObject(try object(exposure, ExposureObject.self, "exposure").exposure.footprint())
        }
    }
}

@c @implementation
public func obk_exposure_json(_ exposure: OpaquePointer?, _ json: TextPlace?, _ error: ErrorPlace?) -> obk_status {
    unsafe answering(error) {
        unsafe try give(json, "json") { unsafe try object(exposure, ExposureObject.self, "exposure").json }
    }
}

@c @implementation
public func obk_exposure_free(_ exposure: OpaquePointer?) { unsafe HandleTable.shared.remove(exposure, .exposure) }
