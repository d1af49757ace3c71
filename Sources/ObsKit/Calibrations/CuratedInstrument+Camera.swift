internal import ObsCalibrations
internal import ObsGeometry
internal import ObsText

extension CuratedInstrument {
    /// What the reader of curated files must know of an instrument: the slots of its camera, as far as they could be read, and
    /// its filters.
    ///
    /// - Parameters:
    ///   - names: the instrument's name and aliases
    ///   - history: the camera through time; nil when there is none
    ///   - filters: the physical filters
    init(names: [String], history: CameraHistory?, filters: FilterCatalog) {
        let chips = history.map { Self.chips(of: $0) } ?? [:]
        let detectors = (history?.slotsAtHand ?? []).map { slot, layout in
            CuratedInstrument.Detector(
                id: slot.id, name: slot.name, width: layout?.box.width, height: layout?.box.height,
                amplifierCount: layout?.amplifiers.count, group: slot.group, chips: chips[slot.id] ?? [])
        }
        self.init(names: names, detectors: detectors) { folder in
            let isNamed: (FilterCatalog.Filter) -> Bool = { filter in
                ([filter.name] + filter.aliases).contains { CuratedInstrument.folderName($0) == folder }
            }
            return (filters.filters.first(where: isNamed) ?? filters.combinations.first(where: isNamed))?.name
        }
    }
    /// The chips that were in each slot, in the order of time; none of a camera that has mistakes.
    private static func chips(of history: CameraHistory) -> [Int: [Chip]] {
        guard let versions = try? history.versions() else { return [:] }
        var chips: [Int: [Chip]] = [:]
        for version in versions {
            for detector in version.camera.detectors {
                let known = chips[detector.id]?.last
                if let known, known.serial == detector.serial { continue }
                chips[detector.id, default: []].append(
                    Chip(serial: detector.serial, since: known == nil ? nil : version.validity.begin))
            }
        }
        return chips
    }
}
