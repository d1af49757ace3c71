package import ObsText

extension Camera {
    /// What the places of the detectors contradict in what the camera is said to be: a focal plane or an inventory of chips.
    package var arrangementProblems: [Diagnostic] { arrangementProblems { _ in nil } }

    /// Compares the places of the detectors with what the camera is said to be.
    ///
    /// - Parameter place: gives the place of a slot by its name, or of the arrangement where no slot is to blame
    /// - Returns: what contradicts
    func arrangementProblems(at place: (_ slot: String?) -> SourcePosition?) -> [Diagnostic] {
        let pairs = overlappingDetectors(limit: 10)
        switch parts.arrangement {
        case .focalPlane:
            return pairs.map { first, second in
                Diagnostic(
                    .warning, .detectorOverlap, at: place(second.name),
                    "detectors \(first.name) and \(second.name) of camera \(name) share a part of the focal plane",
                    hint: "correct a position, or say arrangement: inventory of chips that were not there at once")
            }
        case .inventory:
            guard pairs.isEmpty, detectors.count > 1 else { return [] }
            return [
                Diagnostic(
                    .warning, .detectorOverlap, at: place(nil),
                    "camera \(name) is an inventory of chips that take each other's place, and none of them do",
                    hint: "take arrangement: inventory away")
            ]
        }
    }

    /// Pairs of detectors that share some of the focal plane, by id: none in a real camera, many in an inventory of chips.
    ///
    /// - Parameter limit: The number of pairs after which the search ends.
    /// - Returns: The pairs, each with the smaller id first.
    package func overlappingDetectors(limit: Int = 1000) -> [(first: Detector, second: Detector)] {
        var pairs: [(first: Detector, second: Detector)] = []
        for second in detectors.indices {
            for first in 0..<second where detectors[first].overlaps(detectors[second]) {
                guard pairs.count < limit else { return pairs }
                pairs.append((detectors[first], detectors[second]))
            }
        }
        return pairs
    }
}

extension Detector {
    /// Whether two outlines share more than an edge: no side of either separates them.
    fileprivate func overlaps(_ other: Detector) -> Bool {
        let mine = box.corners.map { pixelsToFocalPlane($0) }
        let theirs = other.box.corners.map { other.pixelsToFocalPlane($0) }
        for side in sides(of: mine) + sides(of: theirs) {
            let (low, high) = span(of: mine, along: side)
            let (otherLow, otherHigh) = span(of: theirs, along: side)
            // Neighbors whose edges touch to rounding do not overlap.
            let slack = 1e-9 * max(high - low, otherHigh - otherLow)
            if high <= otherLow + slack || otherHigh <= low + slack { return false }
        }
        return true
    }

    /// The directions across the sides of a polygon.
    private func sides(of corners: [Point]) -> [Point] {
        corners.indices.map { index in
            let side = corners[(index + 1) % corners.count] - corners[index]
            return Point(-side.y, side.x)
        }
    }

    private func span(of corners: [Point], along direction: Point) -> (low: Double, high: Double) {
        let places = corners.map { $0.x * direction.x + $0.y * direction.y }
        return (places.min() ?? 0, places.max() ?? 0)
    }
}
