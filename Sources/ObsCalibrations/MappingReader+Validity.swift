internal import ObsDocuments
internal import ObsTime

extension MappingReader {
    /// How a bound of a validity is written.
    enum Bound {
        /// A date that must be there.
        case date
        /// A date that is left out where the validity is open.
        case optional
        /// A date, or null where the validity is open: one of them must be there.
        case nullable
    }

    /// The validity of the keys `begin` and `end`, or nil and a reported problem.
    func validity(begin: Bound, end: Bound) -> Validity? {
        let (begin, end) = (bound("begin", begin), bound("end", end))
        guard case .some(let begin) = begin, case .some(let end) = end else { return nil }
        do {
            return try Validity(begin: begin, end: end)
        } catch {
            problems.error(.emptyValidity, at: node, "\(error)", hint: "let the end follow the begin")
            return nil
        }
    }

    /// The date of a bound, nil within where it is open; nil and a reported problem where it is none.
    private func bound(_ key: String, _ form: Bound) -> Instant?? {
        guard let node = form == .optional ? optional(key) : required(key) else {
            return form == .optional ? .some(nil) : nil
        }
        if form == .nullable, node.isNull { return .some(nil) }
        return node.instant(problems).map { .some($0) }
    }
}
