/// How a kind of calibration uses one key: the detector, the filter, or a part of the instrument's state.
public struct KeyRule: Hashable, Sendable {
    /// How what an exposure has is compared with what a certification demands.
    public enum Match: Hashable, Sendable {
        /// The same value.
        case exact
        /// One of the values that the certification lists.
        case set
        /// A number in the half-open range that the certification gives.
        case range
        /// A number that differs by no more than this from the certification's.
        case tolerance(Double)
        /// The key has no bearing on the kind: exposures may have it, certifications must not.
        case notApplicable

        /// The name in kinds.yaml.
        public var name: String {
            switch self {
            case .exact: "exact"
            case .set: "set"
            case .range: "range"
            case .tolerance: "tolerance"
            case .notApplicable: "not-applicable"
            }
        }
    }

    /// What the values of a key are.
    public enum ValueType: String, Hashable, Sendable, CaseIterable {
        /// Texts, compared character by character: a version 1.10 is not 1.1.
        case text
        /// Numbers: 1.10 is 1.1.
        case number
    }

    /// The key of the detector.
    public static let detector = "detector"
    /// The key of the physical filter.
    public static let filter = "filter"

    /// The name: `detector`, `filter`, or one of the package's own.
    public let name: String
    /// How it is compared.
    public let match: Match
    /// Whether every certification and every query must give it.
    ///
    /// A certification that leaves out a key which is not required holds for all its values.
    public let isRequired: Bool
    /// The card of a raw header that has the value of an exposure; nil where the program gives it.
    public let card: String?
    /// The unit of the numbers, for people.
    public let unit: String?
    /// What its values are; nil where a value is a number when it looks like one, and else a text.
    public let type: ValueType?

    /// A rule for a key.
    public init(
        _ name: String, _ match: Match, isRequired: Bool = true, card: String? = nil, unit: String? = nil,
        type: ValueType? = nil
    ) {
        self.name = name
        self.match = match
        self.isRequired = isRequired && match != .notApplicable
        self.card = card
        self.unit = unit
        self.type = type
    }
}

extension KeyRule {
    /// Whether the values of the key can only be numbers.
    package var comparesNumbers: Bool {
        switch match {
        case .range, .tolerance: true
        case .exact, .set, .notApplicable: type == .number
        }
    }

    /// Whether an exposure's value fits what a certification demands.
    public func holds(_ constraint: KeyConstraint, for value: KeyValue) -> Bool {
        switch (match, constraint) {
        case (.notApplicable, _): true
        case (.tolerance(let tolerance), .value(.number(let center))):
            if case .number(let number) = value { abs(number - center) <= tolerance } else { false }
        case (_, .value(let wanted)): wanted == value
        case (_, .anyOf(let values)): values.contains(value)
        case (_, .range(let from, let below)):
            if case .number(let number) = value {
                number >= from ?? -.infinity && number < below ?? .infinity
            } else {
                false
            }
        }
    }

    /// Why a value is not of the type of the key; nil when it is, or when the key has none.
    public func objection(toType value: KeyValue) -> String? {
        switch (type, value) {
        case (.text?, .number(let number)):
            "'\(name)' is a text, and \(KeyValue.number(number)) is given as a number; give the text, in quotes in YAML"
        case (.number?, .text(let text)): "'\(name)' is a number, and the text '\(text)' is given"
        default: nil
        }
    }

    /// Whether some value fits two demands at once.
    public func canHold(_ left: KeyConstraint, with right: KeyConstraint) -> Bool {
        switch (left, right) {
        case (.value(.number(let left)), .value(.number(let right))):
            if case .tolerance(let tolerance) = match { abs(left - right) <= 2 * tolerance } else { left == right }
        case (.value(let value), let other), (let other, .value(let value)): holds(other, for: value)
        case (.anyOf(let values), let other), (let other, .anyOf(let values)):
            values.contains { holds(other, for: $0) }
        case (.range(let from, let below), .range(let otherFrom, let otherBelow)):
            max(from ?? -.infinity, otherFrom ?? -.infinity) < min(below ?? .infinity, otherBelow ?? .infinity)
        }
    }

    /// Why a demand is not of the form that the rule compares; nil when it is.
    public func objection(to constraint: KeyConstraint) -> String? {
        for value in constraint.values {
            if let objection = objection(toType: value) { return objection }
        }
        switch (match, constraint) {
        case (.exact, .value), (.set, .anyOf), (.set, .value): break
        case (.notApplicable, _): return "'\(name)' has no bearing on the kind"
        case (.tolerance, .value(.number(let number))):
            if !number.isFinite { return "'\(name)' is \(number), and a finite number is expected" }
        case (.range, .range(let from, let below)):
            if from?.isFinite == false || below?.isFinite == false {
                return "'\(name)' has a bound that is not a finite number"
            }
            if from ?? -.infinity >= below ?? .infinity { return "'\(name)' has the empty range \(constraint)" }
        case (.exact, _): return "'\(name)' is compared exactly, and \(constraint) is not one value"
        case (.set, _): return "'\(name)' is compared with a list of values, and \(constraint) is none"
        case (.range, _): return "'\(name)' is compared with a range of numbers, and \(constraint) is none"
        case (.tolerance, _): return "'\(name)' is compared within a tolerance, and \(constraint) is not one number"
        }
        if case .value(.number(let number)) = constraint, !number.isFinite {
            return "'\(name)' is \(number), and a finite number is expected"
        }
        if case .anyOf(let values) = constraint {
            if values.isEmpty { return "'\(name)' has an empty list of values" }
            for case .number(let number) in values where !number.isFinite {
                return "'\(name)' is \(number), and a finite number is expected"
            }
        }
        return nil
    }
}
