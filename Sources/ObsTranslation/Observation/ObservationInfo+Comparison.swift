internal import ObsTime

/// How far two observations may be apart to count as close, for each kind of value.
public struct ObservationTolerances: Sendable, Hashable {
    /// Times, seconds.
    public var time: Double
    /// Numbers, relative.
    public var relative: Double
    /// Positions on the sky and directions, degrees.
    public var angle: Double
    /// Places, meters.
    public var distance: Double

    /// Tolerances.
    ///
    /// - Parameters:
    ///   - time: times, seconds
    ///   - relative: numbers, relative
    ///   - angle: positions on the sky and directions, degrees
    ///   - distance: places, meters
    public init(time: Double = 1e-6, relative: Double = 1e-9, angle: Double = 1e-9, distance: Double = 1e-3) {
        self.time = time
        self.relative = relative
        self.angle = angle
        self.distance = distance
    }
}

extension ObservationInfo {
    /// Whether every property and extension is present in both or in neither, and all values are close.
    ///
    /// - Parameters:
    ///   - other: another observation
    ///   - tolerances: how far apart values may be
    /// - Returns: whether they are
    package func isClose(to other: ObservationInfo, tolerances: ObservationTolerances = ObservationTolerances()) -> Bool
    {
        differences(from: other, tolerances: tolerances).isEmpty
            && Set(extensions.keys).union(other.extensions.keys).allSatisfy {
                Self.isClose(extensions[$0], other.extensions[$0], tolerances)
            }
    }

    /// The properties that are not close, in order.
    ///
    /// - Parameters:
    ///   - other: another observation
    ///   - tolerances: how far apart values may be
    /// - Returns: those properties
    package func differences(
        from other: ObservationInfo, tolerances: ObservationTolerances = ObservationTolerances()
    ) -> [ObservationProperty] {
        ObservationProperty.allCases.filter { !Self.isClose(self[$0], other[$0], tolerances) }
    }

    private static func isClose(_ one: PropertyValue?, _ two: PropertyValue?, _ limits: ObservationTolerances) -> Bool {
        switch (one, two) {
        case (.real(let a)?, .real(let b)?):
            // Infinities of one sign, and two that are no numbers, are as close as can be.
            guard a.isFinite, b.isFinite else { return a == b || (a.isNaN && b.isNaN) }
            return abs(a - b) <= limits.relative * max(abs(a), abs(b))
        case (.instant(let a)?, .instant(let b)?):
            return abs(a.seconds(since: b)) <= limits.time
        case (.sky(let a)?, .sky(let b)?):
            return a.separation(from: b) <= limits.angle
        case (.horizontal(let a)?, .horizontal(let b)?):
            return a.separation(from: b) <= limits.angle
        case (.location(let a)?, .location(let b)?):
            return max(abs(a.x - b.x), abs(a.y - b.y), abs(a.z - b.z)) <= limits.distance
        default:
            return one == two
        }
    }
}
