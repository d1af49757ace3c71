internal import ObsTime

extension IdentifierLayout {
    /// Puts an identifier together.
    ///
    /// - Parameter values: the parts by name; a part of words that has a fallback may be left out
    /// - Returns: the identifier
    /// - Throws: `IdentifierError`: `missingPart`, `unknownPart`, `wrongType`, `unknownWord`, `noSuchDay`, `outOfRange`
    public func pack(_ values: [String: IdentifierValue]) throws(IdentifierError) -> Int {
        let fitting = try IdentifierInput.fitting(Array(values.keys), lists: forms.map(\.inputs))
        return try Self.firstOf(fitting) { index throws(IdentifierError) in
            let form = forms[index]
            return try form.pack { values[form.parts[$0].name] }
        }
    }

    /// Takes an identifier apart.
    ///
    /// - Parameter identifier: an integer
    /// - Returns: the parts that give it
    /// - Throws: `IdentifierError`, `notAnIdentifier` when no parts give it
    public func unpack(_ identifier: Int) throws(IdentifierError) -> IdentifierParts {
        let form = forms[try form(of: identifier)]
        var parts: [IdentifierParts.Part] = []
        try form.unpack(identifier) { parts.append(.init(name: form.parts[$0].name, value: $1)) }
        return IdentifierParts(parts: parts)
    }

    /// The place of the form that an integer is of.
    func form(of identifier: Int) throws(IdentifierError) -> Int {
        for index in forms.indices where forms[index].range.contains(identifier) { return index }
        throw IdentifierError(
            .notAnIdentifier, "\(identifier) is no such identifier: they are from \(rangeText)",
            part: nil, value: .integer(identifier), expected: rangeText)
    }

    /// The integer of the first form that has room for the values; forms of equal parts have different values.
    static func firstOf(
        _ places: [Int], _ pack: (Int) throws(IdentifierError) -> Int
    ) throws(IdentifierError) -> Int {
        var errors: [IdentifierError] = []
        for place in places {
            do { return try pack(place) } catch { errors.append(error) }
        }
        guard let first = errors.first else { throw IdentifierError(.missingPart, "an identifier has parts") }
        if errors.dropFirst().allSatisfy({ $0 == first }) { throw first }
        throw IdentifierError(
            first.code, errors.map(\.message).joined(separator: "; or "), part: first.part, value: first.value,
            expected: errors.compactMap(\.expected).joined(separator: ", or "))
    }
}

extension IdentifierLayout.Form {
    /// What the form is put together from.
    var inputs: [IdentifierInput] { parts.map { IdentifierInput($0) } }

    /// The integer of the values, which are asked for by the place of the part.
    func pack(_ value: (_ place: Int) -> IdentifierValue?) throws(IdentifierError) -> Int {
        var total = 0
        var radix = 1
        // The parts are asked where they lie: a copy of one costs more than its digit.
        let parts = parts.span
        for place in 0..<parts.count {
            var own = value(place) ?? parts[place].encoding.fallback.map { .word($0) }
            if !mergers.isEmpty, case .word = own { own = merged(parts[place].name, own, day: dayPlace.flatMap(value)) }
            let digit = try parts[place].digit(of: own)
            let product = digit.multipliedReportingOverflow(by: radix)
            let sum = total.addingReportingOverflow(product.partialValue)
            guard !product.overflow, !sum.overflow else {
                throw IdentifierError(
                    .outOfRange, "\(parts[place].name)=\(own ?? 0) gives an identifier beyond 64 bits",
                    part: parts[place].name, value: own, expected: parts[place].words)
            }
            total = sum.partialValue
            // Only the last part may be without a size.
            radix = radix.multipliedReportingOverflow(by: parts[place].size ?? 1).partialValue
        }
        return total
    }

    /// Gives the parts of an integer of this form, by their places.
    func unpack(_ identifier: Int, _ take: (_ place: Int, _ value: IdentifierValue) -> Void) throws(IdentifierError) {
        var rest = identifier
        var day: IdentifierValue?
        var words: [(part: String, value: IdentifierValue)] = []
        for place in parts.indices {
            let part = parts[place]
            let digit = part.size.map { rest % $0 } ?? rest
            rest = part.size.map { rest / $0 } ?? 0
            guard let value = part.value(ofDigit: digit) else {
                throw IdentifierError(
                    .notAnIdentifier, "\(identifier) is no such identifier: no \(part.name) has the number \(digit)",
                    part: part.name, value: .integer(identifier), expected: part.words)
            }
            if place == dayPlace { day = value }
            if case .word = value, !mergers.isEmpty { words.append((part.name, value)) }
            take(place, value)
        }
        guard rest == 0 else {
            throw IdentifierError(.notAnIdentifier, "\(identifier) is no such identifier: it has too many digits")
        }
        for (part, word) in words {
            guard let merger = mergers.first(where: { $0.applies(to: part, word, day) }) else { continue }
            throw IdentifierError(
                .notAnIdentifier,
                "\(identifier) is no such identifier: after \(merger.lastDay) \(part) \(word) has the numbers of \(merger.successor)",
                part: part, value: word)
        }
    }

    /// The word that goes on with the numbers of another; it may have been merged in its turn.
    private func merged(_ part: String, _ word: IdentifierValue?, day: IdentifierValue?) -> IdentifierValue? {
        var word = word
        // A word that comes back to itself is refused when the mergers are read.
        for _ in mergers {
            guard let merger = mergers.first(where: { $0.applies(to: part, word, day) }) else { break }
            word = .word(merger.successor)
        }
        return word
    }
}

extension IdentifierLayout.Merger {
    /// The name of the part with the day.
    static let dayPart = "day"

    func applies(to part: String, _ word: IdentifierValue?, _ day: IdentifierValue?) -> Bool {
        guard case .integer(let day)? = day, day > lastDay, case .word(self.word)? = word else { return false }
        return part == self.part
    }
}

extension IdentifierInput {
    /// The lists that take all the names that are given, and need no further one.
    ///
    /// - Throws: `IdentifierError`: `unknownPart`, `missingPart`
    static func fitting(_ names: [String], lists: [[IdentifierInput]]) throws(IdentifierError) -> [Int] {
        var known: [String] = []
        for input in lists.joined() where !known.contains(input.name) { known.append(input.name) }
        for name in names.sorted() where !known.contains(name) {
            throw IdentifierError(
                .unknownPart, "there is no part '\(name)'; the parts are \(known.joined(separator: ", "))", part: name)
        }
        let taking = lists.indices.filter { index in
            names.allSatisfy { name in lists[index].contains { $0.name == name } }
        }
        guard !taking.isEmpty else {
            let expected = lists.map { $0.map(\.name).joined(separator: ", ") }.joined(separator: "; or ")
            throw IdentifierError(
                .missingPart, "\(names.sorted().joined(separator: ", ")) do not go together; give \(expected)",
                part: nil, expected: expected)
        }
        func missing(_ index: Int) -> [String] {
            lists[index].filter { !$0.hasFallback && !names.contains($0.name) }.map(\.name)
        }
        let fitting = taking.filter { missing($0).isEmpty }
        if !fitting.isEmpty { return fitting }
        var wanted: [String] = []
        for index in taking {
            let text = missing(index).joined(separator: " and ")
            if !wanted.contains(text) { wanted.append(text) }
        }
        throw IdentifierError(
            .missingPart, "\(wanted.joined(separator: ", or ")) must be given as well", part: missing(taking[0]).first)
    }
}
