/// The name of a FITS card.
public struct Keyword: Hashable, Sendable {}
