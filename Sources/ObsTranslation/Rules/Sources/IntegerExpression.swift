/// A whole-number expression with names: `+ - *`, `div`, `mod` and parentheses, in checked 64-bit arithmetic.
///
/// `div` rounds down and `mod` has the sign of the divisor, so that `a = b * (a div b) + a mod b` holds for negatives too.
struct IntegerExpression: Sendable {
    /// The text that was compiled.
    let source: String
    /// The names that it uses, each once, in order of appearance.
    let names: [String]
    /// Operands before operators, as a machine with a stack takes them.
    private let instructions: [Instruction]
    private let deepest: Int

    private enum Instruction: Sendable {
        case number(Int)
        case name(Int)
        case negate
        case apply(Operator)
    }

    private indirect enum Term {
        case number(Int)
        case name(Int)
        case negated(Term)
        case operation(Operator, Term, Term)
    }

    private enum Operator: Sendable { case add, subtract, multiply, divide, modulo }

    /// Compiles an expression; nil with the reason when it is not one.
    init(_ source: String) throws(ExpressionError) {
        guard source.utf8.count <= 500 else {
            throw ExpressionError(message: "an expression has at most 500 characters")
        }
        var parser = Parser(tokens: try Parser.tokens(of: source))
        let root = try parser.sum(depth: 0)
        guard parser.tokens.isEmpty else {
            throw ExpressionError(message: "'\(parser.tokens[0].text)' is not expected here")
        }
        names = parser.names
        self.source = source
        var instructions: [Instruction] = []
        deepest = Self.append(root, to: &instructions)
        self.instructions = instructions
    }

    /// Appends what computes a term; how many numbers stand on the stack meanwhile.
    private static func append(_ term: Term, to instructions: inout [Instruction]) -> Int {
        switch term {
        case .number(let number):
            instructions.append(.number(number))
            return 1
        case .name(let index):
            instructions.append(.name(index))
            return 1
        case .negated(let inner):
            let depth = append(inner, to: &instructions)
            instructions.append(.negate)
            return depth
        case .operation(let kind, let left, let right):
            let depth = max(append(left, to: &instructions), append(right, to: &instructions) + 1)
            instructions.append(.apply(kind))
            return depth
        }
    }

    /// The value; nil when it overflows or divides by zero.
    ///
    /// - Parameter numbers: one for each of `names`
    /// - Returns: the value
    func value(_ numbers: [Int]) -> Int? {
        var stack = [Int](repeating: 0, count: deepest)
        var count = 0
        for instruction in instructions {
            switch instruction {
            case .number(let number):
                stack[count] = number
                count += 1
            case .name(let index):
                stack[count] = numbers[index]
                count += 1
            case .negate:
                let negative = Int(0).subtractingReportingOverflow(stack[count - 1])
                if negative.overflow { return nil }
                stack[count - 1] = negative.partialValue
            case .apply(let kind):
                guard let value = Self.apply(kind, stack[count - 2], stack[count - 1]) else { return nil }
                count -= 1
                stack[count - 1] = value
            }
        }
        return stack[0]
    }

    private static func apply(_ kind: Operator, _ one: Int, _ two: Int) -> Int? {
        let result: (partialValue: Int, overflow: Bool)
        switch kind {
        case .add: result = one.addingReportingOverflow(two)
        case .subtract: result = one.subtractingReportingOverflow(two)
        case .multiply: result = one.multipliedReportingOverflow(by: two)
        case .divide, .modulo:
            let quotient = one.dividedReportingOverflow(by: two)
            if quotient.overflow { return nil }
            let rest = one - quotient.partialValue * two
            let isBelow = rest != 0 && (rest < 0) != (two < 0)
            if kind == .modulo { return isBelow ? rest + two : rest }
            return isBelow ? quotient.partialValue - 1 : quotient.partialValue
        }
        return result.overflow ? nil : result.partialValue
    }

    /// What is wrong with an expression.
    struct ExpressionError: Error { let message: String }

    private struct Token {
        enum Kind { case number, name, symbol }
        let kind: Kind
        let text: String
    }

    private struct Parser {
        var tokens: [Token]
        var names: [String] = []

        static func tokens(of source: String) throws(ExpressionError) -> [Token] {
            var result: [Token] = []
            var rest = Array(source.utf8)[...]
            func isWord(_ byte: UInt8) -> Bool {
                byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
            }
            while let byte = rest.first {
                if byte == 0x20 || byte == 0x0A {
                    rest = rest.dropFirst()
                } else if isWord(byte) {
                    let word = rest.prefix(while: isWord)
                    rest = rest.dropFirst(word.count)
                    let kind: Token.Kind = (0x30...0x39).contains(byte) ? .number : .name
                    result.append(Token(kind: kind, text: String(decoding: word, as: UTF8.self)))
                } else if [0x2B, 0x2D, 0x2A, 0x28, 0x29].contains(byte) {
                    rest = rest.dropFirst()
                    result.append(Token(kind: .symbol, text: String(UnicodeScalar(byte))))
                } else {
                    throw ExpressionError(
                        message:
                            "'\(UnicodeScalar(byte))' is not part of an expression; use + - * div mod ( ) and names")
                }
            }
            return result
        }

        mutating func sum(depth: Int) throws(ExpressionError) -> Term {
            guard depth < 32 else { throw ExpressionError(message: "parentheses are nested more than 32 deep") }
            var left = try product(depth: depth)
            while let token = tokens.first, token.text == "+" || token.text == "-" {
                tokens.removeFirst()
                left = .operation(token.text == "+" ? .add : .subtract, left, try product(depth: depth))
            }
            return left
        }

        private mutating func product(depth: Int) throws(ExpressionError) -> Term {
            var left = try factor(depth: depth)
            while let token = tokens.first, ["*", "div", "mod"].contains(token.text) {
                tokens.removeFirst()
                let kind: Operator = token.text == "*" ? .multiply : token.text == "div" ? .divide : .modulo
                left = .operation(kind, left, try factor(depth: depth))
            }
            return left
        }

        private mutating func factor(depth: Int) throws(ExpressionError) -> Term {
            guard depth < 32 else { throw ExpressionError(message: "signs are nested more than 32 deep") }
            guard !tokens.isEmpty else { throw ExpressionError(message: "the expression ends too early") }
            let token = tokens.removeFirst()
            switch (token.kind, token.text) {
            case (.number, let text):
                guard let number = Int(text) else { throw ExpressionError(message: "'\(text)' is not a whole number") }
                return .number(number)
            case (.symbol, "-"):
                return .negated(try factor(depth: depth + 1))
            case (.symbol, "("):
                let inner = try sum(depth: depth + 1)
                guard tokens.first?.text == ")" else { throw ExpressionError(message: "a ) is missing") }
                tokens.removeFirst()
                return inner
            case (.name, let text) where text != "div" && text != "mod":
                if let index = names.firstIndex(of: text) { return .name(index) }
                names.append(text)
                return .name(names.count - 1)
            default:
                throw ExpressionError(message: "'\(token.text)' is not expected here")
            }
        }
    }
}
