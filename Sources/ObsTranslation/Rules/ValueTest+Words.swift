extension ValueTest {
    var words: String {
        switch self {
        case .equals(let value, _): "is \(value.quoted)"
        case .oneOf(let values, _): "is one of \(values.map(\.quoted).joined(separator: ", "))"
        case .contains(let text, _): "contains '\(text)'"
        case .startsWith(let text, _): "starts with '\(text)'"
        case .endsWith(let text, _): "ends with '\(text)'"
        case .matches(let pattern): "matches \(pattern)"
        case .greaterThan(let number): "is greater than \(number)"
        case .lessThan(let number): "is less than \(number)"
        case .atLeast(let number): "is at least \(number)"
        case .atMost(let number): "is at most \(number)"
        case .before(let date): "is before \(date)"
        case .after(let date): "is after \(date)"
        case .compared(.greater, _): "is greater than another"
        case .compared(.less, _): "is less than another"
        case .compared(.atLeast, _): "is at least another"
        case .compared(.atMost, _): "is at most another"
        case .known(let wanted): wanted ? "has a value" : "has no value"
        case .sameAs: "is the same as another"
        case .every(let tests): tests.map(\.words).joined(separator: " and ")
        }
    }
}
