internal import CObsKit
internal import ObsKit
internal import ObsRaw
internal import ObsText

/// What is behind an obk_raw.
final class RawObject: HandleObject {
    static let kind = HandleKind.raw

    let file: RawFile
    /// The names of the detectors.
    let names: TextBlock

    init(_ file: RawFile) {
        self.file = file
        names = TextBlock(file.detectors.map(\.detector.name))
    }

    /// A detector by its place.
    ///
    /// - Throws: `CallError` (`OBK_NOT_FOUND`)
    func detector(at index: Int) throws(CallError) -> RawDetector {
        guard file.detectors.indices.contains(index) else {
            throw .beyond("index", index, file.detectors.count, "detectors")
        }
        return file.detectors[index]
    }
}

extension PixelType {
    /// The number of obskit.h.
    var number: Int32 {
        switch self {
        case .int8: Int32(OBK_I8)
        case .uint8: Int32(OBK_U8)
        case .int16: Int32(OBK_I16)
        case .uint16: Int32(OBK_U16)
        case .int32: Int32(OBK_I32)
        case .uint32: Int32(OBK_U32)
        case .int64: Int32(OBK_I64)
        case .uint64: Int32(OBK_U64)
        case .float: Int32(OBK_F32)
        case .double: Int32(OBK_F64)
        }
    }

    /// The type of a number of obskit.h.
    ///
    /// - Throws: `CallError`
    init(number: Int32) throws(CallError) {
        guard let type = Self.allCases.first(where: { $0.number == number }) else {
            throw .wrong("pixel_type", "is \(number), and not one of OBK_I8 to OBK_F64")
        }
        self = type
    }
}

extension AssembledForm {
    /// The form of a number of obskit.h.
    ///
    /// - Throws: `CallError`
    init(number: Int32) throws(CallError) {
        switch Int(number) {
        case OBK_TRIMMED: self = .trimmed
        case OBK_UNTRIMMED: self = .untrimmed
        default: throw .wrong("form", "is \(number), which is neither OBK_TRIMMED nor OBK_UNTRIMMED")
        }
    }
}
