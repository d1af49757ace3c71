internal import Glibc
internal import ObsFITS
internal import ObsText

/// An image of a file, of which sections can be read again and again, by many threads at once.
///
/// The bytes of a compressed image are in memory as long as this is; those of another are read when they are asked for.
@safe
public final class StoredImage: @unchecked Sendable {
    /// Size and numbers of the image.
    public let shape: ImageShape

    private let file: ImageFile
    private let hdu: HDU
    /// The table of a compressed image, never changed, and in front of it what makes a FITS file of it where cfitsio reads it; nil of an
    /// image that is not compressed.
    private let bytes: UnsafeMutableRawBufferPointer?
    private let tiles: TileTable?

    init(_ file: ImageFile, _ hdu: HDU, _ shape: ImageShape) throws {
        (self.file, self.hdu, self.shape) = (file, hdu, shape)
        guard shape.isCompressed else {
            unsafe (bytes, tiles) = (nil, nil)
            return
        }
        let table = try CompressedTable(hdu, shape, file: file.path)
        var front: [UInt8] = []
        if case .hcompress(let isSmooth) = table.compression {
            front = MemoryFile.emptyPrimary + MemoryFile.header(table.cards(isSmooth: isSmooth))
        }
        tiles = TileTable(table, start: front.count)
        unsafe bytes = try unsafe file.bytes(
            hdu.dataOffset..<hdu.dataOffset + Int64(table.heap.upperBound), behind: front, hdu: hdu.index)
    }

    deinit { unsafe free(bytes?.baseAddress) }

    /// Rows in portions that are good to read: whole tiles, and not too many bytes.
    ///
    /// - Parameter rows: the rows, counted from 0
    /// - Returns: the rows in their order
    public func bands(of rows: Range<Int>) -> [Range<Int>] {
        // Each band of a compressed image has memory of its own for a tile.
        let few = shape.isCompressed ? max(64, (rows.count + 7) / 8) : StoredImage.bandBytes / (shape.width * 4)
        let step = max(1, (max(few, 1) + shape.tileHeight - 1) / shape.tileHeight) * shape.tileHeight
        var bands: [Range<Int>] = []
        var start = rows.lowerBound
        while start < rows.upperBound {
            let end = min(start / shape.tileHeight * shape.tileHeight + step, rows.upperBound)
            bands.append(start..<end)
            start = end
        }
        return bands
    }

    /// How many bytes of an image that is not compressed are read at a time by each core, whose cache should hold them.
    private static let bandBytes = 1 << 19

    /// The columns that are best read where some are wanted: all, where others cost less than leaving them out.
    package func goodColumns<Pixel: PixelValue>(of columns: Range<Int>, as type: Pixel.Type) -> Range<Int> {
        let isCheap = shape.isPlain && Pixel.pixelType == shape.pixelType && columns.count * 4 >= shape.width * 3
        return isCheap ? 0..<shape.width : columns
    }

    // Who calls it is in another module: without @specialized every number would go through the tables of a protocol.
    /// Reads pixels into memory that the caller has, row after row.
    ///
    /// - Parameters:
    ///   - columns: the columns, counted from 0
    ///   - rows: the rows, counted from 0
    ///   - target: room for `columns.count * rows.count` pixels, all of which are set unless an error is thrown
    ///   - inParallel: whether all cores may work on the image
    /// - Throws: as `ImageFile.pixels(of:columns:rows:as:inParallel:)`
    /// - Precondition: the target has the size of the section
    @specialized(where Pixel == Int8)
    @specialized(where Pixel == UInt8)
    @specialized(where Pixel == Int16)
    @specialized(where Pixel == UInt16)
    @specialized(where Pixel == Int32)
    @specialized(where Pixel == UInt32)
    @specialized(where Pixel == Int64)
    @specialized(where Pixel == UInt64)
    @specialized(where Pixel == Float)
    @specialized(where Pixel == Double)
    public func read<Pixel: PixelValue>(
        columns: Range<Int>, rows: Range<Int>, into target: UnsafeMutableBufferPointer<Pixel>, inParallel: Bool = true
    ) throws {
        precondition(target.count == columns.count * rows.count, "the target has not the size of the section")
        guard columns.lowerBound >= 0, columns.upperBound <= shape.width, rows.lowerBound >= 0,
            rows.upperBound <= shape.height
        else {
            throw ImageError(
                .outsideImage,
                "columns \(columns) and rows \(rows) were asked for of an image of \(shape.width) x \(shape.height)",
                file: file.path, hdu: hdu.index)
        }
        guard Pixel.pixelType.isFloating || !shape.pixelType.isFloating else {
            throw ImageError(
                .lossyType, "the pixels are fractions (\(shape.pixelType)), and \(Pixel.pixelType) was asked for",
                file: file.path, hdu: hdu.index)
        }
        guard !target.isEmpty else { return }
        let bands = unsafe inParallel || bytes == nil ? bands(of: rows) : [rows]
        let work = unsafe ImageRead(hdu: hdu, shape: shape, columns: columns, target: target, firstRow: rows.lowerBound)
        func read(_ band: Range<Int>) throws {
            do {
                if let bytes = unsafe bytes, let tiles {
                    try unsafe work.decodeTiles(band, tiles, UnsafeRawBufferPointer(bytes))
                } else {
                    try work.decodePlain(band, of: file.contents)
                }
            } catch let problem as TileTable.Problem {
                let place = problem.tile.map { "tile \($0 + 1): " } ?? ""
                throw ImageError(
                    .corruptTiles, "the compressed tiles are damaged (\(place)\(problem.text)): fetch the file again",
                    file: file.path, hdu: hdu.index)
            } catch is PixelConversion.Overflow {
                throw ImageError(
                    .pixelOverflow, "\(Pixel.pixelType) cannot hold all pixels of the image; ask for a larger type",
                    file: file.path, hdu: hdu.index)
            } catch let failure as CFITSIO.Failure {
                throw ImageError(failure, type: Pixel.pixelType, file: file.path, hdu: hdu.index)
            } catch let missing as CFITSIOLibrary.Missing {
                throw ImageError(.cfitsio, missing.message, file: file.path, hdu: hdu.index)
            }
        }
        if inParallel {
            try ParallelWork.perform(bands.count) { try read(bands[$0]) }
        } else {
            for band in bands { try read(band) }
        }
    }
}

extension ImageFile {
    /// An HDU as it is stored, as a file of its own: an extension behind an empty primary HDU.
    ///
    /// - Returns: bytes that the caller frees
    /// - Throws: `ImageError` (`tooLarge`); `FITSError` when the file cannot be read on
    func bytes(of hdu: HDU) throws -> UnsafeMutableRawBufferPointer {
        try unsafe bytes(
            hdu.headerOffset..<hdu.dataOffset + hdu.dataLength, behind: hdu.index == 0 ? [] : MemoryFile.emptyPrimary,
            hdu: hdu.index)
    }

    /// More bytes than a program takes without a second thought.
    private static let largeLength = 64 << 20

    /// Bytes of the file behind others, filled up to whole blocks.
    ///
    /// - Parameters:
    ///   - range: bytes of the file
    ///   - front: what stands before them
    ///   - hdu: the HDU they are of, for errors
    /// - Returns: bytes that the caller frees
    /// - Throws: `ImageError` (`tooLarge`) when there is no memory for them; `FITSError` when the file does not have them
    func bytes(_ range: Range<Int64>, behind front: [UInt8], hdu: Int) throws -> UnsafeMutableRawBufferPointer {
        // Before any memory is asked for: the last of them is there.
        var last: UInt8 = 0
        if range.count > ImageFile.largeLength {
            try unsafe withUnsafeMutableBytes(of: &last) {
                try unsafe contents.read(at: range.upperBound - 1, into: $0)
            }
        }
        let end = front.count + range.count
        let count = (end + 2879) / 2880 * 2880
        guard let memory = unsafe malloc(count) else {
            throw ImageError(.tooLarge, "there is no memory for its \(range.count) bytes", file: path, hdu: hdu)
        }
        let buffer = unsafe UnsafeMutableRawBufferPointer(start: memory, count: count)
        unsafe MemoryPages.preferHuge(buffer.assumingMemoryBound(to: UInt8.self))
        unsafe buffer.copyBytes(from: front)
        do {
            try unsafe contents.read(
                at: range.lowerBound, into: UnsafeMutableRawBufferPointer(rebasing: buffer[front.count..<end]))
        } catch {
            unsafe free(memory)
            throw error
        }
        unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[end...]).initializeMemory(as: UInt8.self, repeating: 0)
        return unsafe buffer
    }
}
