internal import ObsFITS
public import ObsTranslation
internal import ObsYAML

/// An instrument of a camera package.
public struct PackagedInstrument: Instrument {
    /// The name, as a pipeline uses it.
    public let name: String
    /// Other names.
    public let aliases: [String]
    /// What it is, in a sentence.
    public let about: String
    /// The package's name and version.
    public let package: String
    /// The physical filters.
    public let filters: FilterCatalog
    /// What turns a header into an observation.
    public let translator: HeaderTranslator
    /// Which HDUs of a raw file hold an observation.
    public let headerLayout: HeaderLayout
    /// The identifiers: exposure ids, detector-exposure ids, groups, the observing day.
    public let identifiers: IdentifierScheme
    /// The focal plane; nil when the package describes none.
    public let cameraDirectory: CameraDirectory?
    /// Which cards of raw files give the sections of amplifiers.
    let sectionCards: SectionCards
    /// Where the parameters of tasks are.
    let parameterDirectory: ParameterDirectory
    /// Kinds of calibration, and curated files.
    let calibrationDirectory: CalibrationDirectory
}
