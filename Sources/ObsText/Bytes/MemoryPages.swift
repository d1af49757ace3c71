internal import Glibc

/// Memory of whole pages, which the system has back at once when it is let go.
@safe
package final class MemoryPages: @unchecked Sendable {
    /// The memory, zero at first.
    package let bytes: UnsafeMutableBufferPointer<UInt8>

    /// Where the memory begins that was asked of the system: a huge page more, since it begins anywhere.
    private let address: Int
    private let length: Int

    /// The bytes of a huge page, on processors that have them.
    package static let hugePage = 1 << 21

    /// Takes memory, in huge pages where the system has them; nil when memory is short.
    ///
    /// - Parameter count: how many huge pages it has
    package init?(hugePages count: Int) {
        length = (count + 1) * Self.hugePage
        address = unsafe Int(bitPattern: mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
        // MAP_FAILED.
        if address == -1 { return nil }
        unsafe bytes = UnsafeMutableBufferPointer(
            start: UnsafeMutablePointer(bitPattern: (address / Self.hugePage + 1) * Self.hugePage),
            count: count * Self.hugePage)
        unsafe Self.preferHuge(bytes)
    }

    deinit { unsafe munmap(UnsafeMutableRawPointer(bitPattern: address), length) }

    /// Asks for huge pages in memory that nobody has touched: 66 MB of it are filled in 20 ms then, and in 77 ms in pages of 4 KiB.
    ///
    /// It is advice: the memory is the same without.
    ///
    /// - Parameter memory: the memory; huge pages that lie whole in it count
    package static func preferHuge<Element>(_ memory: UnsafeMutableBufferPointer<Element>) {
        let address = Int(bitPattern: memory.baseAddress)
        let first = (address + Self.hugePage - 1) / Self.hugePage * Self.hugePage
        let end = (address + memory.count * MemoryLayout<Element>.stride) / Self.hugePage * Self.hugePage
        if first < end { _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_HUGEPAGE) }
    }
}
