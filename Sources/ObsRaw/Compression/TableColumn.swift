/// A column of a binary table, as its `TFORM` describes it.
///
/// Source: FITS 4.0, sections 7.3.1 (forms and their bytes) and 7.3.5 (descriptors of arrays in the heap).
struct TableColumn: Hashable {
    /// The name, in capitals; empty when it has none.
    let name: String
    /// Where it begins in a row, in bytes.
    let offset: Int
    /// How many elements a row has, or how many descriptors.
    let count: Int
    /// The letter of the elements; of a column of descriptors that of the elements in the heap.
    let element: UInt8
    /// Whether a row holds descriptors, and whether they have 64 bits.
    let descriptor: Descriptor?

    /// What says where in the heap the elements are.
    enum Descriptor: Hashable {
        /// Two numbers of 32 bits (`P`).
        case short
        /// Two numbers of 64 bits (`Q`).
        case long
    }

    /// Reads a form such as `1PB(1200)`, `16A`, `D`; nil of one that no column has.
    init?(form: String, name: String, offset: Int) {
        var rest = form.utf8[...]
        while rest.last == 0x20 { rest.removeLast() }
        let digits = rest.prefix { 0x30...0x39 ~= $0 }
        rest = rest.dropFirst(digits.count)
        guard let letter = rest.popFirst(),
            let count = digits.isEmpty ? 1 : Int(String(decoding: digits, as: UTF8.self)),
            0...Self.mostElements ~= count
        else { return nil }
        (self.name, self.offset, self.count) = (name, offset, count)
        guard letter == UInt8(ascii: "P") || letter == UInt8(ascii: "Q") else {
            guard Self.bits(letter) != nil else { return nil }
            (element, descriptor) = (letter, nil)
            return
        }
        guard count <= 1, let inner = rest.popFirst(), Self.bits(inner) != nil else { return nil }
        (element, descriptor) = (inner, letter == UInt8(ascii: "P") ? .short : .long)
    }

    /// More than any row has, and few enough that their bytes can be added up.
    private static let mostElements = 1 << 31

    /// The bits of an element of a letter, nil of another letter.
    private static func bits(_ letter: UInt8) -> Int? {
        switch letter {
        case UInt8(ascii: "X"): 1
        case UInt8(ascii: "L"), UInt8(ascii: "B"), UInt8(ascii: "A"): 8
        case UInt8(ascii: "I"): 16
        case UInt8(ascii: "J"), UInt8(ascii: "E"): 32
        case UInt8(ascii: "K"), UInt8(ascii: "D"), UInt8(ascii: "C"): 64
        case UInt8(ascii: "M"): 128
        default: nil
        }
    }

    /// The bytes of an element.
    var elementBytes: Int { ((Self.bits(element) ?? 8) + 7) / 8 }

    /// The bytes of a row.
    var width: Int {
        switch descriptor {
        case .short: 8 * count
        case .long: 16 * count
        case nil: (count * (Self.bits(element) ?? 8) + 7) / 8
        }
    }

    /// The form as the standard writes it, without the greatest length of an array.
    var form: String {
        let letter = String(UnicodeScalar(element))
        return switch descriptor {
        case .short: "\(count)P\(letter)"
        case .long: "\(count)Q\(letter)"
        case nil: "\(count)\(letter)"
        }
    }

    /// Whether a row has one whole number, or one number of any kind.
    func isScalar(integer: Bool) -> Bool {
        let letters = integer ? "BIJK" : "BIJKED"
        return descriptor == nil && count == 1 && letters.utf8.contains(element)
    }
}
