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

    /// Reads a band of rows of an image that is not compressed; unless they are of the numbers that are wanted, cfitsio sees
    /// them as a small file with the image's own cards.
    ///
    /// - Throws: `FITSError`, `CFITSIO.Failure`, `CFITSIOLibrary.Missing`
    func decodePlain(_ band: Range<Int>, of contents: FileContents) throws {
        let rowBytes = shape.width * shape.storedSize
        if shape.isPlain, Pixel.pixelType == shape.pixelType { return try load(band, of: contents) }
        try unsafe decodeStored(band) { data in
            try unsafe contents.read(at: hdu.dataOffset + Int64(band.lowerBound * rowBytes), into: data)
        }
    }

    /// Reads a band of rows of a compressed image: cfitsio decompresses it, but for line lists, which are decompressed here.
    ///
    /// - Parameters:
    ///   - band: the rows
    ///   - tiles: the tiles
    ///   - bytes: a FITS file with the table in its second HDU
    /// - Throws: `TileTable.Problem`, `CFITSIO.Failure`, `CFITSIOLibrary.Missing`
    func decodeTiles(_ band: Range<Int>, _ tiles: TileTable, _ bytes: UnsafeRawBufferPointer) throws {
        if tiles.table.compression == .plio {
            return try unsafe decodeStored(band) { try unsafe tiles.decodeLineLists(rows: band, of: bytes, into: $0) }
        }
        try unsafe tiles.check(rows: band, of: bytes)
        if Pixel.pixelType == .float, shape.bitsPerPixel == -64 { return try unsafe decodeWide(band, bytes) }
        try unsafe decode(bytes, hdu: 2, rows: band, from: 0)
    }

    /// Reads numbers of double precision as such and rounds them here: cfitsio inflates them into room for half of their bytes.
    private func decodeWide(_ band: Range<Int>, _ bytes: UnsafeRawBufferPointer) throws {
        let wide = UnsafeMutableBufferPointer<Double>.allocate(capacity: band.count * columns.count)
        defer { unsafe wide.deallocate() }
        try unsafe ImageRead<Double>(hdu: hdu, shape: shape, columns: columns, target: wide, firstRow: band.lowerBound)
            .decode(bytes, hdu: 2, rows: band, from: 0)
        let start = (band.lowerBound - firstRow) * columns.count
        unsafe UnsafeMutableBufferPointer(rebasing: target[start..<start + wide.count]).withMemoryRebound(
            to: Float.self
        ) {
            for index in 0..<wide.count { unsafe $0[index] = Float(wide[index]) }
        }
    }

    /// Lets cfitsio turn rows into numbers that are stored as in an image that is not compressed.
    ///
    /// - Parameters:
    ///   - band: the rows
    ///   - fill: sets their bytes
    /// - Throws: what `fill` throws; `CFITSIO.Failure`, `CFITSIOLibrary.Missing`
    private func decodeStored(_ band: Range<Int>, _ fill: (UnsafeMutableRawBufferPointer) throws -> Void) throws {
        let header = MemoryFile.header(cards(rows: band.count))
        let end = header.count + band.count * shape.width * shape.storedSize
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: (end + 2879) / 2880 * 2880, alignment: 64)
        defer { unsafe buffer.deallocate() }
        unsafe buffer.copyBytes(from: header)
        try unsafe fill(UnsafeMutableRawBufferPointer(rebasing: buffer[header.count..<end]))
        unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[end...]).initializeMemory(as: UInt8.self, repeating: 0)
        try unsafe decode(UnsafeRawBufferPointer(buffer), hdu: 1, rows: band, from: band.lowerBound)
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
        let rows = UnsafeMutableRawBufferPointer.allocate(byteCount: band.count * rowBytes, alignment: 64)
        defer { unsafe rows.deallocate() }
        try unsafe contents.read(at: offset, into: rows)
        let (first, length) = (columns.lowerBound * shape.storedSize, columns.count * shape.storedSize)
        for row in 0..<band.count {
            let place = row * rowBytes + first
            unsafe BigEndianPixels.load(
                UnsafeRawBufferPointer(rebasing: rows[place..<place + length]),
                into: UnsafeMutableRawBufferPointer(rebasing: part[row * length..<(row + 1) * length]), shape.pixelType)
        }
    }

    /// Lets cfitsio turn rows into numbers.
    ///
    /// - Parameters:
    ///   - bytes: a FITS file
    ///   - number: the HDU in it, the first being 1
    ///   - rows: the rows, in the image of the file
    ///   - first: the first row that these bytes hold
    /// - Throws: `CFITSIO.Failure`, `CFITSIOLibrary.Missing`
    func decode(_ bytes: UnsafeRawBufferPointer, hdu number: Int32, rows: Range<Int>, from first: Int) throws {
        let start = (rows.lowerBound - firstRow) * columns.count
        let part = unsafe UnsafeMutableRawBufferPointer(
            UnsafeMutableBufferPointer(rebasing: target[start..<start + rows.count * columns.count]))
        let isWhole = columns.count == shape.width && number == 1
        let local = rows.lowerBound - first..<rows.upperBound - first
        let code = Pixel.pixelType.code
        try CFITSIO.call { library, status in
            unsafe MemoryFile(bytes, library).with(hdu: number, &status) { handle, status in
                // cfitsio writes here when it finds an undefined pixel, asked or not.
                var hasUndefined: Int32 = 0
                unsafe withUndefined { undefined in
                    if isWhole {
                        let count = Int64(rows.count * columns.count)
                        let element = Int64(local.lowerBound * shape.width + 1)
                        _ = unsafe library.readPixels(
                            handle, code, element, count, undefined, part.baseAddress, &hasUndefined, &status)
                    } else {
                        var low = [columns.lowerBound + 1, local.lowerBound + 1]
                        var high = [columns.upperBound, local.upperBound]
                        var step = [1, 1]
                        _ = unsafe library.readSection(
                            handle, code, &low, &high, &step, undefined, part.baseAddress, &hasUndefined, &status)
                    }
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

    /// The header of a band of the image.
    private func cards(rows: Int) -> [String] {
        var cards = [
            MemoryFile.card("SIMPLE", "T"), MemoryFile.card("BITPIX", "\(shape.bitsPerPixel)"),
            MemoryFile.card("NAXIS", "2"), MemoryFile.card("NAXIS1", "\(shape.width)"),
            MemoryFile.card("NAXIS2", "\(rows)"),
        ]
        for name in ["BSCALE", "BZERO"] {
            guard let text = hdu.header[Keyword(name)].flatMap({ MemoryFile.text(of: $0) }) else { continue }
            cards.append(MemoryFile.card(name, text))
        }
        if let blank = shape.blank.stored { cards.append(MemoryFile.card("BLANK", "\(blank)")) }
        return cards
    }
}

extension PixelType {
    /// Whether it holds fractions.
    var isFloating: Bool { self == .float || self == .double }
}

extension ImageError {
    /// What a failure of cfitsio means for whoever reads pixels.
    init(_ failure: CFITSIO.Failure, type: PixelType, isCompressed: Bool, file: String, hdu: Int) {
        let (code, message): (Code, String) =
            switch failure.status {
            case NUM_OVERFLOW:
                (.pixelOverflow, "\(type) cannot hold all pixels of the image; ask for a larger type")
            case MEMORY_ALLOCATION: (.cfitsio, "there is not enough memory for the pixels")
            default:
                isCompressed
                    ? (.corruptTiles, "the compressed tiles are damaged: fetch the file again")
                    : (.cfitsio, "the pixels cannot be read")
            }
        self.init(code, message, file: file, hdu: hdu, status: Int(failure.status), stack: failure.stack)
    }
}
