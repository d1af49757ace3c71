/// The pixels of an image in memory, row after row from the first.
public struct ImagePixels<Pixel: PixelValue>: Sendable, Hashable {
    /// The number of columns.
    public let width: Int
    /// The number of rows.
    public let height: Int
    /// The pixels, `width` of each row.
    public let values: [Pixel]
    /// The value of undefined pixels; nil when all are defined, and of floating-point numbers, where they are NaN.
    public let undefined: Pixel?

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

    /// The pixel of a column and a row, both counted from 0.
    public subscript(column: Int, row: Int) -> Pixel { values[row * width + column] }
}
