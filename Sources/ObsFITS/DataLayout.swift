/// How many bytes of data follow a header.
///
/// Source: FITS standard 4.0, sections 4.4.1.1, 4.4.1.2 (equation 2) and 6.1.2 (random groups, equation 4).
struct DataLayout {
    /// The length of a block: headers and data are padded to a multiple of it.
    static let blockLength: Int64 = 2880

    /// The number of bytes, without padding.
    let length: Int64

    /// The next multiple of the block length.
    static func padded(_ length: Int64) -> Int64 {
        (length + blockLength - 1) / blockLength * blockLength
    }

    /// Reads the structure cards of a header as it is in the file.
    ///
    /// - Throws: `FITSError.badStructure` without file, HDU and offset.
    init(_ header: Header, _ kind: HDU.Kind) throws {
        let isPrimary = kind == .primary
        let bitsPerPixel = try Self.integer(header, "BITPIX")
        guard [8, 16, 32, 64, -32, -64].contains(bitsPerPixel) else {
            throw Self.bad("BITPIX = \(bitsPerPixel)", "8, 16, 32, 64, -32 or -64")
        }
        let axes = try Self.integer(header, "NAXIS")
        guard 0...999 ~= axes else { throw Self.bad("NAXIS = \(axes)", "0 to 999") }
        var sizes: [Int] = []
        for axis in 0..<axes {
            let keyword = Keyword(.naxis, axis + 1)
            let size = try Self.integer(header, keyword)
            guard size >= 0 else { throw Self.bad("\(keyword) = \(size)", "a number that is not negative") }
            sizes.append(size)
        }
        let isGroups = isPrimary && sizes.first == 0 && header["GROUPS"] == .logical(true)
        if isGroups { sizes.removeFirst() }
        let hasParameters = isGroups || !isPrimary
        let parameters = hasParameters ? try Self.integer(header, "PCOUNT", default: 0) : 0
        let groups = hasParameters ? try Self.integer(header, "GCOUNT", default: 1) : 1
        guard parameters >= 0 else { throw Self.bad("PCOUNT = \(parameters)", "a number that is not negative") }
        guard groups >= 0 else { throw Self.bad("GCOUNT = \(groups)", "a number that is not negative") }
        try Self.check(kind, bits: bitsPerPixel, axes: axes, parameters: parameters, groups: groups)
        self.length = try Self.length(abs(bitsPerPixel) / 8, sizes, parameters, groups)
    }

    /// Refuses what an extension of its kind cannot have (FITS 4.0, sections 7.1.1, 7.2.1 and 7.3.1): other numbers would lead
    /// to a place where no header is, or beyond one.
    private static func check(_ kind: HDU.Kind, bits: Int, axes: Int, parameters: Int, groups: Int) throws {
        guard kind != .primary, kind != .other else { return }
        let isTable = kind != .image
        guard groups == 1 else { throw bad("GCOUNT = \(groups)", "1 in an extension") }
        guard parameters == 0 || kind == .binaryTable else { throw bad("PCOUNT = \(parameters)", "0") }
        guard !isTable || bits == 8 else { throw bad("BITPIX = \(bits)", "8 in a table") }
        guard !isTable || axes == 2 else { throw bad("NAXIS = \(axes)", "2 in a table") }
    }

    private static func length(_ bytes: Int, _ sizes: [Int], _ parameters: Int, _ groups: Int) throws -> Int64 {
        let isEmpty = sizes.isEmpty || sizes.contains(0)
        var factors = [groups, bytes]
        if isEmpty {
            factors.append(parameters)
        } else {
            let elements = sizes.reduce((partialValue: 1, overflow: false)) { product, size in
                let next = product.partialValue.multipliedReportingOverflow(by: size)
                return (next.partialValue, product.overflow || next.overflow)
            }
            let sum = elements.partialValue.addingReportingOverflow(parameters)
            guard !elements.overflow, !sum.overflow else { throw tooLarge(sizes) }
            factors.append(sum.partialValue)
        }
        guard !factors.contains(0) else { return 0 }
        var total = 1
        for factor in factors {
            let next = total.multipliedReportingOverflow(by: factor)
            guard !next.overflow else { throw tooLarge(sizes) }
            total = next.partialValue
        }
        return Int64(total)
    }

    private static func integer(_ header: Header, _ keyword: Keyword, default value: Int? = nil) throws -> Int {
        guard let found = header[keyword] else {
            guard let value else {
                throw FITSError(.badStructure, "\(keyword) is missing: where the data end is not known")
            }
            return value
        }
        guard let number = found.integerValue else {
            throw FITSError(.badStructure, "\(keyword) is not an integer: where the data end is not known")
        }
        return number
    }

    private static func bad(_ card: String, _ expected: String) -> FITSError {
        FITSError(.badStructure, "\(card), expected \(expected): where the data end is not known")
    }

    private static func tooLarge(_ sizes: [Int]) -> FITSError {
        let product = sizes.map(String.init).joined(separator: " x ")
        return FITSError(.badStructure, "an array of \(product) has more bytes than a file can hold")
    }
}
