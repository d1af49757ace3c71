import TestSupport

/// Generated numbers; a failure names the seed.
struct SeededNumbers {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func number(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &generator) }

    mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    mutating func pick<Element>(_ list: [Element]) -> Element { list[integer(0...list.count - 1)] }
}
