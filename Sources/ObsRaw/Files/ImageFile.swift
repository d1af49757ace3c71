public import ObsFITS
internal import Synchronization

/// The images of a FITS file: plain, gzip'd, or compressed in tiles as fpack does (RICE, GZIP, HCOMPRESS, PLIO).
///
/// The file is opened by exactly its name. Headers are read when it is opened, pixels when they are asked for, of one HDU and no
/// more rows of it than needed; a compressed HDU is read whole. Many threads may read from one value. HCOMPRESS needs cfitsio; all
/// else is decoded here. A gzip'd file is inflated when it is opened, and what comes is kept until it is read; what is asked for
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
    /// - Throws: `ImageError`: `missingHDU`, `notAnImage`, `wrongAxes`, `tooLarge`, `badScale`, `truncated`, `corruptTiles`
    public func shape(of hdu: Int) throws -> ImageShape {
        try ImageShape(existing(hdu), file: path, limits: limits)
    }
}
