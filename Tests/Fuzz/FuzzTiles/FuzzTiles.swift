import FuzzSupport
import ObsFITS
import ObsRaw

/// Reads the images of a file whose headers, tables of tiles and heaps are changed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTiles(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe FuzzInput(start, count)
    unsafe memory.write(input.choice % 4 == 0 ? input.rest : FuzzFITS(input.rest).bytes)
    guard let file = unsafe try? ImageFile(path: memory.path, limits: .init(pixels: 1 << 16)) else { return 0 }
    for hdu in file.hdus.indices {
        switch input.choice / 4 % 3 {
        case 0: read(Float.self, hdu, file)
        case 1: read(Int32.self, hdu, file)
        default: read(UInt16.self, hdu, file)
        }
    }
    return 0
}

nonisolated(unsafe) private let memory = MemoryPath()

private func read<Pixel: PixelValue>(_ type: Pixel.Type, _ hdu: Int, _ file: ImageFile) {
    do {
        let shape = try file.shape(of: hdu)
        let pixels = try file.pixels(of: hdu, as: type)
        precondition(pixels.width == shape.width && pixels.height == shape.height, "an image has its size")
    } catch let error as ImageError {
        precondition(!error.description.isEmpty)
    } catch let error as FITSError {
        precondition(!error.description.isEmpty)
    } catch {
        preconditionFailure("\(error)")
    }
}
