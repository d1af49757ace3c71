public import ObsTime

extension ObservationInfo {
    /// Full name of the telescope.
    public var telescope: String? {
        get { values.telescope }
        set { values.telescope = newValue }
    }

    /// Name of the instrument.
    public var instrument: String? {
        get { values.instrument }
        set { values.instrument = newValue }
    }

    /// Where the observatory is, ITRF geocentric, meters.
    public var location: GeocentricLocation? {
        get { values.location }
        set { values.location = newValue }
    }

    /// Number of the exposure, unique within the instrument.
    public var exposureID: Int? {
        get { values.exposureID }
        set { values.exposureID = newValue }
    }

    /// Number of the visit that this exposure belongs to.
    public var visitID: Int? {
        get { values.visitID }
        set { values.visitID = newValue }
    }

    /// Name of the filter.
    public var physicalFilter: String? {
        get { values.physicalFilter }
        set { values.physicalFilter = newValue }
    }

    /// Start of the exposure.
    public var datetimeBegin: Instant? {
        get { values.datetimeBegin }
        set { values.datetimeBegin = newValue }
    }

    /// End of the exposure.
    public var datetimeEnd: Instant? {
        get { values.datetimeEnd }
        set { values.datetimeEnd = newValue }
    }

    /// Actual duration of the exposure, seconds.
    public var exposureTime: Double? {
        get { values.exposureTime }
        set { values.exposureTime = newValue }
    }

    /// Duration that was asked for, seconds.
    public var exposureTimeRequested: Double? {
        get { values.exposureTimeRequested }
        set { values.exposureTimeRequested = newValue }
    }

    /// Time over which dark current accumulated, seconds.
    public var darkTime: Double? {
        get { values.darkTime }
        set { values.darkTime = newValue }
    }

    /// Airmass of the boresight, normally at the start.
    public var boresightAirmass: Double? {
        get { values.boresightAirmass }
        set { values.boresightAirmass = newValue }
    }

    /// Angle of the instrument in the frame of `boresightRotationCoord`, degrees.
    public var boresightRotationAngle: Double? {
        get { values.boresightRotationAngle }
        set { values.boresightRotationAngle = newValue }
    }

    /// Frame of the rotation angle: `sky` or `unknown`.
    public var boresightRotationCoord: String? {
        get { values.boresightRotationCoord }
        set { values.boresightRotationCoord = newValue }
    }

    /// Number of the detector, unique within the instrument.
    public var detectorNum: Int? {
        get { values.detectorNum }
        set { values.detectorNum = newValue }
    }

    /// Name of the detector within its group.
    public var detectorName: String? {
        get { values.detectorName }
        set { values.detectorName = newValue }
    }

    /// Name of the detector, unique in the focal plane.
    public var detectorUniqueName: String? {
        get { values.detectorUniqueName }
        set { values.detectorUniqueName = newValue }
    }

    /// Serial of the detector.
    public var detectorSerial: String? {
        get { values.detectorSerial }
        set { values.detectorSerial = newValue }
    }

    /// Raft, half or column of the detector; null without grouping.
    public var detectorGroup: String? {
        get { values.detectorGroup }
        set { values.detectorGroup = newValue }
    }

    /// Number unique for one detector in one exposure.
    public var detectorExposureID: Int? {
        get { values.detectorExposureID }
        set { values.detectorExposureID = newValue }
    }

    /// Defocal distance, meters.
    public var focusZ: Double? {
        get { values.focusZ }
        set { values.focusZ = newValue }
    }

    /// Target or field.
    public var object: String? {
        get { values.object }
        set { values.object = newValue }
    }

    /// Outside temperature, kelvin.
    public var temperature: Double? {
        get { values.temperature }
        set { values.temperature = newValue }
    }

    /// Outside pressure, hectopascal.
    public var pressure: Double? {
        get { values.pressure }
        set { values.pressure = newValue }
    }

    /// Outside relative humidity, percent.
    public var relativeHumidity: Double? {
        get { values.relativeHumidity }
        set { values.relativeHumidity = newValue }
    }

    /// Requested position, ICRS, degrees.
    public var trackingRADec: SkyPosition? {
        get { values.trackingRADec }
        set { values.trackingRADec = newValue }
    }

    /// Boresight at the start, azimuth and altitude in degrees.
    public var altAzBegin: HorizontalPosition? {
        get { values.altAzBegin }
        set { values.altAzBegin = newValue }
    }

    /// Boresight at the end, azimuth and altitude in degrees.
    public var altAzEnd: HorizontalPosition? {
        get { values.altAzEnd }
        set { values.altAzEnd = newValue }
    }

    /// Proposal, survey or block.
    public var scienceProgram: String? {
        get { values.scienceProgram }
        set { values.scienceProgram = newValue }
    }

    /// The instrument's own word for the type of observation.
    public var observationType: String? {
        get { values.observationType }
        set { values.observationType = newValue }
    }

    /// Unique label of the observation.
    public var observationID: String? {
        get { values.observationID }
        set { values.observationID = newValue }
    }

    /// Purpose of the observation.
    public var observationReason: String? {
        get { values.observationReason }
        set { values.observationReason = newValue }
    }

    /// Label that ties exposures together.
    public var exposureGroup: String? {
        get { values.exposureGroup }
        set { values.exposureGroup = newValue }
    }

    /// Night of the observation, YYYYMMDD.
    public var observingDay: Int? {
        get { values.observingDay }
        set { values.observingDay = newValue }
    }

    /// What to subtract from a time (TAI) to get the observing day, seconds.
    public var observingDayOffset: Int? {
        get { values.observingDayOffset }
        set { values.observingDayOffset = newValue }
    }

    /// Counter of the day, or of the instrument's life.
    public var observationCounter: Int? {
        get { values.observationCounter }
        set { values.observationCounter = newValue }
    }

    /// Whether any part of the data is simulated.
    public var hasSimulatedContent: Bool? {
        get { values.hasSimulatedContent }
        set { values.hasSimulatedContent = newValue }
    }

    /// Counter of the first member of the group.
    public var groupCounterStart: Int? {
        get { values.groupCounterStart }
        set { values.groupCounterStart = newValue }
    }

    /// Counter of the last member of the group.
    public var groupCounterEnd: Int? {
        get { values.groupCounterEnd }
        set { values.groupCounterEnd = newValue }
    }

    /// Whether light from the sky could reach the detector; null when unknown.
    public var canSeeSky: Bool? {
        get { values.canSeeSky }
        set { values.canSeeSky = newValue }
    }
}
