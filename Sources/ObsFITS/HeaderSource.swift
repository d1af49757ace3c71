/// What the headers of one file are had from: the file itself, a dump, a sidecar, an entry of an index, rows of a table.
///
/// Whoever translates does not ask which it is: the same headers give the same observations.
///
/// Implementation guidance: read no more than is asked for; a file of 70 HDUs is often recognised by the first.
///
/// Laws: the primary comes first, then the other HDUs in their order; every call gives the same headers; none is given
/// after `body` said that it has enough. `HeaderSourceTests` holds every source of ObsKit to them.
public protocol HeaderSource {
    /// What the headers are of, for messages: usually the path of the file.
    var name: String { get }

    /// Gives the headers one after the other.
    ///
    /// - Parameter body: takes a header, and says whether it wants the next
    /// - Throws: what prevents the headers from being read, and whatever `body` throws
    func forEachHeader(_ body: (FileHeader) throws -> Bool) throws

    /// Gives the headers one after the other, as many as can be read, and says how the chain of HDUs ended.
    ///
    /// - Parameter body: takes a header, and says whether it wants the next
    /// - Returns: how the chain ended; a source that is no file knows nothing of it
    /// - Throws: what prevents the first header from being read, and whatever `body` throws
    func readChain(_ body: (FileHeader) throws -> Bool) throws -> HeaderChain
}

extension HeaderSource {
    /// Gives the headers, and knows nothing of a chain.
    public func readChain(_ body: (FileHeader) throws -> Bool) throws -> HeaderChain {
        try forEachHeader(body)
        return .unknown
    }

    /// All headers.
    ///
    /// - Throws: what prevents them from being read
    public func headers() throws -> [FileHeader] {
        var headers: [FileHeader] = []
        try forEachHeader {
            headers.append($0)
            return true
        }
        return headers
    }
}

/// The headers of a FITS file: plain, fpack, or compressed by gzip, bzip2, xz or zstd.
public struct FITSSource: HeaderSource, Sendable {
    /// The path, or what the bytes are called.
    public let name: String
    private let bytes: [UInt8]?

    /// The file of exactly this name.
    public init(path: String) {
        name = path
        bytes = nil
    }

    /// A file that is in memory, whole or as far as its headers go.
    public init(bytes: [UInt8], name: String) {
        self.name = name
        self.bytes = bytes
    }

    /// Gives the headers one after the other; data is never read.
    ///
    /// - Throws: `FITSError`, and whatever `body` throws
    public func forEachHeader(_ body: (FileHeader) throws -> Bool) throws {
        try reader().forEachHeader(body)
    }

    /// Gives the headers that can be read, and says how the chain ended; data is never read.
    ///
    /// Bytes in memory may end within the data of the last HDU that was asked for.
    ///
    /// - Throws: `FITSError` of the first header, and whatever `body` throws
    public func readChain(_ body: (FileHeader) throws -> Bool) throws -> HeaderChain {
        try reader().readChain(looksForLastData: bytes == nil) { try body(FileHeader($0)) }
    }

    private func reader() throws -> HeaderReader {
        try bytes.map { try HeaderReader(bytes: $0, name: name) } ?? HeaderReader(path: name)
    }
}

/// The headers of a FITS file in any store that gives ranges of bytes.
public struct RangeSource: HeaderSource {
    /// What the file is called.
    public let name: String
    private let ranges: any RangeReader

    /// A file of which ranges of bytes can be had.
    public init(ranges: any RangeReader, name: String) {
        self.name = name
        self.ranges = ranges
    }

    /// Gives the headers one after the other; data is never read.
    ///
    /// - Throws: `FITSError`, whatever the store throws, and whatever `body` throws
    public func forEachHeader(_ body: (FileHeader) throws -> Bool) throws {
        try HeaderReader(source: ranges, name: name).forEachHeader(body)
    }

    /// Gives the headers that can be read, and says how the chain ended; data is never read.
    ///
    /// - Throws: `FITSError` of the first header, whatever the store throws, and whatever `body` throws
    public func readChain(_ body: (FileHeader) throws -> Bool) throws -> HeaderChain {
        try HeaderReader(source: ranges, name: name).readChain { try body(FileHeader($0)) }
    }
}

extension HeaderReader {
    fileprivate func forEachHeader(_ body: (FileHeader) throws -> Bool) throws {
        while let hdu = try next() {
            guard try body(FileHeader(hdu)) else { return }
        }
    }
}

/// Headers that are in memory.
public struct MemorySource: HeaderSource, Sendable {
    /// What the headers are of.
    public let name: String
    private let list: [FileHeader]

    /// Headers in memory.
    ///
    /// - Parameters:
    ///   - headers: the headers, the primary first
    ///   - name: what they are of
    public init(headers: [FileHeader], name: String) {
        self.name = name
        list = headers
    }

    /// Gives the headers one after the other.
    ///
    /// - Throws: whatever `body` throws
    public func forEachHeader(_ body: (FileHeader) throws -> Bool) throws {
        for header in list {
            guard try body(header) else { return }
        }
    }
}
