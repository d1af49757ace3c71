/// A type of observation in words that are the same for every instrument.
///
/// Instruments call the same thing `zero` or `bias`, `dome flat` or `flat`; a package maps its words to these in
/// `observation_kinds:`, so that queries across instruments work. The instrument's word stays in `observationType`.
public enum ObservationKind: String, CaseIterable, Sendable, Hashable, Codable {
    case science
    case standard
    case acquisition
    case focus
    case bias
    case dark
    case flat
    case domeFlat
    case skyFlat
    case twilightFlat
    case fringe
    case arc
    case calibration
    case engineering
    case test
}
