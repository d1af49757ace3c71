/// The part of a source in which the next header is looked for: read in few large pieces, never where data is.
final class HeaderWindow {
    private var source: any RangeReader
    private let maximumHeader: Int
    private let isGzip: Bool
    private var buffer: UnsafeMutableRawBufferPointer
    /// Where in the source the buffer begins, and how much of it is read.
    private var start: Int64 = 0
    private var filled = 0
    /// How much to ask for at the start of the next header.
    private var step: Int

    /// Enough for the two headers of nearly every file, and little enough to cost nothing.
    private static let fileStep = 8 * 2880
    /// Inflating costs more than asking again.
    private static let gzipStep = 2 * 2880

    /// Looks at the start of a source and says what it is if it is no FITS.
    ///
    /// - Throws: `FITSError`, whatever the source throws.
    init(_ source: any RangeReader, limits: HeaderReader.Limits) throws {
        self.source = source
        self.maximumHeader = limits.headerBytes
        self.isGzip = false
        self.step = Self.fileStep
        self.buffer = .allocate(byteCount: Self.fileStep, alignment: 16)
    }

    deinit {
        buffer.deallocate()
    }

    var length: Int64? { source.length }

    func move(to offset: Int64, dataEnd: Int64) throws -> Bool { false }
    func begins(with name: UInt64) throws -> Bool { false }
    func readHeader() throws -> (Header, Int64) { (Header(cards: []), 0) }
}
