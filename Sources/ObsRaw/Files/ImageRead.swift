internal import CObsCFITSIO
internal import ObsFITS

/// One section on its way into memory.
@safe
struct ImageRead<Pixel: PixelValue> {
    let hdu: HDU
    let shape: ImageShape
    let columns: Range<Int>
    let target: UnsafeMutableBufferPointer<Pixel>
    let firstRow: Int

    /// Reads a band of rows of an image that is not compressed.
    ///
    /// - Throws: `FITSError`, `PixelConversion.Overflow`
    func decodePlain(_ band: Range<Int>, of contents: FileContents) throws {
        if shape.isPlain, Pixel.pixelType == shape.pixelType { return try load(band, of: contents) }
        func whole<Stored: FixedWidthInteger & BitwiseCopyable>(_: Stored.Type, _ stored: PixelType) throws {
            try unsafe convert(band, of: contents, stored) { try unsafe $0.convert(whole: $1, Stored.self, into: $2) }
        }
        func fractions<Stored: BinaryFloatingPoint & BitwiseCopyable>(_: Stored.Type, _ stored: PixelType) throws {
            try unsafe convert(band, of: contents, stored) { unsafe $0.convert(fractions: $1, Stored.self, into: $2) }
        }
        switch shape.bitsPerPixel {
        case 8: try whole(UInt8.self, .uint8)
        case 16: try whole(Int16.self, .int16)
        case 32: try whole(Int32.self, .int32)
        case 64: try whole(Int64.self, .int64)
        case -32: try fractions(Float.self, .float)
        default: try fractions(Double.self, .double)
        }
    }

    /// Reads rows as they are stored, and turns the wanted columns of each into pixels.
    private func convert(
        _ band: Range<Int>, of contents: FileContents, _ stored: PixelType,
        _ body: (PixelConversion, UnsafeRawBufferPointer, UnsafeMutableBufferPointer<Pixel>) throws -> Void
    ) throws {
        let conversion = PixelConversion(shape, hdu.header)
        try unsafe withRows(band, of: contents) { rows, rowBytes in
            unsafe BigEndianPixels.load(UnsafeRawBufferPointer(rows), into: rows, stored)
            let (first, length) = (columns.lowerBound * shape.storedSize, columns.count * shape.storedSize)
            for row in band {
                let place = (row - band.lowerBound) * rowBytes + first
                let start = (row - firstRow) * columns.count
                try unsafe body(
                    conversion, UnsafeRawBufferPointer(rebasing: rows[place..<place + length]),
                    UnsafeMutableBufferPointer(rebasing: target[start..<start + columns.count]))
            }
        }
    }

    /// Lends rows as they are stored, in memory that may be changed.
    private func withRows(
        _ band: Range<Int>, of contents: FileContents, _ body: (UnsafeMutableRawBufferPointer, Int) throws -> Void
    ) throws {
        let rowBytes = shape.width * shape.storedSize
        let rows = UnsafeMutableRawBufferPointer.allocate(byteCount: band.count * rowBytes, alignment: 64)
        defer { unsafe rows.deallocate() }
        try unsafe contents.read(at: hdu.dataOffset + Int64(band.lowerBound * rowBytes), into: rows)
        try unsafe body(rows, rowBytes)
    }

    /// Reads a band of rows of a compressed image; cfitsio decompresses HCOMPRESS.
    ///
    /// - Parameters:
    ///   - band: the rows
    ///   - tiles: the tiles
    ///   - bytes: the table as `tiles` counts it; of HCOMPRESS a FITS file with the table in its second HDU
    /// - Throws: `TileTable.Problem`, `PixelConversion.Overflow`, `CFITSIO.Failure`, `CFITSIOLibrary.Missing`
    func decodeTiles(_ band: Range<Int>, _ tiles: TileTable, _ bytes: UnsafeRawBufferPointer) throws {
        var decoder = unsafe TileDecoder(tiles, bytes, PixelConversion(shape, hdu.header))
        guard case .hcompress = tiles.table.compression else {
            let start = (band.lowerBound - firstRow) * columns.count
            let part = unsafe UnsafeMutableBufferPointer(
                rebasing: target[start..<start + band.count * columns.count])
            return try unsafe decoder.decode(columns: columns, rows: band, into: part)
        }
        try decoder.check(rows: band)
        switch (Pixel.pixelType, shape.bitsPerPixel) {
        case (.float, -64): try unsafe decodeWide(band, bytes, Double.self) { unsafe $0.convert($1, into: $2) }
        case (.float, _), (.double, _): try unsafe decode(bytes, rows: band)
        case _ where shape.pixelType == .uint32:
            try unsafe decodeWide(band, bytes, UInt32.self) { try unsafe $0.convert($1, into: $2) }
        default: try unsafe decodeWide(band, bytes, Int32.self) { try unsafe $0.convert($1, into: $2) }
        }
    }

    /// Lets cfitsio read numbers of the type that holds all, and turns them into pixels here.
    ///
    /// Into whole numbers that do not hold a pixel cfitsio puts another one without a word, and it inflates fractions of double precision
    /// into room for half of their bytes.
    private func decodeWide<Wide: PixelValue>(
        _ band: Range<Int>, _ bytes: UnsafeRawBufferPointer, _: Wide.Type,
        _ body: (PixelConversion, Span<Wide>, UnsafeMutableBufferPointer<Pixel>) throws -> Void
    ) throws {
        let wide = UnsafeMutableBufferPointer<Wide>.allocate(capacity: band.count * columns.count)
        defer { unsafe wide.deallocate() }
        try unsafe ImageRead<Wide>(hdu: hdu, shape: shape, columns: columns, target: wide, firstRow: band.lowerBound)
            .decode(bytes, rows: band)
        let start = (band.lowerBound - firstRow) * columns.count
        let numbers = UnsafeBufferPointer(wide)
        try unsafe body(
            .unscaled, numbers.span, UnsafeMutableBufferPointer(rebasing: target[start..<start + wide.count]))
    }

    /// Reads rows that need nothing but the order of their bytes changed: whole ones straight into their place.
    ///
    /// - Throws: `FITSError`
    private func load(_ band: Range<Int>, of contents: FileContents) throws {
        let start = (band.lowerBound - firstRow) * columns.count
        let part = unsafe UnsafeMutableRawBufferPointer(
            UnsafeMutableBufferPointer(rebasing: target[start..<start + band.count * columns.count]))
        let rowBytes = shape.width * shape.storedSize
        let offset = hdu.dataOffset + Int64(band.lowerBound * rowBytes)
        if columns.count == shape.width {
            try unsafe contents.read(at: offset, into: part)
            return unsafe BigEndianPixels.load(UnsafeRawBufferPointer(part), into: part, shape.pixelType)
        }
        try unsafe withRows(band, of: contents) { rows, _ in
            let (first, length) = (columns.lowerBound * shape.storedSize, columns.count * shape.storedSize)
            for row in 0..<band.count {
                let place = row * rowBytes + first
                unsafe BigEndianPixels.load(
                    UnsafeRawBufferPointer(rebasing: rows[place..<place + length]),
                    into: UnsafeMutableRawBufferPointer(rebasing: part[row * length..<(row + 1) * length]),
                    shape.pixelType)
            }
        }
    }

    /// Lets cfitsio turn rows of the second HDU of a file into numbers.
    ///
    /// - Parameters:
    ///   - bytes: a FITS file
    ///   - rows: the rows
    /// - Throws: `CFITSIO.Failure`, `CFITSIOLibrary.Missing`
    func decode(_ bytes: UnsafeRawBufferPointer, rows: Range<Int>) throws {
        let start = (rows.lowerBound - firstRow) * columns.count
        let part = unsafe UnsafeMutableRawBufferPointer(
            UnsafeMutableBufferPointer(rebasing: target[start..<start + rows.count * columns.count]))
        let code = Pixel.pixelType.code
        try CFITSIO.call { library, status in
            unsafe MemoryFile(bytes, library).with(hdu: 2, &status) { handle, status in
                // cfitsio writes here when it finds an undefined pixel, asked or not.
                var hasUndefined: Int32 = 0
                unsafe withUndefined { undefined in
                    var low = [columns.lowerBound + 1, rows.lowerBound + 1]
                    var high = [columns.upperBound, rows.upperBound]
                    var step = [1, 1]
                    _ = unsafe library.readSection(
                        handle, code, &low, &high, &step, undefined, part.baseAddress, &hasUndefined, &status)
                }
            }
        }
    }

    /// What undefined pixels become: NaN where there is such a number.
    private func withUndefined(_ body: (UnsafeMutableRawPointer?) -> Void) {
        switch Pixel.pixelType {
        case .float:
            var value = Float.nan
            unsafe body(&value)
        case .double:
            var value = Double.nan
            unsafe body(&value)
        default: body(nil)
        }
    }
}

extension PixelType {
    /// Whether it holds fractions.
    var isFloating: Bool { self == .float || self == .double }
}

extension ImageError {
    /// What a failure of cfitsio means for whoever reads pixels.
    init(_ failure: CFITSIO.Failure, type: PixelType, file: String, hdu: Int) {
        let (code, message): (Code, String) =
            switch failure.status {
            case NUM_OVERFLOW:
                (.pixelOverflow, "\(type) cannot hold all pixels of the image; ask for a larger type")
            case MEMORY_ALLOCATION: (.cfitsio, "there is not enough memory for the pixels")
            default: (.corruptTiles, "the compressed tiles are damaged: fetch the file again")
            }
        self.init(code, message, file: file, hdu: hdu, status: Int(failure.status), stack: failure.stack)
    }
}
