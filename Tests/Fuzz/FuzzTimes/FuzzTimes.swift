import FuzzSupport
import ObsTime

/// Reads dates, times of day, angles and scales; what is read is written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTimes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe FuzzInput(start, count)
    let scale = TimeScale.allCases[input.choice % TimeScale.allCases.count]
    let pieces = input.pieces(separator: 0x0A)
    let text = String(decoding: pieces[0], as: UTF8.self)
    if let reading = try? DateReading(text, scale: scale) { check(reading, scale) }
    if pieces.count > 1,
        let reading = try? DateReading(date: text, timeOfDay: String(decoding: pieces[1], as: UTF8.self), scale: scale)
    {
        precondition(reading.instant != nil, "a date and a time of day are an instant")
        check(reading, scale)
    }
    if let instant = try? Instant(text) { check(instant, .utc) }
    for quantity in Sexagesimal.Quantity.allCases {
        guard let angle = try? Sexagesimal.read(text, as: quantity) else { continue }
        precondition(angle.degrees.isFinite, "an angle is a number")
        switch quantity {
        case .rightAscension: precondition((0..<360).contains(angle.degrees), "\(angle.degrees)")
        case .declination: precondition(abs(angle.degrees) <= 90, "\(angle.degrees)")
        case .angle: break
        }
    }
    if let nanoseconds = try? TimeOfDay.nanoseconds(text) {
        precondition((0...86_400_000_000_000).contains(nanoseconds))
    }
    _ = try? TimeScale.reading(fits: text)
    return 0
}

private func check(_ reading: DateReading, _ scale: TimeScale) {
    precondition(reading.span.lowerBound < reading.span.upperBound, "a day has a length")
    if let instant = reading.instant { check(instant, scale) }
}

/// What is written is read as the same instant.
private func check(_ instant: Instant, _ scale: TimeScale) {
    let text = instant.isoText(scale: scale, fractionDigits: 9)
    guard let again = try? Instant(iso: text, scale: scale) else { return precondition(isAtTheEdge(instant), text) }
    precondition(again == instant, "\(text) is another instant")
}

/// The first and the last days cannot be written in every scale.
private func isAtTheEdge(_ instant: Instant) -> Bool {
    let edges = [Int64.min, Int64.max].map { Instant(nanosecondsTAI: $0) }
    return edges.contains { abs(instant.seconds(since: $0)) < 2 * 86_400 }
}
