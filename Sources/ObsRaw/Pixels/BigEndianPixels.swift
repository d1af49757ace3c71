/// Pixels as FITS stores them: the larger byte first, numbers of the other sign shifted by half their range.
enum BigEndianPixels {
    /// Turns pixels of memory into those of a file.
    ///
    /// - Parameters:
    ///   - source: whole pixels
    ///   - target: room for as many bytes
    ///   - type: what the pixels are
    static func store(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer, _ type: PixelType) {
        unsafe convert(source, target, type, isStoring: true)
    }

    /// Turns pixels of a file into those of memory.
    ///
    /// - Parameters:
    ///   - source: whole pixels
    ///   - target: room for as many bytes
    ///   - type: what the pixels are
    static func load(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer, _ type: PixelType) {
        unsafe convert(source, target, type, isStoring: false)
    }

    private static func convert(
        _ source: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer, _ type: PixelType, isStoring: Bool
    ) {
        func swap<Word: FixedWidthInteger>(_ sign: Word) {
            unsafe BigEndianPixels.swap(source, target, before: isStoring ? sign : 0, after: isStoring ? 0 : sign)
        }
        switch type {
        case .int8: swap(0x80 as UInt8)
        case .uint8: swap(0 as UInt8)
        case .int16: swap(0 as UInt16)
        case .uint16: swap(1 << 15 as UInt16)
        case .int32, .float: swap(0 as UInt32)
        case .uint32: swap(1 << 31 as UInt32)
        case .int64, .double: swap(0 as UInt64)
        case .uint64: swap(1 << 63 as UInt64)
        }
    }

    @inline(__always)
    private static func swap<Word: FixedWidthInteger>(
        _ source: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer, before: Word, after: Word
    ) {
        let count = source.count / MemoryLayout<Word>.size
        guard let from = unsafe source.baseAddress?.assumingMemoryBound(to: Word.self),
            let to = unsafe target.baseAddress?.assumingMemoryBound(to: Word.self)
        else { return }
        for index in 0..<count { unsafe to[index] = unsafe (from[index] ^ before).bigEndian ^ after }
    }
}
