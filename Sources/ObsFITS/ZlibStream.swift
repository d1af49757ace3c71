internal import CObsZlib

/// What zlib makes of bytes in memory.
package enum ZlibStream {
    /// The bytes deflated, with zlib's framing (RFC 1950), as PNG wants them.
    package static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        let bound = Int(compressBound(UInt(bytes.count)))
        return unsafe [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            var length = UInt(bound)
            let status = unsafe bytes.withUnsafeBufferPointer {
                unsafe compress2(buffer.baseAddress, &length, $0.baseAddress, UInt(bytes.count), Z_DEFAULT_COMPRESSION)
            }
            // The room is what zlib asks for, and nothing else can fail but memory.
            precondition(status == Z_OK, "zlib cannot deflate (\(status)): memory is short")
            count = Int(length)
        }
    }

    /// The checksum of bytes (CRC-32, ISO 3309).
    package static func checksum(_ bytes: [UInt8]) -> UInt32 { checksum(bytes.span, after: 0) }

    /// The checksum of bytes behind others, whose checksum is known; 0 when there are none.
    static func checksum(_ bytes: Span<UInt8>, after sum: UInt32) -> UInt32 {
        unsafe bytes.withUnsafeBufferPointer {
            unsafe UInt32(truncatingIfNeeded: crc32(UInt(sum), $0.baseAddress, UInt32($0.count)))
        }
    }
}
