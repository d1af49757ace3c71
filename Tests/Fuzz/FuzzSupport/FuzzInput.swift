import Glibc

/// The bytes of one input, from which a target takes what it needs.
public struct FuzzInput {
    /// All of them.
    public let bytes: [UInt8]

    /// What libFuzzer gives.
    public init(_ start: UnsafePointer<UInt8>?, _ count: Int) {
        bytes = unsafe Array(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    /// The first byte, which chooses among what a target does; 0 of nothing.
    public var choice: Int { Int(bytes.first ?? 0) }

    /// What stands behind the first byte.
    public var rest: [UInt8] { Array(bytes.dropFirst()) }

    /// What stands behind the first byte, in pieces that a byte separates.
    public func pieces(separator: UInt8) -> [[UInt8]] {
        bytes.dropFirst().split(separator: separator, omittingEmptySubsequences: false).map(Array.init)
    }
}

/// A FITS file made of an input, whose cards and blocks lie where they should: changes to it reach what stands in the cards.
///
/// Cards are lines, cut at 80 bytes; an empty line ends a header. A line such as `#96` behind it takes so many bytes of data, which
/// follow the first zero byte of the input.
public struct FuzzFITS {
    /// The file.
    public private(set) var bytes: [UInt8] = []

    private static let block = 2880

    /// Makes a file.
    ///
    /// - Parameter input: lines of text; the data follow a zero byte
    public init(_ input: [UInt8]) {
        let parts = input.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        var data = parts.count > 1 ? parts[1] : []
        var headerStart = 0
        for line in parts[0].split(separator: 0x0A, omittingEmptySubsequences: false) {
            if line.isEmpty {
                end(headerStart)
                headerStart = bytes.count
            } else if line.first == UInt8(ascii: "#") {
                let wanted = min(Int(String(decoding: line.dropFirst(), as: UTF8.self)) ?? 0, data.count)
                guard wanted > 0 else { continue }
                bytes += data.prefix(wanted)
                data = data.dropFirst(wanted)
                pad(with: 0)
                headerStart = bytes.count
            } else {
                bytes += line.prefix(80)
                bytes += [UInt8](repeating: 0x20, count: 80 - min(80, line.count))
            }
        }
        if bytes.count > headerStart { end(headerStart) }
        bytes += data
    }

    private mutating func end(_ start: Int) {
        bytes += Array("END".utf8) + [UInt8](repeating: 0x20, count: 77)
        pad(with: 0x20)
    }

    private mutating func pad(with byte: UInt8) {
        let rest = bytes.count % Self.block
        if rest > 0 { bytes += [UInt8](repeating: byte, count: Self.block - rest) }
    }
}

/// A file in memory that has a path, for what reads files alone.
public final class MemoryPath {
    private let descriptor: Int32

    /// An empty file.
    public init() {
        var name = Array("/dev/shm/obskit-fuzz.XXXXXX".utf8CString)
        descriptor = unsafe mkstemp(&name)
        unsafe precondition(descriptor >= 0 && unlink(name) == 0, "memory can be had")
    }

    /// The path, as long as this is there.
    public var path: String { "/proc/self/fd/\(descriptor)" }

    /// Replaces the content.
    public func write(_ bytes: [UInt8]) {
        precondition(ftruncate(descriptor, 0) == 0)
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes[done...].withUnsafeBytes {
                unsafe pwrite(descriptor, $0.baseAddress, $0.count, off_t(done))
            }
            precondition(count > 0, "what is in memory can be written")
            done += count
        }
    }
}
