public import ObsFITS
internal import Synchronization

/// The images of a FITS file: plain, gzip'd, or compressed in tiles as fpack does (RICE, GZIP, HCOMPRESS, PLIO).
///
/// The file is opened by exactly its name. Headers are read when it is opened, pixels when they are asked for, of one HDU and no
/// more rows of it than needed; a compressed HDU is read whole. Many threads may read from one value: each read has a handle of
/// cfitsio of its own. A gzip'd file is inflated when it is opened, and what comes is kept until it is read; what is asked for
/// twice, or is more than 256 MiB, is inflated again from the front: ask for HDUs in their order.
///
/// A file that is cut or damaged has the HDUs that can be read, and `chain` says what is wrong. Before its pixels are read for
/// the first time, an HDU is compared with `DATASUM` and `CHECKSUM` where it has them.
public final class ImageFile: Sendable {
    /// The name of the file, as it was given.
    public let path: String

    /// The HDUs with their headers, the primary first.
    public let hdus: [HDU]

    /// How the chain of HDUs ended: whether the file is whole, and if not, why.
    public let chain: HeaderChain

    /// Whether an HDU must agree with its sums before its pixels are read.
    let verifiesSums: Bool
    /// What was found out about the sums of HDUs.
    let reports = Mutex<[Int: ChecksumReport]>([:])
    let contents: FileContents
    let limits: Limits

    /// How much a file may ask for.
    public struct Limits: Hashable, Sendable {
        /// The most pixels of an image: a compressed one may claim any number.
        public var pixels: Int

        /// Makes limits; 2^30 pixels by default.
        public init(pixels: Int = 1 << 30) { self.pixels = pixels }
    }

    /// Opens a file and reads its headers.
    ///
    /// - Parameters:
    ///   - path: the literal name; `x.fits[1]` or `!x.fits` are names like any other
    ///   - limits: how much it may ask for
    ///   - verifiesSums: whether an HDU must agree with its sums, and a gzip'd file with its own, before pixels are read
    /// - Throws: `FITSError` when it cannot be read, or is no FITS file
    public init(path: String, limits: Limits = Limits(), verifiesSums: Bool = true) throws {
        self.path = path
        self.limits = limits
        self.verifiesSums = verifiesSums
        contents = try FileContents(path: path)
        (hdus, chain) = try contents.headers()
    }

    /// Whether HDUs are best read in their order and once, since the file is gzip'd.
    public var isSequential: Bool { contents.isInflated }

    /// Whether many threads can read the data of an HDU at once: unless the file is gzip'd and they have to be inflated.
    package func isAtHand(_ hdu: Int) -> Bool {
        self.hdu(hdu).map { contents.holds($0.dataOffset..<$0.dataOffset + $0.dataLength) } ?? false
    }

    /// The HDU of a number, the primary being 0; nil when there is none, or when it cannot be read.
    public func hdu(_ number: Int) -> HDU? {
        if hdus.indices.contains(number), hdus[number].index == number { return hdus[number] }
        return hdus.first { $0.index == number }
    }

    /// The HDU of a number.
    ///
    /// - Throws: `ImageError.missingHDU`
    func existing(_ number: Int) throws -> HDU {
        if let found = hdu(number) { return found }
        let damage = chain.failures.first.map { "; \($0.message)" } ?? ""
        throw ImageError(
            .missingHDU, "the file has \(hdus.count) HDUs, and HDU \(number) was asked for\(damage)", file: path,
            hdu: number)
    }

    /// The HDU of a name, capitals or not; nil when there is none.
    public func hdu(named name: String) -> HDU? {
        let wanted = name.uppercased()
        return hdus.first { $0.extensionName?.uppercased() == wanted }
    }

    /// The size and the numbers of the image in an HDU.
    ///
    /// - Parameter hdu: the number of the HDU, the primary being 0
    /// - Returns: what its header says
    /// - Throws: `ImageError`: `missingHDU`, `notAnImage`, `wrongAxes`, `tooLarge`, `corruptTiles`
    public func shape(of hdu: Int) throws -> ImageShape {
        try ImageShape(existing(hdu), file: path, limits: limits)
    }
}

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
        guard !product.overflow, product.partialValue <= limits.pixels else {
            throw refuse(
                .tooLarge,
                "the image has \(sizes[0]) x \(sizes[1]) pixels, more than \(limits.pixels); raise the limit to read it"
            )
        }
        (width, height) = (sizes[0], sizes[1])
        isCompressed = hdu.kind == .compressedImage
        let bits = header["BITPIX"]?.integerValue ?? 0
        storedSize = abs(bits) / 8
        guard let type = ImageShape.type(bits, header["BSCALE"], header["BZERO"]) else {
            throw refuse(.notAnImage, "BITPIX = \(bits), expected 8, 16, 32, 64, -32 or -64")
        }
        pixelType = type
        isPlain =
            !isCompressed && type.storage.bitsPerPixel == bits && (header["BSCALE"]?.realValue ?? 1) == 1
            && (!type.isFloating || (header["BZERO"]?.realValue ?? 0) == 0)
        let tiles = (1...2).map { hdu.storedHeader[Keyword("ZTILE\($0)")] }
        guard !isCompressed || tiles.allSatisfy({ $0 == nil || ($0?.integerValue ?? 0) > 0 }) else {
            throw refuse(.corruptTiles, "a size of the tiles (ZTILE1, ZTILE2) is no number above 0")
        }
        tileHeight = isCompressed ? min(tiles[1]?.integerValue ?? 1, sizes[1]) : 1
    }

    /// The type that holds what `BITPIX`, `BSCALE` and `BZERO` make (FITS 4.0, section 4.4.2.5); nil for an unknown `BITPIX`.
    private static func type(_ bits: Int, _ scale: HeaderValue?, _ zero: HeaderValue?) -> PixelType? {
        let isScaled = (scale?.realValue ?? 1) != 1
        let shift: Double? =
            if case .largeInteger(let digits)? = zero { Double(digits) } else { zero?.realValue ?? 0 }
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
    /// The pixels are fractions, and whole numbers were asked for.
    public static let lossyType = Self(rawValue: "lossy-type")
}
