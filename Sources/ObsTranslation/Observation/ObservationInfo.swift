internal import ObsTime

/// What a header says after translation: 40 properties, each of which may be absent.
///
/// A value with copy-on-write storage. Equality is exact; `isClose(to:)` compares with tolerances. Its `Codable` form is
/// the JSON simple form of astro_metadata_translator ("wire form").
public struct ObservationInfo: Sendable, Hashable {
    /// The name of the translator that made it, as the wire form's `_translator`; it takes no part in equality.
    public var translatorName: String?

    /// Properties of the instrument's own, by name without the `ext_` prefix.
    public var extensions: [String: PropertyValue] = [:]

    var values: Values {
        get { storage.values }
        _modify {
            if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.values) }
            yield &storage.values
        }
    }

    private var storage: Storage

    /// An observation about which nothing is known.
    public init() { storage = Storage(Values()) }

    init(values: consuming Values, translatorName: String?, extensions: [String: PropertyValue] = [:]) {
        storage = Storage(values)
        self.translatorName = translatorName
        self.extensions = extensions
    }

    /// Whether two observations agree in every property and extension, exactly.
    ///
    /// - Parameters:
    ///   - one: an observation
    ///   - other: another
    /// - Returns: whether they do
    public static func == (one: ObservationInfo, other: ObservationInfo) -> Bool {
        (one.storage === other.storage || one.storage.values == other.storage.values)
            && one.extensions == other.extensions
    }

    /// Hashes what equality compares.
    ///
    /// - Parameter hasher: what takes the values in
    public func hash(into hasher: inout Hasher) {
        hasher.combine(storage.values)
        hasher.combine(extensions)
    }

    /// The 40 values.
    struct Values: Sendable, Hashable {
        var telescope: String?
        var instrument: String?
        var location: GeocentricLocation?
        var exposureID: Int?
        var visitID: Int?
        var physicalFilter: String?
        var datetimeBegin: Instant?
        var datetimeEnd: Instant?
        var exposureTime: Double?
        var exposureTimeRequested: Double?
        var darkTime: Double?
        var boresightAirmass: Double?
        var boresightRotationAngle: Double?
        var boresightRotationCoord: String?
        var detectorNum: Int?
        var detectorName: String?
        var detectorUniqueName: String?
        var detectorSerial: String?
        var detectorGroup: String?
        var detectorExposureID: Int?
        var focusZ: Double?
        var object: String?
        var temperature: Double?
        var pressure: Double?
        var relativeHumidity: Double?
        var trackingRADec: SkyPosition?
        var altAzBegin: HorizontalPosition?
        var altAzEnd: HorizontalPosition?
        var scienceProgram: String?
        var observationType: String?
        var observationID: String?
        var observationReason: String?
        var exposureGroup: String?
        var observingDay: Int?
        var observingDayOffset: Int?
        var observationCounter: Int?
        var hasSimulatedContent: Bool?
        var groupCounterStart: Int?
        var groupCounterEnd: Int?
        var canSeeSky: Bool?
    }

    // Written only while uniquely referenced (`values`), so that sharing it is safe.
    private final class Storage: @unchecked Sendable {
        var values: Values
        init(_ values: consuming Values) { self.values = values }
    }
}
