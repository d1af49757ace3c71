internal import ObsText
internal import Synchronization

/// What a compressed file decompresses to, decompressed once: bytes are kept from the time they come until they were read as data.
///
/// Headers are found by inflating everything before them, so that the data behind them were there already; they are kept in
/// chunks, as many as a budget allows, each until all of its data were read. What is asked for again, or was too much to keep, is
/// inflated again from the front. Any thread may read.
final class KeptInflation: RangeReader, @unchecked Sendable {
    /// A part of the inflated bytes, at a multiple of its length.
    @safe
    private final class Chunk: @unchecked Sendable {
        static let length = MemoryPages.hugePage

        let bytes: UnsafeMutableBufferPointer<UInt8>
        /// Fewer bytes than fit come before the end or a damage.
        var filled = 0
        /// The damage that is met behind the bytes.
        var failure: (any Error)?
        /// The number of bytes of data that nobody has read.
        var unread = 0
        private let pages: MemoryPages

        init() throws {
            guard let pages = MemoryPages(hugePages: 1) else {
                throw FITSError(.unreadable, "the file cannot be inflated: memory is short")
            }
            self.pages = pages
            unsafe bytes = pages.bytes
        }

        /// Copies bytes to the beginning of a buffer.
        func copy(_ range: Range<Int>, into buffer: inout MutableSpan<UInt8>) {
            let part = unsafe UnsafeBufferPointer(rebasing: bytes[range])
            unsafe buffer.copy(part.span)
        }
    }

    private let lock = Mutex(())
    private let file: FileRange
    let compression: Compression
    private let maximumLength: Int64
    /// How many bytes are kept at most.
    private let budget: Int
    // All that follows is guarded by the lock.
    private var stream: DecompressedRange
    private var end: Int64 = 0
    private var begun = 1
    private var kept: [Int: Chunk] = [:]
    private var last: (place: Int, chunk: Chunk)?
    private var data: [Range<Int64>] = []
    /// What earlier passes found out.
    private var known: (length: Int64?, verifiedEnd: Int64) = (nil, 0)

    init(_ file: FileRange, _ compression: Compression, maximumLength: Int64, budget: Int) throws {
        self.file = file
        self.compression = compression
        self.budget = budget
        self.maximumLength = maximumLength
        stream = try DecompressedRange(file, compression, maximumLength: maximumLength)
    }

    /// How often the stream was begun.
    var passes: Int { lock.withLock { _ in begun } }

    private var isFirstPass: Bool { begun == 1 }

    var length: Int64? { lock.withLock { _ in stream.length ?? known.length } }

    /// Up to where the bytes come from members of the stream whose sums agree.
    var verifiedEnd: Int64 { lock.withLock { _ in max(stream.verifiedEnd, known.verifiedEnd) } }

    func read(at offset: Int64, into buffer: inout MutableSpan<UInt8>) throws -> Int {
        let place = Int(offset) / Chunk.length
        let found = try lock.withLock { _ in
            let chunk = try chunk(place, reaching: Int(offset) % Chunk.length)
            return (chunk: chunk, filled: chunk.filled)
        }
        let start = Int(offset) - place * Chunk.length
        let count = min(buffer.count, found.filled - start)
        guard count > 0 else { return 0 }
        found.chunk.copy(start..<start + count, into: &buffer)
        return count
    }

    /// Says where data are: a chunk is let go when all data in it were read.
    func expect(_ ranges: [Range<Int64>]) {
        lock.withLock { _ in
            data = ranges
            for (place, chunk) in kept {
                chunk.unread = bytesOfData(in: range(of: place))
                if chunk.unread == 0 { kept[place] = nil }
            }
        }
    }

    /// Takes note that bytes were read as data.
    func release(_ range: Range<Int64>) {
        lock.withLock { _ in
            var place = Int(range.lowerBound) / Chunk.length
            while Int64(place * Chunk.length) < range.upperBound {
                if let chunk = kept[place] {
                    chunk.unread -= bytesOfData(in: self.range(of: place).clamped(to: range))
                    if chunk.unread <= 0 { kept[place] = nil }
                }
                place += 1
            }
        }
    }

    /// Whether bytes are there without inflating any.
    func holds(_ range: Range<Int64>) -> Bool {
        let places = Int(range.lowerBound) / Chunk.length...Int(range.upperBound) / Chunk.length
        return lock.withLock { _ in
            places.allSatisfy { kept[$0] != nil || range.upperBound <= Int64($0 * Chunk.length) }
        }
    }

    private func range(of place: Int) -> Range<Int64> {
        Int64(place * Chunk.length)..<Int64((place + 1) * Chunk.length)
    }

    private func bytesOfData(in range: Range<Int64>) -> Int {
        data.reduce(0) { $0 + Int($1.clamped(to: range).upperBound - $1.clamped(to: range).lowerBound) }
    }

    /// A chunk, and the damage when a byte lies behind one.
    private func chunk(_ place: Int, reaching byte: Int) throws -> Chunk {
        if let known = kept[place] ?? (last?.place == place ? last?.chunk : nil) {
            if byte >= known.filled, let failure = known.failure { throw failure }
            return known
        }
        if end > Int64(place * Chunk.length) {
            known = (stream.length ?? known.length, max(stream.verifiedEnd, known.verifiedEnd))
            stream = try DecompressedRange(file, compression, maximumLength: maximumLength)
            (end, begun) = (0, begun + 1)
        }
        // What lies between is kept when it comes for the first time, and skipped by the stream later.
        while isFirstPass, Int(end) / Chunk.length < place, stream.length == nil, canKeep {
            let between = try self.chunk(Int(end) / Chunk.length, reaching: Chunk.length - 1)
            if between.filled < Chunk.length { break }
        }
        let chunk = try Chunk()
        try fill(chunk, place)
        if isFirstPass, canKeep { kept[place] = chunk }
        last = (place, chunk)
        if byte >= chunk.filled, let failure = chunk.failure { throw failure }
        return chunk
    }

    private var canKeep: Bool { (kept.count + 1) * Chunk.length <= budget }

    private func fill(_ chunk: Chunk, _ place: Int) throws {
        let start = Int64(place * Chunk.length)
        while chunk.filled < Chunk.length {
            do {
                var room = unsafe chunk.bytes.mutableSpan
                let count = try room.with(chunk.filled..<room.count) {
                    try stream.read(at: start + Int64(chunk.filled), into: &$0)
                }
                if count == 0 { return }
                chunk.filled += count
                end = start + Int64(chunk.filled)
            } catch  where chunk.filled > 0 {
                chunk.failure = error
                return
            }
        }
    }
}
