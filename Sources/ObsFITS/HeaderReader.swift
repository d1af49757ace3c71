/// Pulls the headers of a FITS file one after the other, without reading its data.
///
/// The content decides what a file is, not its name. A file that is compressed by gzip, bzip2, xz or
/// zstd is decompressed as far as it is needed. Give one reader to
/// one task at a time; different readers are independent.
public final class HeaderReader {
    /// How much a file may ask for.
    public struct Limits: Hashable, Sendable {
        /// The longest header, in bytes.
        public var headerBytes: Int
        /// The most that a compressed file may decompress to, in bytes.
        public var inflatedBytes: Int64

        /// Makes limits; by default headers of 64 MiB and 16 GiB of inflated bytes.
        public init(headerBytes: Int = 64 << 20, inflatedBytes: Int64 = 16 << 30) {
            self.headerBytes = headerBytes
            self.inflatedBytes = inflatedBytes
        }
    }

    /// Bytes behind the last HDU that are no HDU; the standard allows them.
    public struct Trailing: Hashable, Sendable {
        /// Where they begin, in bytes from the start of the (inflated) file.
        public let offset: Int64
        /// How many there are, nil when that is not known.
        public let length: Int64?
        /// Whether all of them are zeros, or blanks, with which tapes are filled up.
        public let isFill: Bool
    }

    /// The path of the file or the name of the source, as given.
    public let name: String
    /// What follows the last HDU, known once `next()` has returned nil; nil when nothing does.
    public private(set) var trailing: Trailing?

    private let limits: Limits
    let window: HeaderWindow
    var index = 0
    /// Where the next header begins.
    var offset: Int64 = 0
    /// Where the data before it ends; nil when there is none.
    var dataEnd: Int64?
    /// Where the data of the HDU that was read last begins.
    var dataOffset: Int64 = 0
    /// Whether an HDU before the last one has data.
    private var hasEarlierData = false
    private var isFinished = false
    private var failure: (any Error)?
    /// Whether a header was begun that could not be read.
    private(set) var isInHeader = false
    /// Whether `next()` threw, or ended where no HDU is.
    var isDamaged: Bool { failure != nil || trailing?.isFill == false }
    /// How often reading went on behind a damage.
    var resumptions = 0

    /// Opens the file of exactly this name: `x.fits[1]` or `!x.fits` are names like any other.
    ///
    /// Where there is none, `x.zip#zip-path=y.fits` is the member `y.fits` of the zip archive `x.zip`.
    ///
    /// - Throws: `FITSError` when the file cannot be read or is not FITS.
    public convenience init(path: String, limits: Limits = Limits()) throws {
        try self.init(source: ZipArchive.fileOrMember(path), name: path, limits: limits)
    }

    /// Reads a file that is in memory.
    ///
    /// - Throws: `FITSError` when the bytes are not FITS.
    public convenience init(bytes: [UInt8], name: String = "", limits: Limits = Limits()) throws {
        try self.init(source: MemoryRange(bytes), name: name, limits: limits)
    }

    /// Reads any source of ranges.
    ///
    /// - Throws: `FITSError` when the content is not FITS; whatever the source throws.
    public init(source: any RangeReader, name: String, limits: Limits = Limits()) throws {
        self.name = name
        self.limits = limits
        self.window = try FITSError.locating(file: name) { try HeaderWindow(source, limits: limits) }
    }

    /// The next HDU, nil after the last.
    ///
    /// A gzip'd file that is read to its end is compared with its sums there.
    ///
    /// - Throws: `FITSError` when the header or the data before it is truncated or damaged, again at each further call, until
    ///   `resume()` goes on behind the damage; whatever the source throws.
    public func next() throws -> HDU? {
        if let failure { throw failure }
        guard !isFinished else { return nil }
        do {
            let hdu = try FITSError.locating(file: name, hdu: index) { try readHDU() }
            isFinished = hdu == nil
            return hdu
        } catch {
            failure = error
            throw error
        }
    }

    /// The HDUs of a file, all or the first `limit` of them.
    ///
    /// - Throws: `FITSError`, see `init(path:limits:)` and `next()`.
    public static func headers(atPath path: String, limit: Int? = nil) throws -> [HDU] {
        let reader = try HeaderReader(path: path)
        var hdus: [HDU] = []
        while hdus.count < limit ?? .max, let hdu = try reader.next() { hdus.append(hdu) }
        return hdus
    }
}

extension HeaderReader {
    /// Why the data of the HDU that was read last is not all there, as far as the length of the file tells without reading on.
    ///
    /// - Returns: the error of code `headersOnly` where the file has no data at all, else `truncated`; nil where the data is
    ///   whole, and where the length of the file is not known
    func cutOfLastData() -> FITSError? {
        guard let dataEnd, let length = window.length, length < dataEnd else { return nil }
        return explained(HeaderWindow.cut(to: dataEnd, length: length)).located(file: name, hdu: index - 1)
    }

    /// A cut in a file of headers alone is one of its own: nothing was lost, there was no data to begin with.
    func explained(_ error: FITSError) -> FITSError {
        guard error.code == .truncated, !hasEarlierData, let dataEnd, let length = window.length,
            length <= dataOffset
        else { return error }
        return FITSError(
            .headersOnly,
            "the file ends with the header: the \(dataEnd - dataOffset) bytes of data that it announces are not there",
            file: error.file, hdu: error.hdu ?? index - 1, offset: error.offset)
    }

    /// Begins again at another header, with this number.
    func restart(at offset: Int64, index: Int) throws {
        try window.restart(at: offset)
        (self.offset, self.index, dataEnd) = (offset, index, nil)
        (trailing, failure, isFinished, isInHeader) = (nil, nil, false, false)
    }

    private func readHDU() throws -> HDU? {
        if index > 0 {
            guard try moveToNextHeader() else { return nil }
            guard try window.begins(with: PackedName.xtension) else {
                trailing = try bytesToTheEnd()
                return nil
            }
        }
        isInHeader = true
        let (cards, headerLength) = try window.readHeader()
        let stored = Header(images: cards)
        guard !stored.holdsAnother(isPrimary: index == 0) else {
            throw FITSError(
                .missingEND, "the header has no END card: another header follows within it", offset: offset)
        }
        let kind = kind(of: stored)
        let dataLength = try dataLength(of: stored, kind, at: offset + headerLength)
        let logical = CompressedImageHeader.logical(of: cards).map { Header(images: $0) }
        let hdu = HDU(
            index: index, header: logical ?? stored, storedHeader: stored,
            kind: logical == nil ? kind : .compressedImage,
            headerOffset: offset, dataOffset: offset + headerLength, dataLength: dataLength)
        isInHeader = false
        let end = hdu.dataOffset + dataLength
        hasEarlierData = hasEarlierData || dataEnd != nil
        dataOffset = hdu.dataOffset
        dataEnd = dataLength > 0 ? end : nil
        // Counted from the header, which in a damaged file may begin within a block.
        offset += DataLayout.padded(end - offset)
        index += 1
        return hdu
    }

    /// Goes behind the data of the last HDU; false at the end of the file.
    private func moveToNextHeader() throws -> Bool {
        try FITSError.locating(hdu: index - 1) { try window.move(to: offset, dataEnd: dataEnd) }
    }

    private func dataLength(of header: Header, _ kind: HDU.Kind, at dataOffset: Int64) throws -> Int64 {
        try FITSError.locating(offset: offset) {
            let length = try DataLayout(header, kind).length
            guard length <= .max - DataLayout.blockLength - dataOffset else {
                throw FITSError(.badStructure, "\(length) bytes of data are more than a file can hold")
            }
            return length
        }
    }

    private func kind(of header: Header) -> HDU.Kind {
        guard index > 0 else { return .primary }
        return switch header["XTENSION"]?.stringValue {
        case "IMAGE", "IUEIMAGE": .image
        case "BINTABLE", "A3DTABLE": .binaryTable
        case "TABLE": .asciiTable
        default: .other
        }
    }
}

extension FITSError {
    /// Gives errors of a body the place, as far as they do not have one.
    static func locating<Result>(
        file: String = "", hdu: Int? = nil, offset: Int64? = nil, _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let error as FITSError {
            throw error.located(file: file, hdu: hdu, offset: offset)
        }
    }

    /// The error with the place, as far as it does not have one.
    func located(file: String = "", hdu: Int? = nil, offset: Int64? = nil) -> FITSError {
        FITSError(
            code, message, file: self.file.isEmpty ? file : self.file, hdu: self.hdu ?? hdu,
            offset: self.offset ?? offset)
    }
}
