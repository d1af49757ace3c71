extension ValueTest {
    var words: String {
        switch self {
        case .equals(let value, _): "is \(value.quoted)"
        case .oneOf(let values, _): "is one of \(values.map(\.quoted).joined(separator: ", "))"
        case .contains(let text, _): "contains '\(text)'"
        case .startsWith(let text, _): "starts with '\(text)'"
        case .endsWith(let text, _): "ends with '\(text)'"
        case .matches(let pattern): "matches \(pattern)"
        case .compared(.greater, let number): "is greater than \(number)"
        case .compared(.less, let number): "is less than \(number)"
        case .compared(.atLeast, let number): "is at least \(number)"
        case .compared(.atMost, let number): "is at most \(number)"
        case .before(let date): "is before \(date)"
        case .after(let date): "is after \(date)"
        case .comparedWith(.greater, _): "is greater than another"
        case .comparedWith(.less, _): "is less than another"
        case .comparedWith(.atLeast, _): "is at least another"
        case .comparedWith(.atMost, _): "is at most another"
        case .known(let wanted): wanted ? "has a value" : "has no value"
        case .sameAs: "is the same as another"
        case .every(let tests): tests.map(\.words).joined(separator: " and ")
        }
    }
}
