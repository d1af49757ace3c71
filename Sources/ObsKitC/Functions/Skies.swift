// obskit.h gives the functions their names and says what they do.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CObsKit
internal import ObsFITS
internal import ObsGeometry
internal import ObsKit
internal import ObsText
internal import ObsTime

@c @implementation
public func obk_sky_of(
    _ camera: OpaquePointer?, _ observation: OpaquePointer?, _ sky: HandlePlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(sky, "sky") {
            let camera = unsafe try object(camera, CameraObject.self, "camera").camera
            return unsafe SkyObject(
                try camera.sky(of: object(observation, Observation.self, "observation").report.info))
        }
    }
}

@c @implementation
public func obk_sky_at(
    _ camera: OpaquePointer?, _ detector: Int32, _ ra: Double, _ dec: Double, _ rotation: Double, _ sky: HandlePlace?,
    _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(sky, "sky") {
            let detector = unsafe try object(camera, CameraObject.self, "camera").detector(numbered: detector)
            return SkyObject(DetectorSky(detector, pointing: try pointing(ra, dec, rotation)))
        }
    }
}

@c @implementation
public func obk_sky_positions(
    _ sky: OpaquePointer?, _ xy: UnsafeMutablePointer<Double>?, _ count: Int, _ undefined: UnsafeMutablePointer<Int>?,
    _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try move(sky, xy, count, undefined) { sky, points in
            sky.positions(of: points).map { $0.map { Point($0.rightAscension, $0.declination) } ?? .undefined }
        }
    }
}

@c @implementation
public func obk_sky_pixels(
    _ sky: OpaquePointer?, _ radec: UnsafeMutablePointer<Double>?, _ count: Int,
    _ undefined: UnsafeMutablePointer<Int>?,
    _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try move(sky, radec, count, undefined) { sky, points in
            points.map { point in
                guard point.isFinite else { return .undefined }
                return sky.pixel(of: SkyPosition(rightAscension: point.x, declination: point.y)) ?? .undefined
            }
        }
    }
}

/// Moves points of the caller in pieces that stay in the cache.
private func move(
    _ sky: OpaquePointer?, _ numbers: UnsafeMutablePointer<Double>?, _ count: Int,
    _ undefined: UnsafeMutablePointer<Int>?,
    _ map: (DetectorSky, [Point]) -> [Point]
) throws {
    unsafe undefined?.pointee = 0
    let sky = unsafe try object(sky, SkyObject.self, "sky").sky
    let all = unsafe try points(numbers, count, "the points")
    for start in stride(from: 0, to: count, by: 4096) {
        let places = start..<min(start + 4096, count)
        for (place, point) in zip(places, map(sky, places.map { unsafe all[$0] })) { unsafe all[place] = point }
    }
    unsafe ObsKitC.count(all, undefined: undefined)
}

@c @implementation
public func obk_sky_cards(
    _ sky: OpaquePointer?, _ tolerance: Double, _ cards: UnsafeMutablePointer<CChar>?, _ room: Int,
    _ length: UnsafeMutablePointer<Int>?, _ residual: UnsafeMutablePointer<Double>?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe length?.pointee = 0
        unsafe residual?.pointee = 0
        let sky = unsafe try object(sky, SkyObject.self, "sky").sky
        guard tolerance >= 0, tolerance.isFinite else {
            throw CallError.wrong("tolerance", "is \(tolerance); pixels from 0 on are possible")
        }
        let made = try sky.fitsCards(tolerancePixels: tolerance)
        let images = Header(cards: made.cards).cardImages
        // The last card is END, and behind it is padding.
        let count = stride(from: 0, to: images.count, by: 80).first { images[$0..<($0 + 4)].elementsEqual("END ".utf8) }
        unsafe residual?.pointee = max(made.residualPixels, made.inverseResidualPixels)
        unsafe try copy(Array(images[..<(count ?? images.count)]), to: cards, room, length, "cards")
    }
}

@c @implementation
public func obk_sky_free(_ sky: OpaquePointer?) { unsafe HandleTable.shared.remove(sky, .sky) }
