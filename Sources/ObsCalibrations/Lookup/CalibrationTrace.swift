/// How a look-up came to its end: the collections that were searched, and what became of each candidate.
public struct CalibrationTrace: Hashable, Sendable {
    /// Why a certification was not the answer.
    public enum Refusal: Hashable, Sendable {
        /// It is for another value of a key, or the query does not give the key.
        case key(String, demanded: String, given: String?)
        /// It holds at another time; the seconds from the exposure to the nearest end of its validity.
        case time(distance_s: Double)
        /// Its validity ends or begins during the exposure, all of which it must hold.
        case partly
        /// Another certification of the collection demands more keys.
        case lessSpecific(than: DatasetID)
        /// A collection that is searched earlier answers.
        case laterCollection
    }

    /// A certification of the kind, and why it was refused; nil for the answer.
    public struct Candidate: Hashable, Sendable {
        /// The certification.
        public let certification: Certification
        /// Why it was refused; nil for the one that answers, or for all that answer at once.
        public let refusal: Refusal?

        /// A candidate.
        package init(_ certification: Certification, _ refusal: Refusal?) {
            self.certification = certification
            self.refusal = refusal
        }
    }

    /// A collection that was searched.
    public struct Search: Hashable, Sendable {
        /// The name of the collection.
        public let collection: String
        /// The chains through which it was reached, the outermost first.
        public let chains: [String]
        /// The number of its certifications of the kind.
        package let certificationCount: Int
        /// Those nearest to be the answer, the answer first, then nearest in keys and time; no more than the look-up asks for.
        public let candidates: [Candidate]

        /// A search of a collection.
        package init(collection: String, chains: [String], certificationCount: Int, candidates: [Candidate]) {
            self.collection = collection
            self.chains = chains
            self.certificationCount = certificationCount
            self.candidates = candidates
        }
    }

    /// What was asked.
    public let query: CalibrationQuery
    /// The kind's policy.
    public let policy: ValidityPolicy
    /// The collections in the order in which they were searched.
    public let searches: [Search]

    /// A trace.
    package init(query: CalibrationQuery, policy: ValidityPolicy, searches: [Search]) {
        self.query = query
        self.policy = policy
        self.searches = searches
    }
}

extension CalibrationTrace.Refusal: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .key(let name, let demanded, let given?): "\(name) is \(given), and it is for \(demanded)"
        case .key(let name, let demanded, nil): "the query gives no \(name), and it is for \(demanded)"
        case .time(let distance): "it holds at another time, \(Self.duration(distance)) away"
        case .partly: "it holds during a part of the interval only"
        case .lessSpecific(let other): "it demands fewer keys than \(other)"
        case .laterCollection: "a collection that is searched earlier answers"
        }
    }

    /// A duration in the unit that people would use.
    static func duration(_ seconds: Double) -> String {
        let (value, unit): (Double, String) =
            switch abs(seconds) {
            case ..<120: (seconds, "s")
            case ..<7200: (seconds / 60, "min")
            case ..<172_800: (seconds / 3600, "h")
            default: (seconds / 86400, "d")
            }
        let tenths = (abs(value) * 10).rounded() / 10
        return Int(exactly: tenths).map { "\($0) \(unit)" } ?? "\(tenths) \(unit)"
    }
}

extension CalibrationTrace: CustomStringConvertible {
    /// The trace in lines.
    public var description: String {
        var lines = ["\(query) (policy \(policy.rawValue))"]
        if searches.isEmpty { lines.append("  no collection was searched") }
        for search in searches {
            let path = (search.chains + [search.collection]).joined(separator: " > ")
            lines.append("  \(path): \(search.certificationCount) certifications of the kind")
            for candidate in search.candidates {
                let one = candidate.certification
                lines.append(
                    "    \(one.dataset) of \(one.keys), \(one.validity): "
                        + (candidate.refusal.map { "refused: \($0)" } ?? "answers"))
            }
            let rest = search.certificationCount - search.candidates.count
            if rest > 0 { lines.append("    \(rest) more were refused") }
        }
        return lines.joined(separator: "\n")
    }
}
