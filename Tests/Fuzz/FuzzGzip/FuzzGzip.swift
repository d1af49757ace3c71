import FuzzSupport
import ObsFITS

/// Reads files that are gzip streams, or begin as one: members, headers with names and comments, and what is damaged.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzGzip(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe FuzzInput(start, count)
    let bytes = input.choice % 2 == 0 ? input.rest : [0x1F, 0x8B, 8] + input.rest
    do {
        let reader = try HeaderReader(bytes: bytes, limits: .init(headerBytes: 1 << 18, inflatedBytes: 1 << 20))
        while let hdu = try reader.next() { precondition(hdu.dataLength >= 0) }
    } catch let error as FITSError {
        precondition(!error.description.isEmpty)
    } catch {
        preconditionFailure("\(error)")
    }
    return 0
}
