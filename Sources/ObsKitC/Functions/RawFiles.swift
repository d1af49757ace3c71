// obskit.h gives the functions their names and says what they do.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CObsKit
internal import ObsDocuments
internal import ObsGeometry
internal import ObsKit
internal import ObsRaw
internal import ObsText

@c @implementation
public func obk_raw_open(
    _ catalog: OpaquePointer?, _ path: UnsafePointer<CChar>?, _ instrument: UnsafePointer<CChar>?, _ flags: UInt32,
    _ raw: HandlePlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(raw, "raw") {
            let catalog = unsafe try object(catalog, Catalog.self, "catalog")
            guard flags & ~UInt32(OBK_UNVERIFIED) == 0 else {
                throw CallError.wrong("flags", "has bits that mean nothing")
            }
            return unsafe RawObject(
                try RawFile(
                    path: fileName(path, "path"), in: catalog.instruments, as: optionalText(instrument, "instrument"),
                    verifiesSums: flags & UInt32(OBK_UNVERIFIED) == 0))
        }
    }
}

@c @implementation
public func obk_raw_free(_ raw: OpaquePointer?) { unsafe HandleTable.shared.remove(raw, .raw) }

@c @implementation
public func obk_raw_count(_ raw: OpaquePointer?) -> Int {
    giving(0) { unsafe try object(raw, RawObject.self, "raw").file.detectors.count }
}

@c @implementation
public func obk_raw_describe(
    _ raw: OpaquePointer?, _ index: Int, _ detector: UnsafeMutablePointer<obk_raw_detector>?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try fill(detector, "detector") {
            let raw = unsafe try object(raw, RawObject.self, "raw")
            let found = try raw.detector(at: index)
            let layout = try found.layout()
            let (trimmed, untrimmed) = (layout.box(of: .trimmed), layout.box(of: .untrimmed))
            var one = unsafe obk_raw_detector()
            unsafe one.number = Int32(clamping: found.detector.id)
            unsafe one.width = Int32(clamping: trimmed.width)
            unsafe one.height = Int32(clamping: trimmed.height)
            unsafe one.untrimmed_width = Int32(clamping: untrimmed.width)
            unsafe one.untrimmed_height = Int32(clamping: untrimmed.height)
            unsafe one.pixel_type = try found.pixelType().number
            unsafe one.name = unsafe raw.names[index]
            return unsafe one
        }
    }
}

@c @implementation
public func obk_raw_observation(
    _ raw: OpaquePointer?, _ index: Int, _ observation: HandlePlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(observation, "observation") {
            let file = unsafe try object(raw, RawObject.self, "raw")
            let detector = try file.detector(at: index)
            return Observation(
                source: file.file.path, hdu: detector.hdu, hduName: nil, instrument: file.file.instrument,
                report: detector.report)
        }
    }
}

@c @implementation
public func obk_raw_read(
    _ raw: OpaquePointer?, _ index: Int, _ form: Int32, _ pixel_type: Int32, _ pixels: UnsafeMutableRawPointer?,
    _ bytes: Int, _ threads: Int32, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        let detector = unsafe try object(raw, RawObject.self, "raw").detector(at: index)
        let form = try AssembledForm(number: form)
        guard threads == 0 || threads == 1 else {
            throw CallError.wrong("threads", "is \(threads); 1 is the calling one, 0 all cores")
        }
        func read<Pixel: PixelValue & AdditiveArithmetic>(_ type: Pixel.Type) throws {
            let box = try detector.layout().box(of: form)
            let size = box.area * MemoryLayout<Pixel>.stride
            guard bytes == size else {
                throw CallError.wrong(
                    "bytes", "is \(bytes), and \(box.width) by \(box.height) pixels of this type have \(size)")
            }
            let target = unsafe try room(pixels?.assumingMemoryBound(to: type), box.area, "pixels")
            unsafe try detector.read(form, into: target, inParallel: threads == 0)
        }
        switch try PixelType(number: pixel_type) {
        case .int8: try read(Int8.self)
        case .uint8: try read(UInt8.self)
        case .int16: try read(Int16.self)
        case .uint16: try read(UInt16.self)
        case .int32: try read(Int32.self)
        case .uint32: try read(UInt32.self)
        case .int64: try read(Int64.self)
        case .uint64: try read(UInt64.self)
        case .float: try read(Float.self)
        case .double: try read(Double.self)
        }
    }
}

@c @implementation
public func obk_raw_json(_ raw: OpaquePointer?, _ json: TextPlace?, _ error: ErrorPlace?) -> obk_status {
    unsafe answering(error) {
        unsafe try give(json, "json") {
            let file = unsafe try object(raw, RawObject.self, "raw").file
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("instrument", file.instrument)
            (file.diagnostics + file.detectors.flatMap(\.diagnostics)).writeMember(to: &writer)
            writer.endObject()
            return writer.text
        }
    }
}
