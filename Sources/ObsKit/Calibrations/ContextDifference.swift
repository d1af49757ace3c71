internal import ObsCalibrations

/// In what two contexts differ.
package struct ContextDifference: Hashable, Sendable {
    /// A package that is in one of them only, or that differs.
    package struct PackageChange: Hashable, Sendable {
        /// The name.
        package let name: String
        /// What it was; nil when it was not there.
        package let before: PinnedContext.Package?
        /// What it is; nil when it is there no more.
        package let after: PinnedContext.Package?
    }

    /// The packages that differ, by name.
    package let packages: [PackageChange]
    /// The instruments whose editions differ, by name.
    package let editions: [String]
    /// The collections that are searched, before and after; nil when they are the same.
    package let search: [[String]]?
    /// The certifications that are there no more.
    package let removed: [Certification]
    /// The certifications that are new.
    package let added: [Certification]
    /// The datasets about which something else is known now.
    package let datasets: [DatasetID]
    /// The kinds that differ, by name.
    package let kinds: [String]

    /// Whether the contexts answer alike.
    package var isEmpty: Bool {
        packages.isEmpty && editions.isEmpty && search == nil && removed.isEmpty && added.isEmpty && datasets.isEmpty
            && kinds.isEmpty
    }
}

/// An exposure, detector and kind whose answer differs between two contexts.
package struct ChangedAnswer: Hashable, Sendable {
    /// The exposure's place in the list that was asked about.
    package let exposure: Int
    /// The kind.
    package let kind: String
    /// The detector.
    package let detector: Int
    /// The dataset that answered; nil when none did, or several.
    package let before: DatasetID?
    /// The dataset that answers now; nil when none does, or several do.
    package let after: DatasetID?
}

extension PinnedContext {
    /// In what this context differs from an earlier one.
    ///
    /// - Parameter other: the earlier one
    /// - Returns: the difference
    package func difference(from other: PinnedContext) -> ContextDifference {
        let instruments = Set(editions.keys).union(other.editions.keys)
        let (now, then) = (Set(reachable), Set(other.reachable))
        let kindNames = Set(calibrations.kinds.all.map(\.name) + other.calibrations.kinds.all.map(\.name))
        let used = Set(now.union(then).map(\.dataset))
        return ContextDifference(
            packages: Self.changes(from: other.packages, to: packages),
            editions: instruments.filter { editions[$0] != other.editions[$0] }.sorted(),
            search: search == other.search ? nil : [other.search, search],
            removed: then.subtracting(now).sorted(by: Certification.isOrdered),
            added: now.subtracting(then).sorted(by: Certification.isOrdered),
            datasets: used.filter { id in
                guard let mine = calibrations.datasets[id], let theirs = other.calibrations.datasets[id] else {
                    return false
                }
                return mine != theirs
            }.sorted(),
            kinds: kindNames.filter { calibrations.kinds[$0] != other.calibrations.kinds[$0] }.sorted())
    }

    /// The packages of the context that have changed since it was made, or are not among those that there are.
    ///
    /// - Parameter packages: the packages that there are; others than the context's do not matter
    /// - Returns: each with what it was and what it is; what it is comes as nil when it is not there
    /// - Throws: `DiagnosticsError` when a file of a package cannot be read
    package func changedPackages(among packages: [InstrumentPackage]) throws -> [ContextDifference.PackageChange] {
        let names = Set(self.packages.map(\.name))
        let now = try packages.filter { names.contains($0.name) }.map { try Package($0) }
        return Self.changes(from: self.packages, to: now)
    }

    private static func changes(from old: [Package], to new: [Package]) -> [ContextDifference.PackageChange] {
        Set((old + new).map(\.name)).sorted().compactMap { name in
            let (before, after) = (old.first { $0.name == name }, new.first { $0.name == name })
            return before == after ? nil : ContextDifference.PackageChange(name: name, before: before, after: after)
        }
    }

    /// The certifications of the collections that are searched.
    private var reachable: [Certification] {
        index.searchedCollections.flatMap { calibrations.certifications(in: $0) }
    }

    /// The exposures whose answers differ between an earlier context and this one.
    ///
    /// - Parameters:
    ///   - other: the earlier context
    ///   - exposures: the exposures
    ///   - detectors: the ids of the detectors
    ///   - kinds: the names of the kinds; all that both contexts have when nil
    /// - Returns: the answers that differ, by exposure, kind, detector
    /// - Throws: `CalibrationError` when an exposure lacks what a kind is selected by, or its interval is no date
    package func changedAnswers(
        since other: PinnedContext, exposures: [CalibrationExposure], detectors: [Int], kinds: [String]? = nil
    ) throws -> [ChangedAnswer] {
        let both = calibrations.kinds.all.map(\.name).filter { other.calibrations.kinds[$0] != nil }
        var changes: [ChangedAnswer] = []
        for (place, exposure) in exposures.enumerated() {
            for kind in kinds ?? both {
                // What has no filter needs no flat.
                if kinds == nil, exposure.filter == nil, calibrations.kinds[kind]?.filter?.isRequired == true {
                    continue
                }
                let before = try other.index.datasets(kind, exposure, detectors)
                let after = try index.datasets(kind, exposure, detectors)
                for (detector, (old, new)) in zip(detectors, zip(before, after)) where old != new {
                    changes.append(
                        ChangedAnswer(exposure: place, kind: kind, detector: detector, before: old, after: new))
                }
            }
        }
        return changes
    }
}

extension CalibrationIndex {
    /// The datasets that answer, nil where none or several do.
    fileprivate func datasets(
        _ kind: String, _ exposure: CalibrationExposure, _ detectors: [Int]
    ) throws -> [DatasetID?] {
        let lookup = try lookup(kind, filter: exposure.filter, state: exposure.state)
        return try detectors.map { detector in
            do {
                return try lookup.find(detector: detector, during: exposure.interval)?.dataset.id
            } catch is CalibrationMiss {
                return nil
            }
        }
    }
}
