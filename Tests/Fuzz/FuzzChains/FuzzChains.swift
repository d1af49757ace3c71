import FuzzSupport
import ObsFITS

/// Reads a chain of HDUs whose headers are changed, in one piece, in gzip's and by a store that gives little at a time.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzChains(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe FuzzInput(start, count)
    let file = FuzzFITS(input.rest).bytes
    let whole = chain(file)
    if input.choice % 2 == 1 {
        let slow = chain(Slow(file, step: 1 + input.choice))
        precondition(slow == whole, "the store does not matter: \(slow) and \(whole)")
    }
    // A file that ends early has no HDU that the whole one does not have.
    let cut = chain(Array(file.prefix(file.count / 2)))
    precondition(cut.hdus.count <= whole.hdus.count || whole.error != nil, "a cut adds no HDU")
    return 0
}

private struct Chain: Equatable {
    var hdus: [String] = []
    var error: String?
    var trailing: Int64?
}

private let limits = HeaderReader.Limits(headerBytes: 1 << 20, inflatedBytes: 1 << 24)

private func chain(_ bytes: [UInt8]) -> Chain { chain { try HeaderReader(bytes: bytes, limits: limits) } }

private func chain(_ store: Slow) -> Chain { chain { try HeaderReader(source: store, name: "", limits: limits) } }

private func chain(_ open: () throws -> HeaderReader) -> Chain {
    var chain = Chain()
    do {
        let reader = try open()
        while let hdu = try reader.next() {
            precondition(hdu.dataLength >= 0 && hdu.dataOffset > hdu.headerOffset && hdu.headerOffset % 2880 == 0)
            precondition(hdu.index == chain.hdus.count, "HDUs are counted")
            chain.hdus.append("\(hdu.kind) \(hdu.headerOffset) \(hdu.dataOffset) \(hdu.dataLength) \(hdu.header.count)")
        }
        chain.trailing = reader.trailing?.offset
    } catch let error as FITSError {
        chain.error = error.description
        precondition(!error.description.isEmpty)
    } catch {
        preconditionFailure("\(error)")
    }
    return chain
}

/// A store that gives few bytes at a time.
private struct Slow: RangeReader {
    let bytes: [UInt8]
    let step: Int

    init(_ bytes: [UInt8], step: Int) { (self.bytes, self.step) = (bytes, step) }

    var length: Int64? { Int64(bytes.count) }

    func read(at offset: Int64, into buffer: inout MutableSpan<UInt8>) throws -> Int {
        guard offset < bytes.count else { return 0 }
        let count = min(buffer.count, step, bytes.count - Int(offset))
        for place in 0..<count { buffer[place] = bytes[Int(offset) + place] }
        return count
    }
}
