/// Which part of an exposure must lie in the validity of a calibration.
public enum ValidityPolicy: String, Hashable, Sendable, CaseIterable {
    /// Its first instant.
    case begin
    /// The instant halfway between begin and end.
    case middle
    /// All of it.
    case covers
    /// Any part of it: the only policy that takes queries without a begin; two datasets may then answer, which is an error.
    case overlaps
}
