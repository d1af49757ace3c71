internal import ObsDocuments
internal import ObsText

extension Node {
    /// A finite number, or nil and a reported problem.
    func finite(_ problems: Problems) -> Double? {
        guard let value = double(problems, allowNonFinite: true) else { return nil }
        if value.isFinite { return value }
        problems.error(
            .notFinite, at: self, "a finite number is expected, and this is \(found)",
            hint: "write ~ where a value is not known")
        return nil
    }

    /// A finite number, or nil for a null; `.none` and a reported problem for anything else.
    func finiteOrNull(_ problems: Problems) -> Double?? {
        isNull ? .some(nil) : finite(problems).map { .some($0) }
    }

    /// A list of finite numbers of an expected length, or nil and a reported problem.
    func finites(_ counts: ClosedRange<Int>, _ what: String, _ problems: Problems) -> [Double]? {
        guard kind == .sequence, counts.contains(elements.count) else {
            wrongType(what, problems)
            return nil
        }
        return list("numbers", problems) { $0.finite(problems) }
    }

    /// Two finite numbers, or nil and a reported problem.
    func point(_ problems: Problems) -> Point? {
        finites(2...2, "a pair [x, y] of numbers", problems).map { Point($0[0], $0[1]) }
    }

    /// A box `[x, y, width, height]`, or nil and a reported problem.
    func box(_ problems: Problems) -> Box? {
        guard kind == .sequence, elements.count == 4 else {
            wrongType("a box [x, y, width, height] of whole numbers", problems)
            return nil
        }
        guard let numbers = integers(problems) else { return nil }
        if let box = Box(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3]) { return box }
        problems.error(
            .badBox, at: self, "a box has the form [x, y, width, height], and \(numbers) is none",
            hint: "width and height are not negative, and nothing exceeds \(Box.limit)")
        return nil
    }

    /// A text, or nil for a null; `.none` and a reported problem for anything else.
    func stringOrNull(_ problems: Problems) -> String?? {
        isNull ? .some(nil) : string(problems).map { .some($0) }
    }

    /// The pairs of a mapping of names, in the order of the file, or none and a reported problem.
    func named(_ what: String, _ problems: Problems) -> [(name: String, node: Node)] {
        guard kind == .mapping else {
            wrongType("a mapping of \(what) by name", problems)
            return []
        }
        var seen = Set<String>()
        var result: [(name: String, node: Node)] = []
        for (key, value) in entries {
            guard let name = key.string(problems) else { continue }
            if name.isEmpty {
                problems.error(.unknownValue, at: key, "a name must not be empty")
            } else if seen.insert(name).inserted {
                result.append((name, value))
            }
        }
        if seen.count < underestimatedPairs { reportRepeatedNames(what, problems) }
        return result
    }

    private var underestimatedPairs: Int { entries.underestimatedCount }

    private func reportRepeatedNames(_ what: String, _ problems: Problems) {
        var first: [String: SourcePosition] = [:]
        for (key, _) in entries {
            guard let name = key.text else { continue }
            if let place = first[name] {
                problems.error(
                    .duplicateName, at: key, "there are two \(what) named \(name); the other is in line \(place.line)",
                    hint: "rename one of them")
            } else {
                first[name] = key.position
            }
        }
    }

    /// The node at the end of a path of keys and of steps into lists, or the last one on the way, with the number of steps made.
    func descend(_ path: some Collection<String>) -> (node: Node, steps: Int) {
        var (node, steps) = (self, 0)
        for step in path {
            if let element = PathStep(step), node.kind == .sequence {
                guard node.elements.indices.contains(element.place) else { break }
                node = node.elements[element.place]
            } else if let element = PathStep(step), let name = element.name {
                guard let next = node[name] else { break }
                node = next
            } else if let next = node[step] {
                node = next
            } else {
                break
            }
            steps += 1
        }
        return (node, steps)
    }
}

/// A step of a path into a list, or into the mapping of names that stands for the list in a change.
struct PathStep {
    let place: Int
    let name: String?

    /// The text of a step to the element at a place, which may have a name.
    static func text(_ place: Int, name: String? = nil) -> String { "#\(place):\(name ?? "")" }

    fileprivate init?(_ text: String) {
        guard text.hasPrefix("#"), let colon = text.firstIndex(of: ":"),
            let place = Int(text[text.index(after: text.startIndex)..<colon])
        else { return nil }
        self.place = place
        name = colon == text.index(before: text.endIndex) ? nil : String(text[text.index(after: colon)...])
    }
}
