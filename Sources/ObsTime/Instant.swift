/// A moment, in integer nanoseconds TAI since 1970-01-01T00:00:00 TAI.
public struct Instant: Hashable, Sendable {}
