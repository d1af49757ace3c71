/// What an operation does to the certifications of a collection.
public struct CertificationChange: Hashable, Sendable {
    /// The certifications that are there no more, as they were.
    public var removed: [Certification] = []
    /// The certifications that are new.
    public var added: [Certification] = []

    /// A change of nothing.
    public init() {}

    /// Whether nothing changes.
    public var isEmpty: Bool { removed.isEmpty && added.isEmpty }

    /// Takes a certification away: one that this change added vanishes from it.
    mutating func remove(_ row: Certification) {
        if let place = added.lastIndex(of: row) { added.remove(at: place) } else { removed.append(row) }
    }
}
