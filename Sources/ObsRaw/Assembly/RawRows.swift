/// Rows of pixels that are copied from one image to another, places and widths in pixels.
@safe
struct RawRows {
    let source: UnsafeRawBufferPointer
    let sourceStart: Int
    let sourceWidth: Int
    let target: UnsafeMutableRawBufferPointer
    let targetStart: Int
    let targetStep: Int
    let width: Int
    let height: Int

    @inline(__always)
    func copy<Word: FixedWidthInteger & SIMDScalar>(_: Word.Type, backwards: Bool) {
        guard let from = unsafe source.baseAddress?.assumingMemoryBound(to: Word.self),
            let to = unsafe target.baseAddress?.assumingMemoryBound(to: Word.self)
        else { return }
        for row in 0..<height {
            let (input, output) = unsafe (from + sourceStart + row * sourceWidth, to + targetStart + row * targetStep)
            if backwards {
                unsafe RawRows.reverse(input, output, count: width)
            } else {
                unsafe output.update(from: input, count: width)
            }
        }
    }

    /// Sixteen pixels at a time: left to itself, the compiler takes them one by one where it cannot see that the images are two.
    @inline(__always)
    private static func reverse<Word: FixedWidthInteger & SIMDScalar>(
        _ input: UnsafePointer<Word>, _ output: UnsafeMutablePointer<Word>, count: Int
    ) {
        let end = unsafe input + count
        var index = 0
        while index &+ 16 <= count {
            let pixels = unsafe UnsafeRawPointer(end - (index &+ 16)).loadUnaligned(as: SIMD16<Word>.self)
            let mirrored = SIMD16(
                pixels[15], pixels[14], pixels[13], pixels[12], pixels[11], pixels[10], pixels[9], pixels[8],
                pixels[7], pixels[6], pixels[5], pixels[4], pixels[3], pixels[2], pixels[1], pixels[0])
            unsafe UnsafeMutableRawPointer(output + index).storeBytes(of: mirrored, as: SIMD16<Word>.self)
            index &+= 16
        }
        while index < count {
            unsafe output[index] = unsafe (end - 1)[-index]
            index &+= 1
        }
    }
}
