public import ObsGeometry
internal import ObsText

/// An image in memory, row after row from the first.
public struct PixelImage<Pixel: BitwiseCopyable & Sendable>: Sendable {
    /// The number of columns.
    public let width: Int
    /// The number of rows.
    public let height: Int
    /// The pixels, `width` of each row.
    public private(set) var values: [Pixel]
    /// The value of undefined pixels; nil when all are defined, and of floating-point numbers, where they are NaN.
    public package(set) var undefined: Pixel?

    /// Takes pixels over.
    ///
    /// - Parameters:
    ///   - width: the number of columns
    ///   - height: the number of rows
    ///   - values: the pixels, `width` of each row
    ///   - undefined: the value of undefined pixels, which no other pixel has
    /// - Precondition: there are `width * height` of them
    public init(width: Int, height: Int, values: [Pixel], undefined: Pixel? = nil) {
        precondition(
            width >= 0 && height >= 0 && values.count == width * height,
            "\(values.count) pixels are no image of \(width) by \(height)")
        self.width = width
        self.height = height
        self.values = values
        self.undefined = undefined
    }

    /// An image of one value.
    public init(width: Int, height: Int, filledWith value: Pixel) {
        self.init(width: width, height: height, values: [Pixel](repeating: value, count: width * height))
    }

    /// An image that a body fills, of which nothing is set before.
    ///
    /// - Parameters:
    ///   - width: the number of columns
    ///   - height: the number of rows
    ///   - fill: sets every pixel
    /// - Throws: what the body throws
    public init(
        width: Int, height: Int, fillingWith fill: (UnsafeMutableBufferPointer<Pixel>) throws -> Void
    ) rethrows {
        let count = width * height
        values = try unsafe [Pixel](unsafeUninitializedCapacity: count) { buffer, filled in
            let target = unsafe UnsafeMutableBufferPointer(rebasing: buffer[..<count])
            unsafe MemoryPages.preferHuge(target)
            try unsafe fill(target)
            filled = count
        }
        (self.width, self.height) = (width, height)
    }

    /// The box of all pixels.
    public var box: Box { Box(width: width, height: height) }

    /// The pixel of a column and a row, both counted from 0.
    public subscript(column: Int, row: Int) -> Pixel {
        get { values[row * width + column] }
        set { values[row * width + column] = newValue }
    }

    /// A part of the image, without copying it.
    ///
    /// - Precondition: the box lies in the image
    public subscript(box: Box) -> PixelView<Pixel> {
        precondition(self.box.contains(box), "the box \(box) reaches outside an image of \(width) by \(height)")
        return PixelView(image: self, box: box)
    }

    /// Lets a body change the pixels in place.
    mutating func withPixels<Result>(
        _ body: (UnsafeMutableBufferPointer<Pixel>) throws -> Result
    ) rethrows -> Result {
        try unsafe values.withUnsafeMutableBufferPointer { try unsafe body($0) }
    }
}

extension PixelImage: Equatable where Pixel: Equatable {}
extension PixelImage: Hashable where Pixel: Hashable {}

/// A rectangle of an image, which it shares.
public struct PixelView<Pixel: BitwiseCopyable & Sendable>: Sendable, RandomAccessCollection {
    private let image: PixelImage<Pixel>

    /// Which pixels of the image.
    public let box: Box

    init(image: PixelImage<Pixel>, box: Box) {
        self.image = image
        self.box = box
    }

    /// The first place.
    public var startIndex: Int { 0 }

    /// The place after the last.
    public var endIndex: Int { box.area }

    /// The value of undefined pixels; nil when all are defined, and of floating-point numbers, where they are NaN.
    public var undefined: Pixel? { image.undefined }

    /// The pixel of a place, counted row after row.
    public subscript(position: Int) -> Pixel {
        precondition(indices.contains(position), "pixel \(position) of a view of \(count)")
        return image[box.x + position % box.width, box.y + position / box.width]
    }

    /// The pixel of a column and a row, counted in the view.
    public subscript(column: Int, row: Int) -> Pixel {
        precondition((0..<box.width).contains(column) && (0..<box.height).contains(row), "outside the view")
        return image[box.x + column, box.y + row]
    }

    /// The pixels of a row of the view.
    public func row(_ row: Int) -> ArraySlice<Pixel> {
        precondition((0..<box.height).contains(row), "row \(row) of a view of \(box.height)")
        let start = (box.y + row) * image.width + box.x
        return image.values[start..<start + box.width]
    }

    /// The view as an image of its own.
    public var copied: PixelImage<Pixel> {
        PixelImage(
            width: box.width, height: box.height, values: (0..<box.height).flatMap { row($0) }, undefined: undefined)
    }
}
