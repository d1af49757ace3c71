public import ObsFITS

/// The detections of many instruments, arranged so that a header is compared with few of them.
///
/// Most conditions ask for one text in one card. That text finds them, and only then they are looked at as a whole.
public struct DetectionIndex: Sendable {
    /// What an instrument scored.
    public struct Match: Sendable, Hashable {
        /// The place of the instrument in the list of detections.
        public let index: Int
        /// The largest weight of its conditions that hold.
        public let score: Int
    }

    private struct Entry: Sendable {
        let index: Int
        let weight: Int
        let condition: HeaderCondition
    }

    /// The conditions that can hold only for certain states of one card, by that state.
    private final class Gate: Sendable {
        let keyword: Keyword
        let byText: [String: [Int]]
        let byLowerText: [String: [Int]]
        let whenAbsent: [Int]

        init(_ parts: GateParts) {
            keyword = parts.keyword
            byText = parts.byText
            byLowerText = parts.byLowerText
            whenAbsent = parts.whenAbsent
        }
    }

    /// A gate while conditions are added to it.
    private struct GateParts {
        let keyword: Keyword
        var byText: [String: [Int]] = [:]
        var byLowerText: [String: [Int]] = [:]
        var whenAbsent: [Int] = []
    }

    private let entries: [Entry]
    private let gates: BorrowedList<Gate>
    /// The cards of the gates.
    private let keywords: [Keyword]
    private let others: [Int]

    /// An index.
    ///
    /// - Parameter detections: one for each instrument
    public init(_ detections: [Detection]) {
        var entries: [Entry] = []
        var gates: [GateParts] = []
        var others: [Int] = []
        for (index, detection) in detections.enumerated() {
            for (condition, weight) in detection.conditions {
                let number = entries.count
                entries.append(Entry(index: index, weight: weight, condition: condition))
                guard let need = condition.need else {
                    others.append(number)
                    continue
                }
                let place = gates.firstIndex { $0.keyword == need.keyword } ?? gates.count
                if place == gates.count { gates.append(GateParts(keyword: need.keyword)) }
                switch need.state {
                case .absent: gates[place].whenAbsent.append(number)
                case .texts(let texts):
                    for text in Set(texts) { gates[place].byText[text, default: []].append(number) }
                case .lowerTexts(let texts):
                    for text in Set(texts) { gates[place].byLowerText[text, default: []].append(number) }
                }
            }
        }
        self.entries = entries
        self.gates = BorrowedList(gates.map { Gate($0) })
        keywords = gates.map(\.keyword)
        self.others = others
    }

    /// The instruments with the largest score.
    ///
    /// - Parameter header: a header, uncorrected
    /// - Returns: one when it is recognized, none when not, several in the order of the list when it is ambiguous
    public func best(_ header: Header) -> [Match] {
        var search = Search(evaluation: Evaluation(header, translator: nil))
        // This is where a header is first looked at: nothing of it may be in a cache.
        header.prefetch(keywords)
        for place in 0..<gates.count { gates.with(place) { pass($0, header, &search) } }
        look(at: others, &search)
        if search.found.count > 1 { search.found.sort { $0.index < $1.index } }
        return search.found
    }

    /// Looks at the conditions that may hold for the state of a gate's card.
    private func pass(_ gate: Gate, _ header: Header, _ search: inout Search) {
        switch header[gate.keyword] {
        case nil: look(at: gate.whenAbsent, &search)
        case .string(let text)?:
            if let numbers = gate.byText[text] { look(at: numbers, &search) }
            if !gate.byLowerText.isEmpty, let numbers = gate.byLowerText[TextSteps.lower(text)] {
                look(at: numbers, &search)
            }
        default: break
        }
    }

    /// What was found so far.
    private struct Search: ~Copyable {
        var evaluation: Evaluation
        var score = 0
        var found: [Match] = []
    }

    private func look(at numbers: [Int], _ search: inout Search) {
        for number in numbers where entries[number].weight >= search.score {
            let (index, weight) = (entries[number].index, entries[number].weight)
            guard entries[number].condition.holds(&search.evaluation) else { continue }
            if weight > search.score { search.found.removeAll() }
            search.score = weight
            let match = Match(index: index, score: weight)
            if !search.found.contains(match) { search.found.append(match) }
        }
    }
}

/// The state of one card without which a condition cannot hold.
struct CardNeed {
    enum State {
        case absent
        case texts([String])
        /// Texts in lower case, of a card that is compared without regard to case.
        case lowerTexts([String])
    }

    let keyword: Keyword
    let state: State
}
