// obskit.h gives the functions their names and says what they do.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CObsKit
internal import ObsGeometry
internal import ObsKit
internal import ObsText
internal import ObsTime

@c @implementation
public func obk_camera_at(
    _ catalog: OpaquePointer?, _ instrument: UnsafePointer<CChar>?, _ tai_ns: Int64, _ camera: HandlePlace?,
    _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(camera, "camera") {
            let catalog = unsafe try object(catalog, Catalog.self, "catalog")
            let instrument = unsafe try catalog.instruments.instrument(named: text(instrument, "instrument"))
            return CameraObject(try instrument.camera(at: Instant(nanosecondsTAI: tai_ns)))
        }
    }
}

@c @implementation
public func obk_camera_of(
    _ catalog: OpaquePointer?, _ observation: OpaquePointer?, _ camera: HandlePlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(camera, "camera") {
            let catalog = unsafe try object(catalog, Catalog.self, "catalog")
            let observation = unsafe try object(observation, Observation.self, "observation")
            guard let begin = observation.report.info.datetimeBegin else {
                throw CallError(
                    .badInput, "no-date",
                    "the observation has no datetime_begin, so nothing says which camera it was made with",
                    hint: "give a date to obk_camera_at")
            }
            return CameraObject(
                try catalog.instruments.instrument(named: observation.instrument).camera(at: begin))
        }
    }
}

@c @implementation
public func obk_camera_free(_ camera: OpaquePointer?) { unsafe HandleTable.shared.remove(camera, .camera) }

@c @implementation
public func obk_camera_name(_ camera: OpaquePointer?) -> UnsafePointer<CChar>? {
    unsafe giving(nil) { unsafe try object(camera, CameraObject.self, "camera").texts[0] }
}

@c @implementation
public func obk_camera_hash(_ camera: OpaquePointer?) -> UnsafePointer<CChar>? {
    unsafe giving(nil) { unsafe try object(camera, CameraObject.self, "camera").texts[1] }
}

@c @implementation
public func obk_camera_json(_ camera: OpaquePointer?, _ json: TextPlace?, _ error: ErrorPlace?) -> obk_status {
    unsafe answering(error) {
        unsafe try give(json, "json") { unsafe try object(camera, CameraObject.self, "camera").camera.json() }
    }
}

@c @implementation
public func obk_camera_count(_ camera: OpaquePointer?) -> Int {
    giving(0) { unsafe try object(camera, CameraObject.self, "camera").camera.detectors.count }
}

@c @implementation
public func obk_camera_detector(
    _ camera: OpaquePointer?, _ index: Int, _ detector: UnsafeMutablePointer<obk_detector>?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try fill(detector, "detector") {
            let camera = unsafe try object(camera, CameraObject.self, "camera")
            let found = try camera.detector(at: index)
            var one = unsafe obk_detector()
            unsafe one.number = Int32(clamping: found.id)
            unsafe one.width = Int32(clamping: found.box.width)
            unsafe one.height = Int32(clamping: found.box.height)
            unsafe one.amplifiers = Int32(clamping: found.amplifiers.count)
            unsafe one.name = unsafe camera.texts[2 + 3 * index]
            unsafe one.group = unsafe camera.texts[3 + 3 * index]
            unsafe one.serial = unsafe camera.texts[4 + 3 * index]
            return unsafe one
        }
    }
}

@c @implementation
public func obk_camera_find(
    _ camera: OpaquePointer?, _ detector: UnsafePointer<CChar>?, _ index: UnsafeMutablePointer<Int>?,
    _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(index, "index", else: 0) {
            let camera = unsafe try object(camera, CameraObject.self, "camera").camera
            let name = unsafe try text(detector, "detector")
            let found = camera.detector(named: name) ?? Int(name).flatMap { camera.detector($0) }
            guard let found, let place = camera.detectors.firstIndex(where: { $0 === found }) else {
                throw CallError(
                    .notFound, "unknown-detector", "camera \(camera.name) has no detector '\(name)'",
                    hint: DidYouMean.hint(for: name, among: camera.detectors.map(\.name))
                        ?? "obk_camera_detector lists them")
            }
            return place
        }
    }
}

@c @implementation
public func obk_camera_amplifier(
    _ camera: OpaquePointer?, _ detector: Int, _ index: Int, _ amplifier: UnsafeMutablePointer<obk_amplifier>?,
    _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try fill(amplifier, "amplifier") {
            let camera = unsafe try object(camera, CameraObject.self, "camera")
            let all = try camera.detector(at: detector).amplifiers
            guard all.indices.contains(index) else { throw CallError.beyond("index", index, all.count, "amplifiers") }
            let found = all[index]
            var one = unsafe obk_amplifier()
            unsafe one.name = unsafe camera.amplifierName(detector, index)
            unsafe one.box = obk_box(found.box)
            unsafe one.raw = obk_box(found.rawBox)
            unsafe one.raw_data = obk_box(found.rawDataBox)
            unsafe one.raw_serial_prescan = obk_box(found.rawSerialPrescanBox)
            unsafe one.raw_serial_overscan = obk_box(found.rawSerialOverscanBox)
            unsafe one.raw_parallel_prescan = obk_box(found.rawParallelPrescanBox)
            unsafe one.raw_parallel_overscan = obk_box(found.rawParallelOverscanBox)
            unsafe one.gain = found.gain ?? .nan
            unsafe one.read_noise = found.readNoise ?? .nan
            unsafe one.saturation = found.saturation ?? .nan
            unsafe one.hdu = found.hdu.map { Int32(clamping: $0) } ?? -1
            return unsafe one
        }
    }
}
