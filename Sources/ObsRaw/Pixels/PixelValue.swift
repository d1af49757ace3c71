internal import CObsCFITSIO

/// A number that a pixel can be: whole numbers of 8 to 64 bits, signed and unsigned, and floating-point numbers.
///
/// The types of the library are all that there are; cfitsio knows no others.
public protocol PixelValue: BitwiseCopyable, Hashable, Comparable, Sendable {
    /// Which number it is.
    static var pixelType: PixelType { get }

    /// The value as a real number; beyond 2^53 the nearest that there is.
    var realValue: Double { get }
}

/// The kinds of numbers that pixels can be.
public enum PixelType: String, Hashable, Sendable, CaseIterable {
    /// Whole numbers.
    case int8, uint8, int16, uint16, int32, uint32, int64, uint64
    /// Floating-point numbers.
    case float, double

    /// The number of bytes.
    public var size: Int {
        switch self {
        case .int8, .uint8: 1
        case .int16, .uint16: 2
        case .int32, .uint32, .float: 4
        case .int64, .uint64, .double: 8
        }
    }

    /// The smallest type that holds the numbers of several types; of 64 bits and another sign, or fractions, `double` comes nearest.
    package static func holding(_ types: [PixelType]) -> PixelType {
        guard let first = types.first else { return .int32 }
        if types.allSatisfy({ $0 == first }) { return first }
        if types.contains(where: \.isFloating) {
            return types.allSatisfy { $0 == .float || $0.size < 4 } ? .float : .double
        }
        let isSigned = types.contains(where: \.isSigned)
        let size = types.map { isSigned && !$0.isSigned ? 2 * $0.size : $0.size }.max() ?? 0
        let all: [PixelType] = isSigned ? [.int8, .int16, .int32, .int64] : [.uint8, .uint16, .uint32, .uint64]
        return all.first { $0.size == size } ?? .double
    }

    private var isSigned: Bool { [.int8, .int16, .int32, .int64].contains(self) }

    /// What cfitsio calls it.
    var code: Int32 {
        switch self {
        case .int8: TSBYTE
        case .uint8: TBYTE
        case .int16: TSHORT
        case .uint16: TUSHORT
        case .int32: TINT
        case .uint32: TUINT
        case .int64: TLONGLONG
        case .uint64: TULONGLONG
        case .float: TFLOAT
        case .double: TDOUBLE
        }
    }

    /// How FITS stores it: `BITPIX`, and the `BZERO` that shifts numbers of the other sign (FITS 4.0, section 4.4.2.5).
    var storage: (bitsPerPixel: Int, zero: HeaderZero?) {
        switch self {
        case .int8: (8, HeaderZero(text: "-128"))
        case .uint8: (8, nil)
        case .int16: (16, nil)
        case .uint16: (16, HeaderZero(text: "32768"))
        case .int32: (32, nil)
        case .uint32: (32, HeaderZero(text: "2147483648"))
        case .int64: (64, nil)
        case .uint64: (64, HeaderZero(text: "9223372036854775808"))
        case .float: (-32, nil)
        case .double: (-64, nil)
        }
    }

    /// A `BZERO`, as a text since the largest is no `Int`.
    struct HeaderZero {
        let text: String
    }
}

extension PixelValue where Self: BinaryInteger {
    /// The value as a real number.
    public var realValue: Double { Double(self) }
}

extension Int8: PixelValue {
    /// Signed, 8 bits.
    public static var pixelType: PixelType { .int8 }
}

extension UInt8: PixelValue {
    /// Unsigned, 8 bits.
    public static var pixelType: PixelType { .uint8 }
}

extension Int16: PixelValue {
    /// Signed, 16 bits.
    public static var pixelType: PixelType { .int16 }
}

extension UInt16: PixelValue {
    /// Unsigned, 16 bits.
    public static var pixelType: PixelType { .uint16 }
}

extension Int32: PixelValue {
    /// Signed, 32 bits.
    public static var pixelType: PixelType { .int32 }
}

extension UInt32: PixelValue {
    /// Unsigned, 32 bits.
    public static var pixelType: PixelType { .uint32 }
}

extension Int64: PixelValue {
    /// Signed, 64 bits.
    public static var pixelType: PixelType { .int64 }
}

extension UInt64: PixelValue {
    /// Unsigned, 64 bits.
    public static var pixelType: PixelType { .uint64 }
}

extension Float: PixelValue {
    /// Single precision.
    public static var pixelType: PixelType { .float }

    /// The same number.
    public var realValue: Double { Double(self) }
}

extension Double: PixelValue {
    /// Double precision.
    public static var pixelType: PixelType { .double }

    /// The number itself.
    public var realValue: Double { self }
}
