// obskit.h gives the functions their names and says what they do.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CObsKit
internal import ObsGeometry
internal import ObsText

@c @implementation
public func obk_transform_new(
    _ camera: OpaquePointer?, _ from: UnsafePointer<CChar>?, _ from_detector: Int32, _ to: UnsafePointer<CChar>?,
    _ to_detector: Int32, _ transform: HandlePlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(transform, "transform") {
            let camera = unsafe try object(camera, CameraObject.self, "camera").camera
            let source = unsafe try frame(text(from, "from"), from_detector)
            let target = unsafe try frame(text(to, "to"), to_detector)
            return TransformObject(try camera.transform(from: source, to: target))
        }
    }
}

/// A frame of its name, and the number of its detector.
private func frame(_ name: String, _ detector: Int32) throws(CallError) -> Frame {
    guard detector >= -1 else { throw .wrong("the detector", "is \(detector); -1 is for frames of the camera") }
    return Frame(name, of: detector == -1 ? nil : Int(detector))
}

@c @implementation
public func obk_transform_inverse(
    _ transform: OpaquePointer?, _ inverse: HandlePlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(inverse, "inverse") {
            unsafe TransformObject(try object(transform, TransformObject.self, "transform").transform.inverse)
        }
    }
}

@c @implementation
public func obk_transform_apply(
    _ transform: OpaquePointer?, _ xy: UnsafeMutablePointer<Double>?, _ count: Int,
    _ undefined: UnsafeMutablePointer<Int>?,
    _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe undefined?.pointee = 0
        let transform = unsafe try object(transform, TransformObject.self, "transform").transform
        let all = unsafe try points(xy, count, "xy")
        var span = unsafe all.mutableSpan
        transform.apply(to: &span)
        unsafe ObsKitC.count(all, undefined: undefined)
    }
}

@c @implementation
public func obk_transform_apply_columns(
    _ transform: OpaquePointer?, _ x: UnsafeMutablePointer<Double>?, _ y: UnsafeMutablePointer<Double>?, _ stride: Int,
    _ count: Int, _ undefined: UnsafeMutablePointer<Int>?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe undefined?.pointee = 0
        let transform = unsafe try object(transform, TransformObject.self, "transform").transform
        guard stride > 0, count >= 0, count == 0 || stride <= Int.max / 8 / count else {
            throw CallError.wrong("stride", "is \(stride) for \(count) points")
        }
        let (first, second) = unsafe (try room(x, stride * count, "x"), try room(y, stride * count, "y"))
        // Columns go through a block that stays in the cache.
        let length = 4096
        var block: [Point] = []
        var missing = 0
        for start in Swift.stride(from: 0, to: count, by: length) {
            let end = min(start + length, count)
            block = (start..<end).map { unsafe Point(first[$0 * stride], second[$0 * stride]) }
            transform.apply(to: &block)
            for (place, point) in zip(start..<end, block) {
                unsafe first[place * stride] = point.x
                unsafe second[place * stride] = point.y
                if !point.isFinite { missing += 1 }
            }
        }
        unsafe undefined?.pointee = missing
    }
}

@c @implementation
public func obk_transform_free(_ transform: OpaquePointer?) { unsafe HandleTable.shared.remove(transform, .transform) }
