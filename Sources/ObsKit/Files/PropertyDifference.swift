internal import ObsTime
internal import ObsTranslation

/// The values of a property that should be one in several observations, and is not.
struct PropertyDifference: CustomStringConvertible {
    /// A value, the place where it was met first, and how often it was.
    private struct Group {
        let value: PropertyValue
        let place: String
        var count = 1
    }

    private let groups: [Group]

    /// Compares observations; nil where all that have a value have the same one.
    ///
    /// - Parameters:
    ///   - count: how many observations there are
    ///   - value: the value in an observation, by its index
    ///   - place: where an observation is, in words
    init?(count: Int, value: (Int) -> PropertyValue?, place: (Int) -> String) {
        guard let first = (0..<count).first(where: { value($0) != nil }), let common = value(first),
            !(first..<count).allSatisfy({ index in value(index).map { Self.isSame(common, $0) } ?? true })
        else { return nil }
        var groups: [Group] = []
        for index in 0..<count {
            guard let found = value(index) else { continue }
            if let known = groups.firstIndex(where: { Self.isSame($0.value, found) }) {
                groups[known].count += 1
            } else {
                groups.append(Group(value: found, place: place(index)))
            }
        }
        self.groups = groups
    }

    /// The first three values, each with its place.
    var description: String {
        let shown = groups.prefix(3).map { group in
            let others = group.count > 1 ? " and \(group.count - 1) more" : ""
            return "\(group.value) in \(group.place)\(others)"
        }
        let rest = groups.count > 3 ? "; there are \(groups.count) values" : ""
        return shown.joined(separator: ", ") + rest
    }

    /// Clocks of several controllers agree to a second at best.
    private static func isSame(_ left: PropertyValue, _ right: PropertyValue) -> Bool {
        if case .instant(let left) = left, case .instant(let right) = right {
            return abs(left.seconds(since: right)) <= 1
        }
        return left == right
    }
}
