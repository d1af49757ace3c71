package import ObsGeometry
public import ObsText

/// Undefined pixels of an image that is put together of several, in each of which another value may stand for them.
package enum UndefinedPixels {
    /// A part of the image, and the value of undefined pixels in it; nil when all are defined.
    package typealias Part<Pixel> = (box: Box, undefined: Pixel?)

    /// Gives all undefined pixels one value, which no other pixel has.
    ///
    /// That of a part is taken where it can be, else the least or the greatest number, else the first that is free.
    ///
    /// - Parameters:
    ///   - parts: the parts of the image, which do not overlap
    ///   - target: the image
    ///   - width: the number of its columns
    /// - Returns: the value; nil when every part is defined, and of floating-point numbers, which need none
    /// - Throws: `DiagnosticsError` (`no-undefined-value`) when every number of the type is that of a pixel
    package static func unify<Pixel: BitwiseCopyable>(
        _ parts: [Part<Pixel>], in target: UnsafeMutableBufferPointer<Pixel>, width: Int
    ) throws -> Pixel? {
        guard parts.contains(where: { $0.undefined != nil }),
            let whole = Pixel.self as? any FixedWidthInteger.Type
        else { return nil }
        func open<Whole: FixedWidthInteger>(_: Whole.Type) throws -> Pixel? {
            let parts = parts.map { (box: $0.box, undefined: $0.undefined as? Whole) }
            return try unsafe target.withMemoryRebound(to: Whole.self) {
                try unsafe Unification(parts: parts, target: $0, width: width).run() as? Pixel
            }
        }
        return try open(whole)
    }

    @safe
    private struct Unification<Whole: FixedWidthInteger> {
        let parts: [Part<Whole>]
        let target: UnsafeMutableBufferPointer<Whole>
        let width: Int

        func run() throws -> Whole? {
            let values = Set(parts.map(\.undefined))
            if values.count == 1 { return parts.first?.undefined }
            var known: [Whole] = []
            for case let value? in parts.map(\.undefined) where !known.contains(value) { known.append(value) }
            guard let value = (known + [.min, .max]).first(where: isFree) ?? firstFree else {
                throw DiagnosticsError([
                    Diagnostic(
                        .error, .noUndefinedValue, at: nil,
                        "undefined pixels have other numbers in other parts of the image, and every number of \(Whole.self) "
                            + "is that of a pixel", hint: "read the image as floating-point numbers")
                ])
            }
            for part in parts {
                guard let old = part.undefined, old != value else { continue }
                forEachRow(of: part.box) { row in
                    for index in row where unsafe target[index] == old { unsafe target[index] = value }
                }
            }
            return value
        }

        /// Whether no defined pixel has a value.
        private func isFree(_ value: Whole) -> Bool {
            parts.allSatisfy { part in
                if part.undefined == value { return true }
                var isFree = true
                forEachRow(of: part.box) { row in isFree = unsafe isFree && !target[row].contains(value) }
                return isFree
            }
        }

        /// The least number that no defined pixel has, looked for among as many as an image of few colors may leave.
        private var firstFree: Whole? {
            var isUsed = [Bool](repeating: false, count: 1 << min(Whole.bitWidth, 16))
            for part in parts {
                forEachRow(of: part.box) { row in
                    for index in row where unsafe target[index] != part.undefined {
                        let place = unsafe target[index] &- .min
                        if place < isUsed.count { isUsed[Int(truncatingIfNeeded: place)] = true }
                    }
                }
            }
            return isUsed.firstIndex(of: false).map { Whole(truncatingIfNeeded: $0) &+ .min }
        }

        private func forEachRow(of box: Box, _ body: (Range<Int>) -> Void) {
            for y in box.y..<box.endY { body(y * width + box.x..<y * width + box.endX) }
        }
    }
}

extension Diagnostic.Code {
    /// No number is left for the undefined pixels of an image.
    public static let noUndefinedValue = Self(rawValue: "no-undefined-value")
}
