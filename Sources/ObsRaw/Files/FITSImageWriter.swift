internal import Glibc
public import ObsFITS
internal import ObsText

/// Writes a FITS file of images: whole or not at all.
///
/// The file grows beside its place under another name and takes its name in `finish()`; before that nobody sees it, and a writer
/// that is let go takes it away. Every HDU gets `DATASUM` and `CHECKSUM`. Unless told otherwise, `finish()` waits until the disk has
/// the file.
///
/// ```swift
/// let writer = try FITSImageWriter(path: "result.fits")
/// try writer.append(pixels, header: header)
/// try writer.finish()
/// ```
public final class FITSImageWriter {
    /// The name that the file gets.
    public let path: String

    private let temporary: String
    private let isDurable: Bool
    private var descriptor: Int32
    private var count = 0
    /// Where the next bytes go.
    private var position = 0

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - path: the literal name
    ///   - replacing: whether a file of that name is replaced
    ///   - isDurable: whether the file is on the disk for good before it has its name (`fsync`); without, a crash of the machine may
    ///     leave a file of that name with less in it
    /// - Throws: `ImageError`: `exists`, `noSpace`, `unwritable`
    public init(path: String, replacing: Bool = false, isDurable: Bool = true) throws {
        (self.path, self.isDurable) = (path, isDurable)
        guard !path.utf8.contains(0), !path.isEmpty else {
            throw ImageError(.unwritable, "no file can have this name", file: path)
        }
        var status = stat()
        if unsafe path.withFileName({ unsafe stat($0, &status) }) == 0 {
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw ImageError(.unwritable, "this is a folder, a pipe or a device", file: path)
            }
            guard replacing else {
                throw ImageError(.exists, "the file exists; name another, or allow that it is replaced", file: path)
            }
        }
        temporary = path + ".\(getpid()).\(UInt32.random(in: 0...UInt32.max)).tmp"
        TemporaryFiles.add(temporary)
        descriptor = unsafe temporary.withFileName { unsafe open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
        guard descriptor >= 0 else {
            let number = errno
            TemporaryFiles.remove(temporary)
            throw Self.failure(number, path)
        }
    }

    deinit { discard() }

    /// Appends an image; the first becomes the primary HDU.
    ///
    /// Cards of the header that say how data is stored (`BITPIX`, `NAXIS…`, `BZERO`, `BLANK`, …) are replaced by those of the pixels:
    /// whole numbers of which some are undefined get a `BLANK` card with the stored number, floating-point ones are NaN there.
    ///
    /// A compressed image is a table, and no table is primary: an empty primary HDU is written before one that comes first.
    ///
    /// - Parameters:
    ///   - pixels: the image; nil for an HDU without data
    ///   - header: the cards
    ///   - compression: how the image is written
    /// - Throws: `ImageError`: `noSpace`, `unwritable`; the file is gone then. `unsupportedCompression` for pixels that are not of
    ///   8, 16 or 32 bits and whole: nothing was written then
    public func append<Pixel: PixelValue>(
        _ pixels: PixelImage<Pixel>?, header: Header, compression: ImageCompression = .none
    ) throws {
        if let pixels, compression == .rice, !pixels.values.isEmpty {
            try append(rice: pixels, header: header)
            return
        }
        let storage = Pixel.pixelType.storage
        let cards = HeaderLines(
            isPrimary: count == 0, bits: pixels == nil ? 8 : storage.bitsPerPixel,
            sizes: pixels.map { [$0.width, $0.height] } ?? [], zero: pixels == nil ? nil : storage.zero?.text,
            blank: pixels.flatMap { Self.blank(of: $0) }, header: header)
        guard let pixels else { return try write(cards) }
        // The header says the sum of the data: room is left for it, which it fills when they are written.
        let start = position
        position += cards.bytes(DataSum()).count
        var sum = DataSum()
        try unsafe Self.bands(of: pixels) {
            unsafe sum.add($0.bytes)
            try unsafe write($0)
        }
        let end = position
        position = start
        try write(cards, sum)
        position = end
    }

    /// Writes a header.
    private func write(_ cards: HeaderLines, _ sum: DataSum = DataSum()) throws {
        try write(cards.bytes(sum))
        count += 1
    }

    private func append<Pixel: PixelValue>(rice pixels: PixelImage<Pixel>, header: Header) throws {
        let type = Pixel.pixelType
        guard let image = CompressedImage(rice: pixels) else {
            throw ImageError(
                .unsupportedCompression,
                "RICE compresses whole numbers of 8, 16 and 32 bits, and these are \(type.rawValue); write them without compression",
                file: path)
        }
        if count == 0 { try append(header: Header(cards: [])) }
        var sum = DataSum()
        sum.add(image.data)
        let cards = HeaderLines(
            isPrimary: false, bits: type.storage.bitsPerPixel, sizes: [], zero: type.storage.zero?.text,
            blank: Self.blank(of: pixels), table: image.cards, header: header)
        try write(cards, sum)
        try write(image.data)
    }

    /// Appends an HDU without data.
    ///
    /// - Parameter header: the cards
    /// - Throws: `ImageError`: `noSpace`, `unwritable`; the file is gone then
    public func append(header: Header) throws { try append(PixelImage<UInt8>?.none, header: header) }

    /// Gives the file its name.
    ///
    /// - Throws: `ImageError`: `noSpace`, `unwritable`; the file is gone then
    public func finish() throws {
        precondition(count > 0, "a FITS file has at least one HDU")
        guard descriptor >= 0 else { throw ImageError(.unwritable, "the file could not be written before", file: path) }
        let isSynchronized = !isDurable || fsync(descriptor) == 0
        let number = errno
        let isClosed = close(descriptor) == 0
        descriptor = -1
        guard isSynchronized, isClosed,
            unsafe temporary.withFileName({ old in unsafe path.withFileName { unsafe rename(old, $0) } }) == 0
        else {
            let error = Self.failure(isSynchronized ? errno : number, path)
            takeAway()
            throw error
        }
        TemporaryFiles.remove(temporary)
    }

    private func takeAway() {
        _ = unsafe temporary.withFileName { unsafe unlink($0) }
        TemporaryFiles.remove(temporary)
    }

    private func discard() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
        takeAway()
    }

    private func write(_ bytes: [UInt8]) throws { try unsafe bytes.withUnsafeBytes { try unsafe write($0) } }

    private func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard descriptor >= 0 else { throw ImageError(.unwritable, "the file could not be written before", file: path) }
        var done = 0
        while done < bytes.count {
            let count = unsafe pwrite(
                descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, position + done)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                let error = Self.failure(errno, path)
                discard()
                throw error
            }
            done += count
        }
        position += done
    }

    private static func failure(_ number: Int32, _ path: String) -> ImageError {
        let isFull = [ENOSPC, EDQUOT, EFBIG].contains(number)
        let reason = unsafe String(cString: strerror(number))
        return ImageError(
            isFull ? .noSpace : .unwritable,
            isFull
                ? "there is no room for the file (\(reason)); nothing of it is left" : "cannot be written: \(reason)",
            file: path)
    }
}

extension FITSImageWriter {
    /// The stored number of undefined pixels (FITS 4.0, section 4.4.2.5).
    private static func blank<Pixel: PixelValue>(of pixels: PixelImage<Pixel>) -> Int? {
        (pixels.undefined as? any FixedWidthInteger).map { Pixel.pixelType.stored($0) }
    }

    /// Gives the data as the file stores it, in pieces, filled with zeros to whole blocks at the end.
    private static func bands<Pixel: PixelValue>(
        of pixels: PixelImage<Pixel>, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let size = MemoryLayout<Pixel>.size
        let perBand = 2880 * 128 / size
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 2880 * 128, alignment: 64)
        defer { unsafe buffer.deallocate() }
        try unsafe pixels.values.withUnsafeBytes { source in
            var start = 0
            while start < pixels.values.count {
                let count = min(perBand, pixels.values.count - start)
                let bytes = unsafe UnsafeRawBufferPointer(rebasing: source[start * size..<(start + count) * size])
                unsafe BigEndianPixels.store(bytes, into: buffer, Pixel.pixelType)
                let padded = (count * size + 2879) / 2880 * 2880
                for place in count * size..<padded { unsafe buffer[place] = 0 }
                try unsafe body(UnsafeRawBufferPointer(rebasing: buffer[..<padded]))
                start += count
            }
        }
    }
}
