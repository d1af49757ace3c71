// obskit.h gives the functions their names and says what they do.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CObsKit
internal import ObsGeometry
internal import ObsKit
internal import ObsText
internal import ObsTime

@c @implementation
public func obk_footprint_of(
    _ camera: OpaquePointer?, _ observation: OpaquePointer?, _ footprint: HandlePlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(footprint, "footprint") {
            let camera = unsafe try object(camera, CameraObject.self, "camera").camera
            let info = unsafe try object(observation, Observation.self, "observation").report.info
            return FootprintObject(try camera.footprint(of: info))
        }
    }
}

@c @implementation
public func obk_footprint_at(
    _ camera: OpaquePointer?, _ ra: Double, _ dec: Double, _ rotation: Double, _ footprint: HandlePlace?,
    _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(footprint, "footprint") {
            let camera = unsafe try object(camera, CameraObject.self, "camera").camera
            return FootprintObject(try camera.footprint(try pointing(ra, dec, rotation)))
        }
    }
}

@c @implementation
public func obk_footprint_count(_ footprint: OpaquePointer?) -> Int {
    giving(0) { unsafe try object(footprint, FootprintObject.self, "footprint").footprint.detectors.count }
}

@c @implementation
public func obk_footprint_polygon(
    _ footprint: OpaquePointer?, _ index: Int64, _ polygon: UnsafeMutablePointer<obk_polygon>?,
    _ radec: UnsafeMutablePointer<Double>?, _ room: Int, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        let object = unsafe try object(footprint, FootprintObject.self, "footprint")
        let found = try object.polygon(index)
        let vertices = found.vertices
        unsafe try fill(polygon, "polygon") {
            var one = obk_polygon()
            one.detector = index < 0 ? -1 : Int32(clamping: object.footprint.detectors[Int(index)].detector)
            one.vertices = vertices.count
            one.area = found.squareDegrees
            one.center = (found.center.rightAscension, found.center.declination)
            return one
        }
        guard unsafe radec != nil else { return }
        let target = unsafe try points(radec, room, "radec")
        guard vertices.count <= room else {
            throw CallError(
                .noRoom, "no-room", "radec has room for \(room) vertices, and there are \(vertices.count)")
        }
        for (place, vertex) in vertices.enumerated() {
            unsafe target[place] = Point(vertex.rightAscension, vertex.declination)
        }
    }
}

@c @implementation
public func obk_footprint_contains(
    _ footprint: OpaquePointer?, _ index: Int64, _ ra: Double, _ dec: Double, _ contains: UnsafeMutablePointer<Int32>?,
    _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(contains, "contains", else: 0) {
            let polygon = unsafe try object(footprint, FootprintObject.self, "footprint").polygon(index)
            let position = try pointing(ra, dec, 0).boresight
            return polygon.contains(position) ? 1 : 0
        }
    }
}

@c @implementation
public func obk_footprint_region(
    _ footprint: OpaquePointer?, _ index: Int64, _ region: TextPlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(region, "region") {
            unsafe try object(footprint, FootprintObject.self, "footprint").polygon(index).ivoaText
        }
    }
}

@c @implementation
public func obk_footprint_free(_ footprint: OpaquePointer?) { unsafe HandleTable.shared.remove(footprint, .footprint) }
