internal import ObsDocuments
internal import ObsText
internal import ObsTime

extension KeyForm where Value == Double {
    /// A finite number.
    static var finite: Self { Self("a number", schema: #""type": "number""#) { $0.finite($1) } }
}

extension KeyForm where Value == Double? {
    /// A finite number, or null for what is not known.
    static var finiteOrNull: Self {
        Self("a number, or `~` where it is not known", schema: #""type": ["number", "null"]"#) { $0.finiteOrNull($1) }
    }
}

extension KeyForm where Value == String? {
    /// A text, or null for none.
    static var textOrNull: Self {
        Self("a text, or `~` for none", schema: #""type": ["string", "number", "boolean", "null"]"#) {
            $0.stringOrNull($1)
        }
    }
}

extension KeyForm where Value == Instant? {
    /// A date or a date and time, or null for none.
    static var dateOrNull: Self {
        Self(
            "a date or time, UTC unless it ends in `TAI`", schema: #""type": ["string", "number", "boolean", "null"]"#
        ) { $0.isNull ? .some(nil) : $0.instant($1).map { .some($0) } }
    }
}

extension KeyForm where Value == [Double] {
    /// A list of finite numbers.
    ///
    /// - Parameters:
    ///   - counts: How many there are.
    ///   - words: What is expected, for messages and documents.
    /// - Returns: The form.
    static func finites(_ counts: ClosedRange<Int>, _ words: String) -> Self {
        let rules = "\"minItems\": \(counts.lowerBound), \"maxItems\": \(counts.upperBound)"
        return Self(words, schema: Schema.array(#""type": "number""#, rules)) { $0.finites(counts, words, $1) }
    }

    /// A place in the focal plane.
    static var place: Self { finites(2...3, "a place [x, y] or [x, y, z] in mm") }

    /// Coefficients of a radial polynomial.
    static var radial: Self { finites(2...RadialPolynomial.coefficientLimit, "a list of 2 to 32 numbers") }
}

extension KeyForm where Value == [[Double]] {
    /// Rows of finite numbers.
    ///
    /// - Parameters:
    ///   - words: What is written, in Markdown.
    ///   - row: The members of the schema of a row.
    ///   - rules: Further members of the schema of the list.
    /// - Returns: The form.
    static func rows(_ words: String, row: String = Schema.array(#""type": "number""#), rules: String) -> Self {
        Self(words, schema: Schema.array(row, rules)) { $0.rows($1) }
    }

    /// The coefficients of a polynomial of two variables.
    static var triangle: Self { rows("a list of lists of numbers", rules: #""minItems": 2, "maxItems": 16"#) }

    /// Two rows of two numbers.
    static var matrix: Self {
        rows("two rows of two numbers", row: Schema.pair, rules: #""minItems": 2, "maxItems": 2"#)
    }
}

extension KeyForm where Value == Point {
    /// Two finite numbers.
    static var point: Self { Self("[x, y]", schema: Schema.pair) { $0.point($1) } }
}

extension KeyForm where Value == Box {
    /// A box of pixels.
    static var box: Self {
        let rules = #""minItems": 4, "maxItems": 4"#
        return Self("[x, y, width, height], counted from 0", schema: Schema.array(#""type": "integer""#, rules)) {
            $0.box($1)
        }
    }
}

extension KeyForm where Value == Flips {
    /// How an image is mirrored.
    static var flips: Self {
        Self(Schema.listed(Flips.names), schema: Schema.words(Flips.names)) { node, problems in
            node.choice(among: Flips.names, problems).flatMap { Flips(name: $0) }
        }
    }
}

extension KeyForm where Value == CrosstalkMatrix {
    /// A square matrix.
    static var crosstalk: Self {
        let row = Schema.array(#""type": "number""#)
        return Self("a square matrix, a list of rows", schema: Schema.array(row)) { $0.crosstalk($1) }
    }
}

extension KeyForm where Value == [Int] {
    /// Two whole numbers.
    ///
    /// - Parameters:
    ///   - range: In which they are.
    ///   - words: What is expected, for messages and documents.
    ///   - minimum: The least, for the schema.
    /// - Returns: The form.
    static func pair(_ range: ClosedRange<Int>, _ words: String, minimum: Int? = nil) -> Self {
        let element = Schema.integer((minimum ?? .min) ... .max)
        return Self(words, schema: Schema.array(element, #""minItems": 2, "maxItems": 2"#)) { node, problems in
            guard node.kind == .sequence, node.elements.count == 2 else {
                node.wrongType(words, problems)
                return nil
            }
            return node.integers(problems, in: range)
        }
    }
}
