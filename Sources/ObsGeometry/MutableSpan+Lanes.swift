extension MutableSpan<Point> {
    /// The coordinates of four points; the last one of a range stands for what lies behind it.
    @inline(__always)
    func lanes(at start: Int, in range: Range<Int>) -> (x: SIMD4<Double>, y: SIMD4<Double>) {
        let last = range.upperBound - 1
        let p0 = self[start]
        let p1 = self[Swift.min(start + 1, last)]
        let p2 = self[Swift.min(start + 2, last)]
        let p3 = self[Swift.min(start + 3, last)]
        return (SIMD4(p0.x, p1.x, p2.x, p3.x), SIMD4(p0.y, p1.y, p2.y, p3.y))
    }

    /// Moves points four at a time; what is not found so is moved alone.
    ///
    /// - Parameters:
    ///   - range: which points
    ///   - quick: moves four points, and says which of them it found
    ///   - slow: moves any point
    @inline(__always)
    mutating func move(
        _ range: Range<Int>,
        quick: (SIMD4<Double>, SIMD4<Double>) -> (
            x: SIMD4<Double>, y: SIMD4<Double>, isFound: SIMDMask<SIMD4<Double>.MaskStorage>
        ), slow: (Point) -> Point
    ) {
        for start in stride(from: range.lowerBound, to: range.upperBound, by: 4) {
            let (x, y) = lanes(at: start, in: range)
            let moved = quick(x, y)
            for lane in 0..<Swift.min(4, range.upperBound - start) {
                self[start + lane] =
                    moved.isFound[lane] ? Point(moved.x[lane], moved.y[lane]) : slow(self[start + lane])
            }
        }
    }
}
