/// A value that stands in the rules.
class LiteralSource: Source, @unchecked Sendable {
    final let literal: PropertyValue

    init(_ literal: PropertyValue) { self.literal = literal }

    final override var subject: String { "the constant" }

    final override var needsUnit: Bool { !literal.isNull }
}
