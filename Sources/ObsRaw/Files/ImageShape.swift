internal import ObsFITS

/// The size of an image and the numbers that its pixels are.
public struct ImageShape: Hashable, Sendable {
    /// The number of columns.
    public let width: Int
    /// The number of rows.
    public let height: Int
    /// The type that holds every pixel exactly, unless the image is scaled by fractions.
    public let pixelType: PixelType
    /// Whether the pixels are compressed in tiles.
    public let isCompressed: Bool
    /// The number for undefined pixels of an image of whole numbers.
    public let blank: BlankCard
    /// `BITPIX`.
    let bitsPerPixel: Int
    /// The number of columns of a tile; all of an image that is not compressed.
    let tileWidth: Int
    /// The number of rows of a tile; 1 of an image that is not compressed.
    let tileHeight: Int
    /// The bytes of a pixel in a file that is not compressed.
    let storedSize: Int
    /// Whether a pixel in the file is one of `pixelType` but for the order of its bytes and the shift of the sign.
    let isPlain: Bool

    init(_ hdu: HDU, file: String, limits: ImageFile.Limits) throws {
        func refuse(_ code: ImageError.Code, _ message: String) -> ImageError {
            ImageError(code, message, file: file, hdu: hdu.index)
        }
        guard [.primary, .image, .compressedImage].contains(hdu.kind) else {
            throw refuse(.notAnImage, "the HDU holds a table, and an image was asked for")
        }
        let header = hdu.header
        let axes = header["NAXIS"]?.integerValue ?? 0
        guard axes > 0 else { throw refuse(.notAnImage, "the HDU holds no data (NAXIS = 0)") }
        guard header["GROUPS"] != .logical(true) || hdu.kind != .primary else {
            throw refuse(.notAnImage, "the HDU holds random groups, and an image was asked for")
        }
        let sizes = (1...axes).map { header[Keyword("NAXIS\($0)")]?.integerValue ?? 0 }
        guard axes >= 2, sizes.dropFirst(2).allSatisfy({ $0 == 1 }), sizes[0] > 0, sizes[1] > 0 else {
            let words = sizes.map(String.init).joined(separator: " x ")
            throw refuse(.wrongAxes, "the image has \(axes) axes (\(words)), and two axes were expected")
        }
        let product = sizes[0].multipliedReportingOverflow(by: sizes[1])
        guard !product.overflow, product.partialValue <= min(limits.pixels, ImageShape.mostPixels) else {
            throw refuse(
                .tooLarge,
                "the image has \(sizes[0]) x \(sizes[1]) pixels, more than \(limits.pixels); raise the limit to read it"
            )
        }
        (width, height) = (sizes[0], sizes[1])
        isCompressed = hdu.kind == .compressedImage
        let bits = header["BITPIX"]?.integerValue ?? 0
        for name in ["BSCALE", "BZERO"] {
            guard let value = header[Keyword(name)], !value.isUndefined else { continue }
            guard let number = ImageShape.number(value), number.isFinite, name == "BZERO" || number != 0 else {
                throw refuse(
                    .badScale,
                    "\(name) = \(CheckedCards.text(of: value)), expected a number\(name == "BZERO" ? "" : " other than 0"): "
                        + "the pixels cannot be scaled; correct the card")
            }
        }
        guard let stated = ImageShape.type(bits, header["BSCALE"], header["BZERO"]) else {
            throw refuse(.notAnImage, "BITPIX = \(bits), expected 8, 16, 32, 64, -32 or -64")
        }
        // Undefined pixels of every tile have a number of their own: no number stands for those of the image.
        let hasBlanks = isCompressed && bits > 0 && ImageShape.hasBlankColumn(hdu.storedHeader)
        let type: PixelType = !hasBlanks ? stated : bits < 32 ? .float : .double
        (pixelType, bitsPerPixel) = (type, bits)
        // One of the numbers above.
        storedSize = abs(bits) / 8
        blank = BlankCard(hdu, bits: bits)
        guard isCompressed || Int64(product.partialValue * storedSize) <= hdu.dataLength else {
            throw refuse(
                .truncated,
                "the image needs \(product.partialValue * storedSize) bytes, and the HDU has \(hdu.dataLength)")
        }
        isPlain =
            !isCompressed && type.storage.bitsPerPixel == bits && (header["BSCALE"]?.realValue ?? 1) == 1
            && (!type.isFloating || (header["BZERO"]?.realValue ?? 0) == 0)
        let tiles = (1...2).map { hdu.storedHeader[Keyword("ZTILE\($0)")] }
        guard !isCompressed || tiles.allSatisfy({ $0 == nil || ($0?.integerValue ?? 0) > 0 }) else {
            throw refuse(.corruptTiles, "a size of the tiles (ZTILE1, ZTILE2) is no number above 0")
        }
        tileWidth = isCompressed ? min(tiles[0]?.integerValue ?? sizes[0], sizes[0]) : sizes[0]
        tileHeight = isCompressed ? min(tiles[1]?.integerValue ?? 1, sizes[1]) : 1
    }

    /// The most pixels that any limits allow, so that their bytes can be counted.
    private static let mostPixels = 1 << 48

    /// The number for undefined pixels in an image of whole numbers that is read as whole numbers.
    ///
    /// - Parameter type: the numbers that are read
    /// - Returns: the pixel that stands for undefined ones; nil when there is none, or the type does not hold it and reading one throws
    ///   `pixelOverflow`; nil too for floating-point types, in which they are NaN
    public func undefined<Pixel: PixelValue>(as type: Pixel.Type = Pixel.self) -> Pixel? {
        guard let stored = blank.stored, !pixelType.isFloating else { return nil }
        func value<Whole: FixedWidthInteger>(_: Whole.Type) -> Pixel? {
            pixelType.value(ofStored: stored, as: Whole.self) as? Pixel
        }
        return (Pixel.self as? any FixedWidthInteger.Type).flatMap { value($0) }
    }

    private static func hasBlankColumn(_ header: Header) -> Bool {
        let fields = header["TFIELDS"]?.integerValue ?? 0
        return fields > 1
            && (1...min(fields, 999)).contains { header[Keyword("TTYPE\($0)")]?.stringValue?.uppercased() == "ZBLANK" }
    }

    /// A scale or a zero point, which may be larger than 64 bits hold.
    static func number(_ value: HeaderValue) -> Double? {
        if case .largeInteger(let digits) = value { Double(digits) } else { value.realValue }
    }

    /// The type that holds what `BITPIX`, `BSCALE` and `BZERO` make (FITS 4.0, section 4.4.2.5); nil for an unknown `BITPIX`.
    private static func type(_ bits: Int, _ scale: HeaderValue?, _ zero: HeaderValue?) -> PixelType? {
        let isScaled = (scale?.realValue ?? 1) != 1
        let shift: Double? = zero.flatMap(number) ?? 0
        switch (bits, isScaled ? nil : shift) {
        case (8, 0): return .uint8
        case (8, -128): return .int8
        case (16, 0): return .int16
        case (16, 32768): return .uint16
        case (32, 0): return .int32
        case (32, 2_147_483_648): return .uint32
        case (64, 0): return .int64
        case (64, 9_223_372_036_854_775_808): return .uint64
        case (8, _), (16, _), (-32, _): return .float
        case (32, _), (64, _), (-64, _): return .double
        default: return nil
        }
    }
}

extension ImageError.Code {
    /// The image has more pixels than the limits allow.
    public static let tooLarge = Self(rawValue: "too-large")
    /// `BSCALE` or `BZERO` is no number with which pixels can be scaled.
    public static let badScale = Self(rawValue: "bad-scale")
    /// The pixels are fractions, and whole numbers were asked for.
    public static let lossyType = Self(rawValue: "lossy-type")
}
