internal import ObsDocuments
internal import ObsText
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
        return Validity(begin, end, of: node, problems)
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

extension FormatReader {
    /// The validity between two dates, each of which is open where its key may be left out and is; nil and a reported problem
    /// where one cannot be read.
    func validity(_ begin: FileKey<Node>, _ end: FileKey<Node>) -> Validity? {
        let (begin, end) = (bound(begin), bound(end))
        guard case .some(let begin) = begin, case .some(let end) = end else { return nil }
        return Validity(begin, end, of: node, problems)
    }

    private func bound(_ key: FileKey<Node>) -> Instant?? {
        guard let node = given(key) else { return format.needs(key) ? nil : .some(nil) }
        return node.instant(problems).map { .some($0) }
    }
}

extension Validity {
    /// The validity between two dates; nil and a reported problem where it is empty.
    fileprivate init?(_ begin: Instant?, _ end: Instant?, of node: Node, _ problems: Problems) {
        do {
            try self.init(begin: begin, end: end)
        } catch {
            problems.error(.emptyValidity, at: node, "\(error)", hint: "let the end follow the begin")
            return nil
        }
    }
}
