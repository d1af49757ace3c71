// obskit.h gives the functions their names and says what they do.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CObsKit
internal import ObsText
internal import ObsTime

/// The scale of a number of obskit.h.
private func scale(_ number: Int32) throws(CallError) -> TimeScale {
    switch Int(number) {
    case OBK_TAI: .tai
    case OBK_UTC: .utc
    case OBK_TT: .tt
    default: throw .wrong("scale", "is \(number), and not one of OBK_TAI, OBK_UTC, OBK_TT")
    }
}

@c @implementation
public func obk_time_text(
    _ tai_ns: Int64, _ scale: Int32, _ decimals: Int32, _ text: UnsafeMutablePointer<CChar>?, _ room: Int,
    _ length: UnsafeMutablePointer<Int>?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe length?.pointee = 0
        let scale = try ObsKitC.scale(scale)
        guard (0...9).contains(decimals) else {
            throw CallError.wrong("decimals", "is \(decimals); 0 to 9 are possible")
        }
        let written = Instant(nanosecondsTAI: tai_ns).isoText(scale: scale, fractionDigits: Int(decimals))
        unsafe try copy(Array(written.utf8) + [0], to: text, room, length, "text")
        if let length = unsafe length, unsafe length.pointee > 0 { unsafe length.pointee -= 1 }
    }
}

@c @implementation
public func obk_time_parse(
    _ text: UnsafePointer<CChar>?, _ scale: Int32, _ tai_ns: UnsafeMutablePointer<Int64>?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(tai_ns, "tai_ns", else: 0) {
            unsafe try Instant(iso: ObsKitC.text(text, "text"), scale: ObsKitC.scale(scale)).nanoseconds
        }
    }
}

@c @implementation
public func obk_time_julian(
    _ tai_ns: Int64, _ scale: Int32, _ jd: UnsafeMutablePointer<Double>?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        let target = unsafe try room(jd, 2, "jd")
        unsafe (target[0], target[1]) = (0, 0)
        unsafe (target[0], target[1]) = Instant(nanosecondsTAI: tai_ns).julianDate(scale: try ObsKitC.scale(scale))
    }
}

@c @implementation
public func obk_time_from_julian(
    _ jd1: Double, _ jd2: Double, _ scale: Int32, _ tai_ns: UnsafeMutablePointer<Int64>?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(tai_ns, "tai_ns", else: 0) {
            try Instant(julianDate: jd1, jd2, scale: ObsKitC.scale(scale)).nanoseconds
        }
    }
}
