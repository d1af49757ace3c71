/// A property of an observation, as `ObservationInfo` holds it.
///
/// The order of the cases is the order of the wire form.
public enum ObservationProperty: Int, CaseIterable, Sendable, Hashable {
    case telescope
    case instrument
    case location
    case exposureID
    case visitID
    case physicalFilter
    case datetimeBegin
    case datetimeEnd
    case exposureTime
    case exposureTimeRequested
    case darkTime
    case boresightAirmass
    case boresightRotationAngle
    case boresightRotationCoord
    case detectorNum
    case detectorName
    case detectorUniqueName
    case detectorSerial
    case detectorGroup
    case detectorExposureID
    case focusZ
    case object
    case temperature
    case pressure
    case relativeHumidity
    case trackingRADec
    case altAzBegin
    case altAzEnd
    case scienceProgram
    case observationType
    case observationID
    case observationReason
    case exposureGroup
    case observingDay
    case observingDayOffset
    case observationCounter
    case hasSimulatedContent
    case groupCounterStart
    case groupCounterEnd
    case canSeeSky

    /// All properties, in order.
    public static let allCases: [ObservationProperty] = (0...canSeeSky.rawValue).compactMap { Self(rawValue: $0) }

    /// What kind of value a property has.
    public enum Kind: String, Sendable, Hashable {
        case text, integer, real, boolean, instant, sky, horizontal, location
    }

    /// The name in the wire form and in camera packages, such as `exposure_id`.
    public var name: String { Self.facts[rawValue].name }

    /// What kind of value the property has.
    public var kind: Kind { Self.facts[rawValue].kind }

    /// What the number measures; nil for texts, plain numbers and composed values.
    package var dimension: PropertyUnit.Dimension? { Self.facts[rawValue].dimension }

    /// What the property means, in a sentence.
    package var about: String { Self.facts[rawValue].about }

    /// The property of a name.
    ///
    /// - Parameter name: the name in the wire form, such as `exposure_id`
    public init?(name: String) {
        guard let index = Self.facts.firstIndex(where: { $0.name == name }) else { return nil }
        self.init(rawValue: index)
    }

    private struct Fact {
        let name: String
        let kind: Kind
        let dimension: PropertyUnit.Dimension?
        let about: String

        init(_ name: String, _ kind: Kind, _ dimension: PropertyUnit.Dimension? = nil, _ about: String) {
            self.name = name
            self.kind = kind
            self.dimension = dimension
            self.about = about
        }
    }

    private static let facts: [Fact] = [
        Fact("telescope", .text, nil, "Full name of the telescope."),
        Fact("instrument", .text, nil, "Name of the instrument."),
        Fact("location", .location, nil, "Where the observatory is, ITRF geocentric, meters."),
        Fact("exposure_id", .integer, nil, "Number of the exposure, unique within the instrument."),
        Fact("visit_id", .integer, nil, "Number of the visit that this exposure belongs to."),
        Fact("physical_filter", .text, nil, "Name of the filter."),
        Fact("datetime_begin", .instant, nil, "Start of the exposure."),
        Fact("datetime_end", .instant, nil, "End of the exposure."),
        Fact("exposure_time", .real, .time, "Actual duration of the exposure, seconds."),
        Fact("exposure_time_requested", .real, .time, "Duration that was asked for, seconds."),
        Fact("dark_time", .real, .time, "Time over which dark current accumulated, seconds."),
        Fact("boresight_airmass", .real, nil, "Airmass of the boresight, normally at the start."),
        Fact(
            "boresight_rotation_angle", .real, .angle,
            "Angle of the instrument in the frame of `boresight_rotation_coord`, degrees."),
        Fact("boresight_rotation_coord", .text, nil, "Frame of the rotation angle: `sky` or `unknown`."),
        Fact("detector_num", .integer, nil, "Number of the detector, unique within the instrument."),
        Fact("detector_name", .text, nil, "Name of the detector within its group."),
        Fact("detector_unique_name", .text, nil, "Name of the detector, unique in the focal plane."),
        Fact("detector_serial", .text, nil, "Serial of the detector."),
        Fact("detector_group", .text, nil, "Raft, half or column of the detector; null without grouping."),
        Fact("detector_exposure_id", .integer, nil, "Number unique for one detector in one exposure."),
        Fact("focus_z", .real, .length, "Defocal distance, meters."),
        Fact("object", .text, nil, "Target or field."),
        Fact("temperature", .real, .temperature, "Outside temperature, kelvin."),
        Fact("pressure", .real, .pressure, "Outside pressure, hectopascal."),
        Fact("relative_humidity", .real, .proportion, "Outside relative humidity, percent."),
        Fact("tracking_radec", .sky, nil, "Requested position, ICRS, degrees."),
        Fact("altaz_begin", .horizontal, nil, "Boresight at the start, azimuth and altitude in degrees."),
        Fact("altaz_end", .horizontal, nil, "Boresight at the end, azimuth and altitude in degrees."),
        Fact("science_program", .text, nil, "Proposal, survey or block."),
        Fact("observation_type", .text, nil, "The instrument's own word for the type of observation."),
        Fact("observation_id", .text, nil, "Unique label of the observation."),
        Fact("observation_reason", .text, nil, "Purpose of the observation."),
        Fact("exposure_group", .text, nil, "Label that ties exposures together."),
        Fact("observing_day", .integer, nil, "Night of the observation, YYYYMMDD."),
        Fact(
            "observing_day_offset", .integer, .time,
            "What to subtract from a time (TAI) to get the observing day, seconds."),
        Fact("observation_counter", .integer, nil, "Counter of the day, or of the instrument's life."),
        Fact("has_simulated_content", .boolean, nil, "Whether any part of the data is simulated."),
        Fact("group_counter_start", .integer, nil, "Counter of the first member of the group."),
        Fact("group_counter_end", .integer, nil, "Counter of the last member of the group."),
        Fact("can_see_sky", .boolean, nil, "Whether light from the sky could reach the detector; null when unknown."),
    ]
}
