internal import CObsKit
internal import ObsGeometry
internal import ObsKit
internal import ObsTime

/// What is behind an obk_transform.
final class TransformObject: HandleObject {
    static let kind = HandleKind.transform

    let transform: Transform

    init(_ transform: Transform) { self.transform = transform }
}

/// What is behind an obk_sky.
final class SkyObject: HandleObject {
    static let kind = HandleKind.sky

    let sky: DetectorSky

    init(_ sky: DetectorSky) { self.sky = sky }
}

/// What is behind an obk_footprint.
final class FootprintObject: HandleObject {
    static let kind = HandleKind.footprint

    let footprint: Footprint

    init(_ footprint: Footprint) { self.footprint = footprint }

    /// A polygon by its place; -1 is the focal plane.
    ///
    /// - Throws: `CallError` (`OBK_NOT_FOUND`)
    func polygon(_ index: Int64) throws(CallError) -> SkyPolygon {
        if index == -1 { return footprint.focalPlane }
        guard let place = Int(exactly: index), footprint.detectors.indices.contains(place) else {
            throw .beyond("index", index, footprint.detectors.count, "detectors")
        }
        return footprint.detectors[place].polygon
    }
}

/// Points of the caller, x y x y ....
///
/// - Throws: `CallError` where they are NULL, not aligned, or more than memory can hold
func points(
    _ xy: UnsafeMutablePointer<Double>?, _ count: Int, _ argument: StaticString
) throws(CallError) -> UnsafeMutableBufferPointer<Point> {
    guard count >= 0, count <= Int.max / 16 else { throw .wrong(argument, "is longer than memory") }
    let numbers = unsafe try room(xy, 2 * count, argument)
    let start = unsafe UnsafeMutableRawPointer(numbers.baseAddress)?.assumingMemoryBound(to: Point.self)
    return unsafe UnsafeMutableBufferPointer(start: start, count: count)
}

/// Says how many points are undefined, where the caller asks.
func count(_ points: UnsafeMutableBufferPointer<Point>, undefined: UnsafeMutablePointer<Int>?) {
    guard let undefined = unsafe undefined else { return }
    unsafe undefined.pointee = unsafe points.reduce(0) { $1.isFinite ? $0 : $0 + 1 }
}

/// A pointing of the caller.
///
/// - Throws: `CallError` where a number is not finite, or no position
func pointing(_ ra: Double, _ dec: Double, _ rotation: Double) throws(CallError) -> Pointing {
    guard ra.isFinite, dec.isFinite, rotation.isFinite, abs(dec) <= 90 else {
        throw .wrong("the pointing", "is \(ra), \(dec), \(rotation): degrees, with a declination from -90 to 90")
    }
    return Pointing(boresight: SkyPosition(rightAscension: ra, declination: dec), rotation: rotation)
}
