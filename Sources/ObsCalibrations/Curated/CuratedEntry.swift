internal import ObsTime

/// A file of a folder of curated calibrations as its place says it, sound or not: little enough to keep of a hundred thousand.
struct CuratedEntry {
    /// What selects it: the kind, and the detector and filter of its folders.
    struct Series: Hashable {
        let kind: String
        let detector: Int?
        let filter: String?
    }

    /// The place of its path among those of the folder.
    let path: UInt32
    /// The place of its series among those of the folder.
    let series: UInt32
    let begin: Instant
    /// Whether it could be read and is in order, alone at its date.
    var isSound: Bool
}
