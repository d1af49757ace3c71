internal import ObsDocuments
internal import ObsText
internal import ObsTime

extension IdentifierLayout {
    /// Reads a list of parts, or a list of such lists; nil with the reasons among the problems.
    init?(_ node: Node, mergers: [Merger], problems: Problems) {
        let elements = node.items("parts", problems)
        let lists = elements.contains { $0.kind == .sequence } ? elements : [node]
        let forms = lists.compactMap { Form($0, mergers: mergers, problems: problems) }
        guard forms.count == lists.count else { return nil }
        for (index, form) in forms.enumerated() {
            for other in forms[..<index] {
                if other.range.overlaps(form.range) {
                    problems.error(
                        .ambiguousIdentifier, at: lists[index],
                        "\(form.range) and \(other.range) overlap, so that an identifier could be of either form",
                        hint: "make the parts so that the integers are apart")
                } else if form.takesWhat(other) {
                    problems.error(
                        .ambiguousIdentifier, at: lists[index],
                        "this form and an earlier one are made of the same values, so that these have two integers",
                        hint: "give a part of both forms ranges or words that are apart")
                }
            }
        }
        self.forms = forms
        self.mergers = mergers.filter { merger in forms.contains { $0.mergers.contains(merger) } }
    }
}

extension IdentifierLayout.Form {
    /// Whether there are values that both forms take.
    fileprivate func takesWhat(_ other: Self) -> Bool {
        let names = parts.map(\.name)
        let others = other.parts.map(\.name)
        func isRequired(_ part: IdentifierLayout.Part) -> Bool { part.encoding.fallback == nil }
        guard parts.allSatisfy({ !isRequired($0) || others.contains($0.name) }),
            other.parts.allSatisfy({ !isRequired($0) || names.contains($0.name) })
        else { return false }
        return parts.allSatisfy { part in
            other.parts.allSatisfy { $0.name != part.name || !part.isDisjoint(from: $0) }
        }
    }
}

extension IdentifierLayout.Form {
    fileprivate init?(_ node: Node, mergers: [IdentifierLayout.Merger], problems: Problems) {
        let nodes = node.items("parts", problems)
        let parts = nodes.enumerated().compactMap {
            IdentifierLayout.Part($1, isLast: $0 == nodes.count - 1, problems: problems)
        }
        guard parts.count == nodes.count else { return nil }
        guard !parts.isEmpty else {
            problems.error(.missingKey, at: node, "an identifier has at least one part")
            return nil
        }
        for (index, part) in parts.enumerated() where parts[..<index].contains(where: { $0.name == part.name }) {
            problems.error(
                .duplicateKey, at: nodes[index], "there are two parts '\(part.name)'", hint: "name them apart")
        }
        var smallest = 0
        var largest = 0
        var radix = 1
        for (index, part) in parts.enumerated() {
            let digits = part.digits(below: (.max - largest) / radix)
            let step = (digits.upperBound).multipliedReportingOverflow(by: radix)
            let sum = largest.addingReportingOverflow(step.partialValue)
            let next = radix.multipliedReportingOverflow(by: part.size ?? 1)
            let needsMore = index < parts.count - 1
            guard !step.overflow, !sum.overflow, !(needsMore && next.overflow) else {
                problems.error(
                    .outOfRange, at: nodes[index], "with '\(part.name)' the identifier exceeds 64 bits",
                    hint: "the sizes must have a product below 2^63")
                return nil
            }
            smallest += digits.lowerBound * radix
            largest = sum.partialValue
            radix = next.partialValue
        }
        self.parts = parts
        // A last part without a size or a range fills the 64 bits.
        let isOpen = parts.last.map { $0.size == nil && $0.range == nil } ?? false
        range = smallest...(isOpen ? .max : largest)
        self.mergers = Self.fitting(mergers, parts, nodes, problems)
        dayPlace = parts.firstIndex { $0.name == IdentifierLayout.Merger.dayPart }
    }
}

extension IdentifierLayout.Form {
    /// The mergers of words of these parts, which need the day and the word that goes on.
    private static func fitting(
        _ mergers: [IdentifierLayout.Merger], _ parts: [IdentifierLayout.Part], _ nodes: [Node], _ problems: Problems
    ) -> [IdentifierLayout.Merger] {
        var found: [IdentifierLayout.Merger] = []
        for (part, node) in zip(parts, nodes) {
            guard case .words(let numbers, _) = part.encoding else { continue }
            for merger in mergers where merger.part == part.name {
                if numbers[merger.successor] == nil {
                    problems.error(
                        .unknownWord, at: node,
                        "'\(merger.word)' is merged into '\(merger.successor)', which is not among the words",
                        hint: "give \(merger.successor) a number, or correct merged:")
                } else if !parts.contains(where: { $0.name == IdentifierLayout.Merger.dayPart }) {
                    problems.error(
                        .missingKey, at: node,
                        "'\(merger.word)' is merged into '\(merger.successor)' after a day, and there is no part 'day'",
                        hint: "add the day, or write merged: null")
                } else {
                    found.append(merger)
                }
            }
        }
        return found
    }
}

extension IdentifierLayout.Part {
    fileprivate convenience init?(_ node: Node, isLast: Bool, problems: Problems) {
        guard let reader = FormatReader(node, IdentifierKeys.partFormat, problems) else { return nil }
        defer { reader.finish() }
        let name = reader[IdentifierKeys.part]
        let size = reader[IdentifierKeys.size]
        let rangeNode = reader.given(IdentifierKeys.range)
        let first = reader.given(IdentifierKeys.first)
        let calendar = reader[IdentifierKeys.calendar] ?? false
        let since = reader.given(IdentifierKeys.daysSince)
        let words = reader.given(IdentifierKeys.words)
        let fallback = reader.given(IdentifierKeys.fallback)
        if size == nil, !isLast, !reader.contains(IdentifierKeys.size) {
            reader.reportMissing(
                IdentifierKeys.size, "only the last part may be without size:",
                hint: "say how many values there is room for")
            return nil
        }
        for (key, value) in [("first", first), ("calendar", calendar ? node : nil)]
        where value != nil && (since != nil || words != nil) {
            problems.error(
                .unusedKey, at: node, "\(key): means nothing with days_since: or words:", hint: "take it away")
        }
        if let fallback, words == nil {
            problems.error(.unusedKey, at: fallback, "else: means nothing without words:", hint: "take it away")
        }
        let number = first.flatMap { IdentifierKeys.first.value(of: $0, problems) } ?? 0
        var range: ClosedRange<Int>?
        if let rangeNode {
            guard since == nil, words == nil else {
                problems.error(
                    .unusedKey, at: rangeNode, "range: means nothing with days_since: or words:", hint: "take it away")
                return nil
            }
            let bounds = rangeNode.integers(problems, in: number...(size.map { number + ($0 - 1) } ?? .max)) ?? []
            guard bounds.count == 2, bounds[0] <= bounds[1] else {
                problems.error(
                    .outOfRange, at: rangeNode, "a range is the first and the last value, for which there is room",
                    hint: "write range: [0, 23]")
                return nil
            }
            range = bounds[0]...bounds[1]
        }
        let encoding: IdentifierLayout.Encoding
        if let words {
            guard let numbers = Self.numbers(words, below: size, problems) else { return nil }
            let word = fallback?.string(problems)
            if let word, numbers[word] == nil, let fallback {
                problems.error(.unknownWord, at: fallback, "'\(word)' is not among the words")
                return nil
            }
            encoding = .words(numbers, fallback: word)
        } else if let since {
            guard let text = since.string(problems) else { return nil }
            guard let day = CalendarDay(iso: text) else {
                problems.error(.wrongType, at: since, "'\(text)' is no day", hint: "write it as 2010-01-01")
                return nil
            }
            encoding = .dayCount(since: day)
        } else {
            encoding = calendar ? .calendarDay(first: number) : .number(first: number)
        }
        if size == nil, encoding != .number(first: number) {
            problems.error(
                .missingKey, at: node, "days and words need size:", hint: "say how many values there is room for")
            return nil
        }
        // A size that could not be read is not the size of a part without one.
        guard let name, size != nil || !reader.contains(IdentifierKeys.size) else { return nil }
        self.init(name: name, size: size, range: range, encoding: encoding)
    }

    private static func numbers(_ node: Node, below size: Int?, _ problems: Problems) -> [String: Int]? {
        guard node.kind == .mapping else {
            node.wrongType("words with their numbers", problems, hint: "write words: {O: 0, C: 1}")
            return nil
        }
        var numbers: [String: Int] = [:]
        var isSound = true
        for (key, value) in node.entries {
            guard let word = key.string(problems), let number = value.integer(problems, in: 0...((size ?? .max) - 1))
            else {
                isSound = false
                continue
            }
            if numbers.values.contains(number) {
                problems.error(.duplicateKey, at: value, "two words have the number \(number)", hint: "count on")
                isSound = false
            }
            numbers[word] = number
        }
        if numbers.isEmpty && isSound {
            problems.error(.missingKey, at: node, "there is no word")
            return nil
        }
        return isSound ? numbers : nil
    }
}

extension IdentifierLayout.Encoding {
    /// The value that stands for 0; nil for words and counted days.
    fileprivate var first: Int? {
        switch self {
        case .number(let first), .calendarDay(let first): first
        case .dayCount, .words: nil
        }
    }
}

extension Diagnostic.Code {
    static let ambiguousIdentifier = Self(rawValue: "ambiguous-identifier")
}
