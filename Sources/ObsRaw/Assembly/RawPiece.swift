public import ObsGeometry

/// A rectangle of an image in the raw file, and where it lies in an assembled one.
public struct RawPiece: Hashable, Sendable {
    /// The name of the amplifier.
    public let amplifier: String
    /// Which of the layout's images.
    public let image: Int
    /// The pixels in that image, as they are in the file.
    public let source: Box
    /// The pixels in the assembled image.
    public let target: Box
    /// How the rectangle is mirrored on its way.
    public let flips: Flips

    /// The part that lies in a box of the assembled image; nil when there is none.
    public func clipped(to box: Box) -> RawPiece? {
        guard target.overlaps(box) else { return nil }
        let (x, y) = (max(target.x, box.x), max(target.y, box.y))
        let (endX, endY) = (min(target.endX, box.endX), min(target.endY, box.endY))
        let sourceX = flips.x ? source.x + target.endX - endX : source.x + x - target.x
        let sourceY = flips.y ? source.y + target.endY - endY : source.y + y - target.y
        guard let part = Box(x: x, y: y, width: endX - x, height: endY - y),
            let from = Box(x: sourceX, y: sourceY, width: endX - x, height: endY - y)
        else { return nil }
        return RawPiece(amplifier: amplifier, image: image, source: from, target: part, flips: flips)
    }

    /// The part that comes from some rows of the image in the file; nil when there is none.
    public func clipped(toSourceRows rows: Range<Int>) -> RawPiece? {
        let (low, high) = (max(rows.lowerBound, source.y), min(rows.upperBound, source.endY))
        guard low < high else { return nil }
        let targetY = flips.y ? target.y + source.endY - high : target.y + low - source.y
        guard let from = Box(x: source.x, y: low, width: source.width, height: high - low),
            let part = Box(x: target.x, y: targetY, width: target.width, height: high - low)
        else { return nil }
        return RawPiece(amplifier: amplifier, image: image, source: from, target: part, flips: flips)
    }

    /// The piece with its target moved, so that a box of the assembled image becomes an image of its own.
    package func moved(x: Int, y: Int) -> RawPiece? {
        target.moved(x: x, y: y).map {
            RawPiece(amplifier: amplifier, image: image, source: source, target: $0, flips: flips)
        }
    }

    /// Copies the pixels.
    ///
    /// - Parameters:
    ///   - source: a section of the image in the file
    ///   - section: which columns and rows of the image it holds
    ///   - target: the assembled image
    ///   - targetWidth: the number of its columns
    /// - Precondition: both hold the piece
    public func copy<Pixel: BitwiseCopyable>(
        from source: UnsafeBufferPointer<Pixel>, of section: Box,
        into target: UnsafeMutableBufferPointer<Pixel>, width targetWidth: Int
    ) {
        let (from, to) = (self.source, self.target)
        precondition(
            section.contains(from) && section.area <= source.count && to.x >= 0 && to.endX <= targetWidth && to.y >= 0
                && to.endY * targetWidth <= target.count, "a piece reaches outside its images")
        // Words of the pixels' size, so that the loops are compiled for them and not for any type.
        let rows = unsafe RawRows(
            source: UnsafeRawBufferPointer(source),
            sourceStart: (from.y - section.y) * section.width + from.x - section.x,
            sourceWidth: section.width, target: UnsafeMutableRawBufferPointer(target),
            targetStart: (flips.y ? to.endY - 1 : to.y) * targetWidth + to.x,
            targetStep: flips.y ? -targetWidth : targetWidth, width: from.width, height: from.height)
        switch MemoryLayout<Pixel>.size {
        case 1: rows.copy(UInt8.self, backwards: flips.x)
        case 2: rows.copy(UInt16.self, backwards: flips.x)
        case 4: rows.copy(UInt32.self, backwards: flips.x)
        case 8: rows.copy(UInt64.self, backwards: flips.x)
        default: preconditionFailure("pixels have 1, 2, 4 or 8 bytes")
        }
    }
}

extension [RawPiece] {
    /// The parts that lie in a box, which becomes an image of its own.
    package func clipped(to box: Box) -> [RawPiece] { compactMap { $0.clipped(to: box)?.moved(x: -box.x, y: -box.y) } }
}
