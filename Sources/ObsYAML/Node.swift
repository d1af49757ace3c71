/// A value of a document, with its place.
public struct Node: Sendable {}
