internal import ObsFITS

/// Turns the numbers that an image stores into those that are wanted.
///
/// Whole numbers remain exact or are an error; as floating-point numbers they are rounded once, and undefined ones are NaN. Source:
/// FITS 4.0, sections 4.4.2.5 (BSCALE, BZERO, BLANK).
struct PixelConversion {
    /// A pixel that the wanted type does not hold.
    struct Overflow: Error {}

    /// The type that holds what the image means.
    private let meant: PixelType
    private let scale: Double
    private let zero: Double
    /// The stored number of undefined pixels; nil where every pixel is defined.
    private var blank: Int?

    /// The conversion of an image.
    ///
    /// - Parameters:
    ///   - shape: the image
    ///   - header: its cards `BSCALE` and `BZERO`
    init(_ shape: ImageShape, _ header: Header) {
        meant = shape.pixelType
        scale = header["BSCALE"].flatMap(ImageShape.number) ?? 1
        zero = header["BZERO"].flatMap(ImageShape.number) ?? 0
        blank = shape.blank.stored
    }

    private init() { (meant, scale, zero, blank) = (.double, 1, 0, nil) }

    /// The conversion of numbers that have their scale already.
    static let unscaled = PixelConversion()

    /// The conversion of a tile with a number of its own for undefined pixels.
    func withBlank(_ blank: Int?) -> PixelConversion {
        var conversion = self
        conversion.blank = blank
        return conversion
    }

    /// Turns whole numbers into pixels.
    ///
    /// - Parameters:
    ///   - source: the numbers, as they are stored
    ///   - target: room for as many pixels
    /// - Throws: `Overflow` when the wanted type does not hold a number
    @inline(__always)
    func convert<Stored: FixedWidthInteger, Pixel: PixelValue>(
        _ source: Span<Stored>, into target: UnsafeMutableBufferPointer<Pixel>
    ) throws(Overflow) {
        let room = UnsafeMutableRawBufferPointer(target)
        func lend<Wanted>(
            _: Wanted.Type, _ body: (inout MutableSpan<Wanted>) throws(Overflow) -> Void
        ) throws(Overflow) {
            var span = unsafe room.bindMemory(to: Wanted.self).mutableSpan
            try body(&span)
        }
        switch Pixel.pixelType {
        case .int8: try lend(Int8.self) { (span) throws(Overflow) in try whole(source, &span) }
        case .uint8: try lend(UInt8.self) { (span) throws(Overflow) in try whole(source, &span) }
        case .int16: try lend(Int16.self) { (span) throws(Overflow) in try whole(source, &span) }
        case .uint16: try lend(UInt16.self) { (span) throws(Overflow) in try whole(source, &span) }
        case .int32: try lend(Int32.self) { (span) throws(Overflow) in try whole(source, &span) }
        case .uint32: try lend(UInt32.self) { (span) throws(Overflow) in try whole(source, &span) }
        case .int64: try lend(Int64.self) { (span) throws(Overflow) in try whole(source, &span) }
        case .uint64: try lend(UInt64.self) { (span) throws(Overflow) in try whole(source, &span) }
        case .float: try lend(Float.self) { (span) throws(Overflow) in fractions(source, &span) }
        case .double: try lend(Double.self) { (span) throws(Overflow) in fractions(source, &span) }
        }
    }

    /// Turns fractions into pixels, which are fractions too.
    ///
    /// - Parameters:
    ///   - source: the numbers, as they are stored
    ///   - target: room for as many pixels
    func convert<Stored: BinaryFloatingPoint, Pixel: PixelValue>(
        _ source: Span<Stored>, into target: UnsafeMutableBufferPointer<Pixel>
    ) {
        let room = UnsafeMutableRawBufferPointer(target)
        if Pixel.pixelType == .float {
            var span = unsafe room.bindMemory(to: Float.self).mutableSpan
            scaled(source, &span)
        } else {
            var span = unsafe room.bindMemory(to: Double.self).mutableSpan
            scaled(source, &span)
        }
    }

    /// Turns whole numbers in the bytes of a row into pixels.
    func convert<Stored: FixedWidthInteger & BitwiseCopyable, Pixel: PixelValue>(
        whole bytes: UnsafeRawBufferPointer, _: Stored.Type, into target: UnsafeMutableBufferPointer<Pixel>
    ) throws(Overflow) {
        let numbers = unsafe bytes.assumingMemoryBound(to: Stored.self)
        try unsafe convert(numbers.span, into: target)
    }

    /// Turns fractions in the bytes of a row into pixels.
    func convert<Stored: BinaryFloatingPoint & BitwiseCopyable, Pixel: PixelValue>(
        fractions bytes: UnsafeRawBufferPointer, _: Stored.Type, into target: UnsafeMutableBufferPointer<Pixel>
    ) {
        let numbers = unsafe bytes.assumingMemoryBound(to: Stored.self)
        unsafe convert(numbers.span, into: target)
    }

    /// What is added to a stored number.
    private var shift: Int {
        switch meant {
        case .int8: -128
        case .uint16: 1 << 15
        case .uint32: 1 << 31
        default: 0
        }
    }

    private func whole<Stored: FixedWidthInteger, Pixel: FixedWidthInteger>(
        _ source: Span<Stored>, _ target: inout MutableSpan<Pixel>
    ) throws(Overflow) {
        precondition(target.count == source.count, "there is room for the pixels")
        if meant == .uint64 {
            var isLost = false
            for index in source.indices {
                let value = UInt64(bitPattern: Int64(source[index])) ^ 1 << 63
                isLost = isLost || Pixel(exactly: value) == nil
                target[index] = Pixel(truncatingIfNeeded: value)
            }
            if isLost { throw Overflow() }
        } else if Stored.bitWidth < 32 || Stored.bitWidth == 32 && Stored.isSigned, Pixel.bitWidth <= 16,
            meant != .uint32
        {
            let shift = Int32(truncatingIfNeeded: shift)
            // Bits that are lost anywhere. What wraps around in 32 bits does not fit 16 bits either.
            var lost: Int32 = 0
            for index in source.indices {
                let value = Int32(truncatingIfNeeded: source[index]) &+ shift
                let pixel = Pixel(truncatingIfNeeded: value)
                lost |= Int32(truncatingIfNeeded: pixel) ^ value
                target[index] = pixel
            }
            if lost != 0 { throw Overflow() }
        } else {
            try wide(source, &target)
        }
    }

    private func wide<Stored: FixedWidthInteger, Pixel: FixedWidthInteger>(
        _ source: Span<Stored>, _ target: inout MutableSpan<Pixel>
    ) throws(Overflow) {
        precondition(target.count == source.count, "there is room for the pixels")
        let shift = Int64(shift)
        var lost: Int64 = 0
        for index in source.indices {
            let value = Int64(truncatingIfNeeded: source[index]) &+ shift
            let pixel = Pixel(truncatingIfNeeded: value)
            // Of 64 bits without a sign only those below 0 are lost.
            lost |= Pixel.bitWidth == 64 && !Pixel.isSigned ? value & .min : Int64(truncatingIfNeeded: pixel) ^ value
            target[index] = pixel
        }
        if lost != 0 { throw Overflow() }
    }

    private func fractions<Stored: FixedWidthInteger, Pixel: BinaryFloatingPoint>(
        _ source: Span<Stored>, _ target: inout MutableSpan<Pixel>
    ) {
        precondition(target.count == source.count, "there is room for the pixels")
        if Stored.bitWidth == 64, scale == 1, zero == 0 {
            // Rounded once, which two conversions would not be.
            for index in source.indices { target[index] = Pixel(source[index]) }
        } else if Stored.bitWidth == 64, meant == .uint64 {
            for index in source.indices {
                target[index] = Pixel(UInt64(bitPattern: Int64(source[index])) ^ 1 << 63)
            }
        } else {
            for index in source.indices {
                target[index] = Pixel(Double(source[index]) * scale + zero)
            }
        }
        guard let blank, let blank = Stored(exactly: blank) else { return }
        for index in source.indices where source[index] == blank { target[index] = .nan }
    }

    private func scaled<Stored: BinaryFloatingPoint, Pixel: BinaryFloatingPoint>(
        _ source: Span<Stored>, _ target: inout MutableSpan<Pixel>
    ) {
        precondition(target.count == source.count, "there is room for the pixels")
        if scale == 1, zero == 0 {
            for index in source.indices { target[index] = Pixel(source[index]) }
        } else {
            for index in source.indices {
                target[index] = Pixel(Double(source[index]) * scale + zero)
            }
        }
    }
}
