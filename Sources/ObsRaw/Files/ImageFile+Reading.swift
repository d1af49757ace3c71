extension ImageFile {
    /// An image, ready to be read: of a compressed one the bytes are in memory from now on.
    ///
    /// - Parameter hdu: the number of the HDU, the primary being 0
    /// - Returns: the image; it keeps the file open
    /// - Throws: as `shape(of:)`; `wrongChecksum`; `FITSError` when the file cannot be read on, or its gzip stream is damaged
    public func image(_ hdu: Int) throws -> StoredImage {
        let shape = try shape(of: hdu)
        if verifiesSums { try requireSound(hdu) }
        return try StoredImage(self, existing(hdu), shape)
    }

    /// The pixels of an image or of a section of it.
    ///
    /// Undefined pixels (`BLANK`, `ZBLANK`) are NaN in floating-point types, and the number that `undefined` of the result says in whole
    /// numbers. Whole numbers are rounded to what the floating-point type holds.
    ///
    /// - Parameters:
    ///   - hdu: the number of the HDU, the primary being 0
    ///   - columns: the columns, counted from 0; all when nil
    ///   - rows: the rows, counted from 0; all when nil
    ///   - type: the numbers to return
    ///   - inParallel: whether all cores may work on the image
    /// - Returns: the pixels
    /// - Throws: `ImageError` as `shape(of:)`, and: `outsideImage`; `lossyType` for fractions as whole numbers; `pixelOverflow` when the
    ///   type cannot hold a pixel; `corruptTiles`, `unsupportedCompression`, `wrongChecksum`, `cfitsio`. `FITSError` when the
    ///   file cannot be read on, or its gzip stream is damaged.
    public func pixels<Pixel: PixelValue>(
        of hdu: Int, columns: Range<Int>? = nil, rows: Range<Int>? = nil, as type: Pixel.Type = Pixel.self,
        inParallel: Bool = true
    ) throws -> PixelImage<Pixel> {
        let image = try image(hdu)
        let (columns, rows) = (columns ?? 0..<image.shape.width, rows ?? 0..<image.shape.height)
        var pixels = try unsafe PixelImage<Pixel>(width: columns.count, height: rows.count) { target in
            try unsafe image.read(columns: columns, rows: rows, into: target, inParallel: inParallel && !isSequential)
        }
        pixels.undefined = image.shape.undefined(as: type)
        return pixels
    }
}
