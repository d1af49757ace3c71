import TestSupport
import Testing

@testable import ObsTranslation

@Suite struct IntegerExpressionTests {
    @Test(
        "Expressions are computed by the rules of arithmetic, division rounded down",
        arguments: [
            ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("10 - 4 - 3", 3), ("2 * 3 mod 4", 2), ("7 div 2", 3),
            ("-7 div 2", -4),
            ("7 div -2", -4), ("-7 div -2", 3), ("7 mod 2", 1), ("-7 mod 2", 1), ("7 mod -2", -1), ("-7 mod -2", -1),
            ("6 mod 3", 0),
            ("--5", 5), ("- ( 2 + 3 )", -5), ("2*-3", -6), ("0007", 7), ("9223372036854775807", .max),
            ("-9223372036854775807 - 1", .min),
            ("9223372036854775807 + 1", nil), ("-9223372036854775807 - 2", nil), ("4294967296 * 4294967296", nil),
            ("1 div 0", nil),
            ("1 mod 0", nil), ("(-9223372036854775807 - 1) div -1", nil), ("-(-9223372036854775807 - 1)", nil),
            ("0 * (1 div 0)", nil),
        ] as [(String, Int?)])
    func values(_ source: String, _ expected: Int?) throws {
        #expect(try IntegerExpression(source).value([]) == expected)
    }

    @Test("Names are listed once, in order of appearance, and take their numbers")
    func names() throws {
        let expression = try IntegerExpression("((exposure_id * 10 + f) * 10 + column) * 10000 + frame - f")
        #expect(expression.names == ["exposure_id", "f", "column", "frame"])
        #expect(expression.value([6377, 1, 4, 407]) == ((6377 * 10 + 1) * 10 + 4) * 10_000 + 407 - 1)
        #expect(try IntegerExpression("a div b * b + a mod b").value([-17, 5]) == -17)
        #expect(try IntegerExpression("divide + model").names == ["divide", "model"])
    }

    @Test(
        "What is no expression is refused with what is wrong",
        arguments: [
            ("", "ends too early"), ("1 +", "ends too early"), ("+ 1", "'+' is not expected"),
            ("1 2", "'2' is not expected"),
            ("(1", "a ) is missing"), ("1)", "')' is not expected"), ("1 / 2", "'/' is not part"),
            ("a.b", "'.' is not part"),
            ("12a", "'12a' is not a whole number"), ("99999999999999999999", "is not a whole number"),
            ("div", "'div' is not expected"),
            ("1 div", "ends too early"), ("()", "')' is not expected"), ("1; 2", "';' is not part"),
            ("a\tb", "is not part"),
            ("1\u{0}", "is not part"), ("é", "is not part"), ("2^3", "'^' is not part"),
            ("1_0", "is not a whole number"),
        ])
    func errors(_ source: String, _ message: String) {
        let error = #expect(throws: IntegerExpression.ExpressionError.self) { try IntegerExpression(source) }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test("Hostile lengths and depths are refused, lesser ones computed")
    func hostile() throws {
        for source in [
            String(repeating: "(", count: 400), String(repeating: "-", count: 400) + "1",
            String(repeating: "1+", count: 300) + "1",
            String(repeating: "(", count: 40) + "1" + String(repeating: ")", count: 40),
        ] {
            #expect(throws: IntegerExpression.ExpressionError.self) { try IntegerExpression(source) }
        }
        #expect(try IntegerExpression(String(repeating: "1+", count: 249) + "1").value([]) == 250)
        #expect(
            try IntegerExpression(String(repeating: "(", count: 30) + "1" + String(repeating: ")", count: 30)).value([])
                == 1)
        #expect(try IntegerExpression(String(repeating: "-", count: 30) + "1").value([]) == 1)
    }

    /// An expression beside its value in arithmetic that cannot overflow here.
    private indirect enum Tree {
        case number(Int)
        case operation(String, Tree, Tree)

        init(_ numbers: inout SeededGenerator, depth: Int) {
            if depth == 0 || numbers.integer(0...3) == 0 {
                self = .number(numbers.integer(-1_000_000...1_000_000))
            } else {
                let left = Tree(&numbers, depth: depth - 1)
                self = .operation(numbers.pick(["+", "-", "*", "div", "mod"]), left, Tree(&numbers, depth: depth - 1))
            }
        }

        var source: String {
            switch self {
            case .number(let number): number < 0 ? "(\(number))" : "\(number)"
            case .operation(let sign, let left, let right): "(\(left.source) \(sign) \(right.source))"
            }
        }

        /// Nil where it divides by zero, or leaves 64 bits on the way.
        var value: Int128? {
            switch self {
            case .number(let number): return Int128(number)
            case .operation(let sign, let left, let right):
                guard let one = left.value, let two = right.value else { return nil }
                let result: Int128
                switch sign {
                case "+": result = one + two
                case "-": result = one - two
                case "*": result = one * two
                default:
                    guard two != 0 else { return nil }
                    var quotient = one / two
                    while quotient * two > one && two > 0 || quotient * two < one && two < 0 { quotient -= 1 }
                    result = sign == "div" ? quotient : one - quotient * two
                }
                return Int(exactly: result).map { Int128($0) }
            }
        }
    }

    @Test(
        "Generated expressions have the value of 128-bit arithmetic, or none where that leaves 64 bits",
        arguments: [UInt64(1), 2, 3])
    func generated(_ seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        for _ in 0..<400 {
            let tree = Tree(&numbers, depth: 4)
            guard tree.source.utf8.count <= 500 else { continue }
            #expect(
                try IntegerExpression(tree.source).value([]).map { Int128($0) } == tree.value,
                "seed \(seed): \(tree.source)")
        }
    }

    @Test("No text crashes the parser", arguments: [UInt64(21), 22])
    func noise(_ seed: UInt64) {
        var numbers = SeededGenerator(seed: seed)
        let pieces = ["(", ")", "+", "-", "*", "div", "mod", "a", "1", " ", "99999999999", "é", "\u{0}"]
        for _ in 0..<1000 {
            let source = (0..<numbers.integer(0...20)).map { _ in numbers.pick(pieces) }.joined()
            if let expression = try? IntegerExpression(source) {
                _ = expression.value(expression.names.map { _ in numbers.pick([0, -1, .min, .max]) })
            }
        }
    }
}
