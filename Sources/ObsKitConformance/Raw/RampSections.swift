internal import ObsGeometry
internal import ObsRaw

/// What a layout makes of a ramp, a section at a time: whole images are never in memory, and what is, stays in the cache.
///
/// Each function does to a section what the one of the same purpose of `RawLayout` does to a whole image.
struct RampSections {
    /// As many pixels as make a good section: those of all steps are in the cache together.
    static let bandPixels = 1 << 15

    /// The layout under test.
    let layout: RawLayout

    private let painting: RampPainting
    /// The image of the ramp that each of the layout's images is.
    private let images: [Int]
    private let buffers = SectionBuffers()
    private let trims: [RawPiece]
    private let restorings: [RawPiece]
    private let returns: [RawPiece]

    init(_ layout: RawLayout, _ painting: RampPainting, images: [Int]) {
        self.layout = layout
        self.painting = painting
        self.images = images
        trims = layout.trims
        restorings = trims.map(\.reversed)
        returns = layout.pieces(of: .untrimmed).map(\.reversed)
    }

    /// A section of an assembled image; 0 where no amplifier has pixels.
    func assembled(_ form: AssembledForm, _ box: Box, into target: UnsafeMutableBufferPointer<Int32>) {
        unsafe fill(target, box, with: layout.pieces(of: form, in: box)) { piece, source in
            unsafe painting.paint(piece.source, of: images[piece.image], into: source)
        }
    }

    /// A section of the trimmed image, made of the untrimmed one.
    func trimmedAgain(_ box: Box, into target: UnsafeMutableBufferPointer<Int32>) {
        unsafe fill(target, box, with: trims.clipped(to: box)) { piece, source in
            unsafe assembled(.untrimmed, piece.source, into: source)
        }
    }

    /// A section of the untrimmed image, made of images of the file that were made of the untrimmed image, in which the light-sensitive
    /// pixels are those of the trimmed one.
    func untrimmedAgain(_ box: Box, into target: UnsafeMutableBufferPointer<Int32>) {
        unsafe fill(target, box, with: layout.pieces(of: .untrimmed, in: box)) { piece, source in
            unsafe takenApart(piece.image, piece.source, into: source)
        }
    }

    private func takenApart(_ image: Int, _ box: Box, into target: UnsafeMutableBufferPointer<Int32>) {
        unsafe fill(target, box, with: returns.filter { $0.image == image }.clipped(to: box)) { piece, source in
            unsafe restored(piece.source, into: source)
        }
    }

    private func restored(_ box: Box, into target: UnsafeMutableBufferPointer<Int32>) {
        unsafe assembled(.untrimmed, box, into: target)
        let pieces = restorings.clipped(to: box)
        guard let pixels = target.baseAddress else { return }
        for piece in pieces {
            for y in piece.target.y..<piece.target.endY {
                unsafe (pixels + y * box.width + piece.target.x).update(repeating: 0, count: piece.target.width)
            }
        }
        unsafe copy(pieces, into: target, width: box.width) { piece, source in
            unsafe assembled(.trimmed, piece.source, into: source)
        }
    }

    /// Lets a body work on room for a section.
    func withBuffer<Result>(_ box: Box, _ body: (UnsafeMutableBufferPointer<Int32>) -> Result) -> Result {
        unsafe buffers.with(count: box.area, body)
    }

    private func fill(
        _ target: UnsafeMutableBufferPointer<Int32>, _ box: Box, with pieces: [RawPiece],
        _ source: (RawPiece, UnsafeMutableBufferPointer<Int32>) -> Void
    ) {
        if pieces.reduce(0, { $0 + $1.target.area }) < box.area { unsafe target.update(repeating: 0) }
        unsafe copy(pieces, into: target, width: box.width, source)
    }

    private func copy(
        _ pieces: [RawPiece], into target: UnsafeMutableBufferPointer<Int32>, width: Int,
        _ source: (RawPiece, UnsafeMutableBufferPointer<Int32>) -> Void
    ) {
        for piece in pieces {
            unsafe withBuffer(piece.source) { buffer in
                unsafe source(piece, buffer)
                unsafe piece.copy(from: UnsafeBufferPointer(buffer), of: piece.source, into: target, width: width)
            }
        }
    }
}

/// Room for sections that is used again.
@safe
private final class SectionBuffers {
    private var free: [UnsafeMutableBufferPointer<Int32>] = unsafe []

    func with<Result>(count: Int, _ body: (UnsafeMutableBufferPointer<Int32>) -> Result) -> Result {
        var buffer = unsafe free.popLast() ?? UnsafeMutableBufferPointer.allocate(capacity: 0)
        if buffer.count < count {
            unsafe buffer.deallocate()
            unsafe buffer = .allocate(capacity: count)
        }
        defer { unsafe free.append(buffer) }
        return unsafe body(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
    }

    deinit { unsafe free.forEach { unsafe $0.deallocate() } }
}
