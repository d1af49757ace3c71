internal import Glibc
public import ObsTime
public import ObsTranslation

/// What a pipeline reduces as one image of the sky: one or more exposures.
///
/// What it says of all its exposures follows the LSST pipelines' `visit` record.
public struct Visit: Hashable, Sendable {
    /// The number, unique within the instrument.
    public let id: Int
    /// The name, unique within the instrument: the observation id of its exposure, of the first of them, or the group.
    public let name: String
    /// The systems that it is a visit of.
    public let systems: [VisitSystem]
    /// The exposures, in the order of their numbers in the day: of each the observation of its first detector.
    public let exposures: [ObservationInfo]
    /// The numbers in the day (`observation_counter`) of exposures that belong to the visit by their headers and are not there.
    ///
    /// Those that did not see the sky are among them. Where headers do not say which numbers a group has, it is empty.
    public let missing: [Int]

    /// Whether all exposures are there that the headers speak of.
    public var isComplete: Bool { missing.isEmpty }
    /// The filter; nil where the exposures differ, or one says none.
    public var physicalFilter: String? { common(\.physicalFilter) }
    /// The target; nil where the exposures differ, or one says none.
    public var object: String? { common(\.object) }
    /// The program; nil where the exposures differ, or one says none.
    public var scienceProgram: String? { common(\.scienceProgram) }
    /// The purpose; `various` where the exposures differ, nil where all say none.
    public var observationReason: String? {
        let reasons = Set(exposures.map(\.observationReason))
        return reasons.count > 1 ? "various" : reasons.first ?? nil
    }
    /// The first observing day, YYYYMMDD.
    public var observingDay: Int? { least(\.observingDay) }
    /// The first number in the day.
    public var sequenceNumber: Int? { least(\.observationCounter) }
    /// The sum of the times that were asked for, seconds; nil where an exposure says none.
    public var exposureTime: Double? { all(\.exposureTimeRequested)?.reduce(0, +) }
    /// When the first exposure begins; nil where one says no time.
    public var begin: Instant? { all(\.datetimeBegin)?.min() }
    /// When the last exposure ends; nil where one says no time.
    ///
    /// An exposure that ends before it begins ends when it begins.
    public var end: Instant? {
        guard let begins = all(\.datetimeBegin), let ends = all(\.datetimeEnd) else { return nil }
        return zip(begins, ends).map { max($0, $1) }.max()
    }
    /// The azimuth at the beginning, degrees, 0 to 360: the direction of the mean of unit vectors; nil where an exposure says none.
    public var azimuth: Double? {
        guard let all = all(\.altAzBegin), let first = all.first else { return nil }
        if all.count == 1 { return first.azimuth }
        let turn = Double.pi / 180
        let (east, north) = all.reduce((0.0, 0.0)) { ($0.0 + sin($1.azimuth * turn), $0.1 + cos($1.azimuth * turn)) }
        let mean = atan2(east, north) / turn
        return mean < 0 ? mean + 360 : mean
    }
    /// The mean of the zenith angles at the beginning, degrees; nil where an exposure says none.
    public var zenithAngle: Double? {
        all(\.altAzBegin).map { all in all.reduce(0) { $0 + 90 - $1.altitude } / Double(all.count) }
    }

    private func common<Value: Hashable>(_ property: (ObservationInfo) -> Value?) -> Value? {
        let values = Set(exposures.map(property))
        return values.count == 1 ? values.first ?? nil : nil
    }

    private func least(_ property: (ObservationInfo) -> Int?) -> Int? { exposures.compactMap(property).min() }

    private func all<Value>(_ property: (ObservationInfo) -> Value?) -> [Value]? {
        let values = exposures.compactMap(property)
        return values.count == exposures.count ? values : nil
    }
}
