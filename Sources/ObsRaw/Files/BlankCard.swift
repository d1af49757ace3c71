internal import ObsFITS

/// What the cards of an image say of undefined pixels.
///
/// An image of whole numbers has a number for them: `BLANK`, or `ZBLANK` where it is compressed. In an image of fractions they are NaN,
/// and `BLANK` means nothing.
///
/// Source: FITS 4.0, sections 4.4.2.5 and 10.1.2.
public struct BlankCard: Hashable, Sendable {
    /// The number as it is stored, before `BSCALE` and `BZERO`; nil when no pixel can be undefined by it.
    public let stored: Int?
    /// What is wrong with the card, nil when nothing is.
    public let problem: String?

    private init(stored: Int? = nil, problem: String? = nil) { (self.stored, self.problem) = (stored, problem) }

    /// Reads the cards of an image.
    ///
    /// - Parameters:
    ///   - hdu: the HDU
    ///   - bits: its `BITPIX`
    init(_ hdu: HDU, bits: Int) {
        let own = hdu.kind == .compressedImage ? hdu.storedHeader["ZBLANK"] : nil
        let name = own == nil ? "BLANK" : "ZBLANK"
        guard let value = own ?? hdu.header["BLANK"], !value.isUndefined else {
            self.init()
            return
        }
        let text = CheckedCards.text(of: value)
        if bits < 0 {
            // Fractions that were quantized are whole numbers in their tiles, and older files have BLANK for ZBLANK.
            let isQuantized = hdu.kind == .compressedImage && hdu.storedHeader["ZQUANTIZ"]?.stringValue != "NONE"
            guard isQuantized, let number = value.integerValue, Self.range(32).contains(number) else {
                self.init(
                    problem:
                        "\(name) = \(text) beside fractions (BITPIX = \(bits)) means nothing: undefined pixels are NaN there"
                )
                return
            }
            self.init(stored: number)
            return
        }
        let number = value.integerValue ?? value.realValue.flatMap(Int.init(exactly:))
        guard let number else {
            self.init(problem: "\(name) = \(text) is no whole number, so that no pixel is taken for undefined")
            return
        }
        guard Self.range(bits).contains(number) else {
            self.init(problem: "\(name) = \(text) is no number of BITPIX = \(bits), so that no pixel is undefined")
            return
        }
        let isWhole = value.integerValue != nil
        self.init(
            stored: number,
            problem: isWhole ? nil : "\(name) = \(text) must be a whole number; it is taken for \(number)")
    }

    private static func range(_ bits: Int) -> ClosedRange<Int> {
        switch bits {
        case 8: 0...255
        case 16: Int(Int16.min)...Int(Int16.max)
        case 32: Int(Int32.min)...Int(Int32.max)
        default: Int.min...Int.max
        }
    }
}

extension PixelType {
    /// The value of a stored number, nil when the type that is asked for does not hold it.
    func value<Pixel: FixedWidthInteger>(ofStored stored: Int, as _: Pixel.Type) -> Pixel? {
        switch self {
        case .int8: Pixel(exactly: stored - 128)
        case .uint16: Pixel(exactly: stored + 1 << 15)
        case .uint32: Pixel(exactly: stored + 1 << 31)
        case .uint64: Pixel(exactly: UInt64(bitPattern: Int64(stored)) ^ 1 << 63)
        default: Pixel(exactly: stored)
        }
    }

    /// The number that stores a value of this type.
    func stored<Pixel: FixedWidthInteger>(_ value: Pixel) -> Int {
        switch self {
        case .int8: Int(truncatingIfNeeded: value) + 128
        case .uint16: Int(truncatingIfNeeded: value) - 1 << 15
        case .uint32: Int(truncatingIfNeeded: value) - 1 << 31
        case .uint64: Int(truncatingIfNeeded: UInt64(truncatingIfNeeded: value) ^ 1 << 63)
        default: Int(truncatingIfNeeded: value)
        }
    }
}
