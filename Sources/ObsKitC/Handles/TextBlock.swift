internal import Glibc

/// Texts in memory of their own, each ending in NUL, for callers to whom they are lent.
final class TextBlock: Sendable {
    private let start: Int
    private let places: [Int32]

    /// Copies texts; nil has no place.
    init(_ texts: [String?]) {
        var bytes: [UInt8] = []
        places = texts.map { text in
            guard let text else { return -1 }
            let place = Int32(bytes.count)
            bytes += text.utf8
            bytes.append(0)
            return place
        }
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: max(bytes.count, 1))
        unsafe memory.initialize(from: bytes, count: bytes.count)
        start = Int(bitPattern: memory)
    }

    deinit {
        unsafe UnsafeMutablePointer<UInt8>(bitPattern: start)?.deallocate()
    }

    /// The places of the texts.
    var indices: Range<Int> { places.indices }

    /// A text, which lives as long as the block; nil where there is none.
    subscript(index: Int) -> UnsafePointer<CChar>? {
        guard places[index] >= 0 else { return nil }
        return unsafe UnsafePointer<CChar>(bitPattern: start + Int(places[index]))
    }
}
