internal import ObsText

/// Which answers change between two versions of a package over many files, added up file by file.
///
/// What is kept of a file is which exposures it has, and a bit for each exposure in every change: 3,000 files of an exposure each
/// took 0.2 MB more than 200.
package struct PackageDifference: Sendable {
    /// An answer that changes for one reason.
    package struct Change: Sendable {
        /// The instrument.
        package let instrument: String
        /// The answer.
        package let answer: Answer
        /// What of the package differs that may change it, in order.
        package let reasons: [PartDifference]
        /// In how many observations it changes; 0 for what is said of a whole file.
        package fileprivate(set) var observations = 0
        /// In how many files it changes.
        package fileprivate(set) var files = 0
        /// In how many exposures it changes.
        package var exposures: Int { of.count }
        /// The first file in which it changes.
        package let example: Example
        fileprivate var of = PlaceSet()
        fileprivate var lastFile = 0
    }

    /// A change in one file.
    package struct Example: Sendable {
        /// The file.
        package let path: String
        /// The HDU of the observation; nil for the file.
        package let hdu: Int?
        /// What the old version says.
        package let before: String
        /// What the new version says.
        package let after: String
    }

    /// How much of an instrument was compared.
    package struct Extent: Sendable {
        /// The files.
        package fileprivate(set) var files = 0
        /// The observations.
        package fileprivate(set) var observations = 0
        /// The exposures.
        package fileprivate(set) var exposures = 0
        fileprivate var places: [Int: Int] = [:]

        /// The place of an exposure among the instrument's exposures; one without an id is another each time.
        fileprivate mutating func place(of id: Int?) -> Int {
            if let id, let known = places[id] { return known }
            let place = exposures
            exposures += 1
            if let id { places[id] = place }
            return place
        }
    }

    /// What was compared, by instrument.
    package private(set) var extents: [String: Extent] = [:]
    private var changesByKey: [Key: Change] = [:]
    private var fileCount = 0

    private struct Key: Hashable {
        let instrument: String
        let answer: Answer
        let reasons: Set<PartDifference>
    }

    /// Nothing compared yet.
    package init() {}

    /// How many files were compared.
    package var files: Int { fileCount }

    /// What changes, by instrument and answer.
    package var changes: [Change] {
        changesByKey.values.sorted { left, right in
            if left.instrument != right.instrument { return left.instrument < right.instrument }
            if left.answer != right.answer { return left.answer < right.answer }
            return left.reasons.lexicographicallyPrecedes(right.reasons)
        }
    }

    /// Adds what a comparison found in a file.
    package mutating func add(_ file: FileComparison) {
        fileCount += 1
        var extent = extents.removeValue(forKey: file.instrument) ?? Extent()
        extent.files += 1
        extent.observations += file.observationCount
        let places = file.exposures.map { extent.place(of: $0) }
        extents[file.instrument] = extent
        for change in file.changes {
            let key = Key(instrument: file.instrument, answer: change.answer, reasons: change.reasons)
            let example = Example(path: file.path, hdu: change.hdu, before: change.before, after: change.after)
            // Taken out while it grows, so that its exposures are not copied.
            var known =
                changesByKey.removeValue(forKey: key)
                ?? Change(
                    instrument: file.instrument, answer: change.answer, reasons: change.reasons.sorted(),
                    example: example)
            if change.hdu != nil { known.observations += 1 }
            if known.lastFile != fileCount { known.files += 1 }
            known.lastFile = fileCount
            for exposure in change.exposures { known.of.insert(places[exposure]) }
            changesByKey[key] = known
        }
    }
}

/// A set of small numbers, a bit for each.
private struct PlaceSet: Sendable {
    private(set) var count = 0
    private var bits: [UInt64] = []

    mutating func insert(_ place: Int) {
        let (word, bit) = place.quotientAndRemainder(dividingBy: UInt64.bitWidth)
        if word >= bits.count { bits += repeatElement(0, count: word + 1 - bits.count) }
        let mask = UInt64(1) << UInt64(bit)
        if bits[word] & mask == 0 { count += 1 }
        bits[word] |= mask
    }
}
