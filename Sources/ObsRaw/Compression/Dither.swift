/// The numbers that dithering added to fractions before they became whole, for the pixels of a tile in their order.
///
/// Source: FITS 4.0, section 10.2.1 and appendix I: the 10,000 numbers of the generator of Park and Miller ("Random number generators:
/// good ones are hard to find", Communications of the ACM 31, 1988), and how a tile begins among them.
struct Dither: Sendable {
    private static let length = 10_000

    private static let numbers: [Float] = {
        var seed = 1.0
        return (0..<length).map { _ in
            let product = 16_807 * seed
            seed = product - 2_147_483_647 * (product / 2_147_483_647).rounded(.down)
            return Float(seed / 2_147_483_647)
        }
    }()

    private let numbers: [Float]
    private var start: Int
    private var place: Int

    /// The numbers of a tile.
    ///
    /// - Parameters:
    ///   - tile: the tile, counted from 0
    ///   - seed: `ZDITHER0`, from 1 to 10,000
    init(tile: Int, seed: Int) {
        numbers = Self.numbers
        start = (tile + seed - 1) % Self.length
        place = Int(numbers[start] * 500)
    }

    /// The number of the next pixel, from 0 to 1.
    mutating func next() -> Double {
        let number = numbers[place]
        place &+= 1
        if place == Self.length {
            start = (start + 1) % Self.length
            place = Int(numbers[start] * 500)
        }
        return Double(number)
    }
}
