/// The pixels of an image in memory, row after row from the first.
public struct ImagePixels<Pixel: PixelValue>: Sendable, Hashable {
    /// The number of columns.
    public let width: Int
    /// The number of rows.
    public let height: Int
    /// The pixels, `width` of each row.
    public let values: [Pixel]

    /// Takes pixels over.
    ///
    /// - Precondition: there are `width * height` of them
    public init(width: Int, height: Int, values: [Pixel]) {
        precondition(
            width >= 0 && height >= 0 && values.count == width * height,
            "\(values.count) pixels are no image of \(width) by \(height)")
        self.width = width
        self.height = height
        self.values = values
    }

    /// The pixel of a column and a row, both counted from 0.
    public subscript(column: Int, row: Int) -> Pixel { values[row * width + column] }
}
