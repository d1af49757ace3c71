/// What the headers of one file are had from: the file itself, a dump, a sidecar, an entry of an index, rows of a table.
///
/// Whoever translates does not ask which it is: the same headers give the same observations.
///
/// Implementation guidance: read no more than is asked for; a file of 70 HDUs is often recognized by the first.
///
/// Laws: the primary comes first, then the other HDUs in their order; each opening gives the same headers.
/// `HeaderSourceTests` holds every source of ObsKit to them.
public protocol HeaderSource {
    /// What the headers are of, for messages: usually the path of the file.
    var name: String { get }

    /// Begins to read.
    ///
    /// - Returns: the headers, which are read as they are pulled
    /// - Throws: what prevents them from being read
    func open() throws -> HeaderStream
}

extension HeaderSource {
    /// All headers.
    ///
    /// - Throws: what prevents them from being read; `FITSError` where some may be missing
    public func headers() throws -> [FileHeader] {
        let stream = try open()
        let headers = try stream.rest()
        if let loss = stream.chain.loss { throw loss }
        return headers
    }
}

/// Headers of one source, pulled one after the other.
///
/// It belongs to one task.
public final class HeaderStream {
    private let pull: () throws -> FileHeader?
    private let state: () -> HeaderChain

    /// Headers that a function gives one after the other.
    ///
    /// - Parameters:
    ///   - next: the next header; nil after the last
    ///   - chain: how the chain of HDUs ended, or how it stands so far
    package init(next: @escaping () throws -> FileHeader?, chain: @escaping () -> HeaderChain = { .unknown }) {
        pull = next
        state = chain
    }

    /// Headers that are in memory.
    ///
    /// - Parameters:
    ///   - headers: the headers, the primary first
    ///   - chain: how the chain of HDUs ended
    package convenience init(_ headers: [FileHeader], chain: HeaderChain = .unknown) {
        var rest = headers[...]
        self.init(next: { rest.popFirst() }, chain: { chain })
    }

    /// The next header; nil after the last.
    ///
    /// - Throws: what prevents the first one from being read
    public func next() throws -> FileHeader? { try pull() }

    /// The headers that are left.
    ///
    /// - Throws: as `next()`
    package func rest() throws -> [FileHeader] {
        var headers: [FileHeader] = []
        while let header = try next() { headers.append(header) }
        return headers
    }

    /// How the chain of HDUs ended, or how it stands where nobody asked for the rest; a source that is no file knows nothing of it.
    package var chain: HeaderChain { state() }
}

extension HeaderStream {
    /// The headers of a FITS file.
    convenience init(_ reader: HeaderReader, looksForLastData: Bool = true) {
        let chain = HDUChain(reader)
        self.init(
            next: { try chain.next().map { FileHeader($0) } },
            chain: { chain.state(looksForLastData: looksForLastData) })
    }
}

/// The headers of a FITS file: plain, fpack, or compressed by gzip, bzip2, xz or zstd.
public struct FITSSource: HeaderSource, Sendable {
    /// The path, or what the bytes are called.
    public let name: String
    /// The bytes that are in memory; nil where the file is read.
    package let bytes: [UInt8]?

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

    /// Begins to read; data is never read.
    ///
    /// Bytes in memory may end within the data of the last HDU that was asked for.
    ///
    /// - Throws: `FITSError` when it is no FITS file
    public func open() throws -> HeaderStream {
        let reader = try bytes.map { try HeaderReader(bytes: $0, name: name) } ?? HeaderReader(path: name)
        return HeaderStream(reader, looksForLastData: bytes == nil)
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

    /// Begins to read; data is never read.
    ///
    /// - Throws: `FITSError` when it is no FITS file; whatever the store throws
    public func open() throws -> HeaderStream { HeaderStream(try HeaderReader(source: ranges, name: name)) }
}

/// Headers that are in memory.
public struct MemorySource: HeaderSource, Sendable {
    /// What the headers are of.
    public let name: String
    private let list: [FileHeader]
    private let chain: HeaderChain

    /// Headers in memory.
    ///
    /// - Parameters:
    ///   - headers: the headers, the primary first
    ///   - name: what they are of
    ///   - chain: how the chain of HDUs ended, where they were read from a file
    package init(headers: [FileHeader], name: String, chain: HeaderChain = .unknown) {
        self.name = name
        self.chain = chain
        list = headers
    }

    /// Begins to give the headers.
    public func open() -> HeaderStream { HeaderStream(list, chain: chain) }
}
