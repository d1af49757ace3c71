internal import ObsFITS
public import ObsTranslation

/// An instrument as a pipeline meets it: a camera on a telescope, described by a camera package.
///
/// Its name is unique in a catalog, which reads it when it is first asked for. What its files cannot say, hooks of the package
/// say in Swift.
public final class Instrument: Sendable {
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
    package let translator: HeaderTranslator
    /// Which HDUs of a raw file hold an observation.
    package let headerLayout: HeaderLayout
    /// The identifiers: exposure ids, detector-exposure ids, groups, the observing day.
    public let identifiers: IdentifierScheme
    /// The ways in which exposures become visits, the instrument's own first; `one-to-one` where its package says nothing.
    public let visitSystems: [VisitSystem]
    /// The focal plane; nil when the package describes none.
    package let cameraDirectory: CameraDirectory?
    /// Which cards of raw files give the sections of amplifiers.
    let sectionCards: SectionCards
    /// What is recognized as no observation.
    let products: [ProductRule]
    /// Where the parameters of tasks are.
    let parameterDirectory: ParameterDirectory
    /// Kinds of calibration, and curated files.
    let calibrationDirectory: CalibrationDirectory

    init(
        _ description: InstrumentDescription, package: String, filters: FilterCatalog, translator: HeaderTranslator,
        cameraDirectory: CameraDirectory?, parameterDirectory: ParameterDirectory,
        calibrationDirectory: CalibrationDirectory
    ) {
        name = description.name
        aliases = description.aliases
        about = description.about
        headerLayout = description.headerLayout
        identifiers = description.identifiers
        visitSystems = description.visitSystems
        sectionCards = description.sectionCards
        products = description.products
        self.package = package
        self.filters = filters
        self.translator = translator
        self.cameraDirectory = cameraDirectory
        self.parameterDirectory = parameterDirectory
        self.calibrationDirectory = calibrationDirectory
    }
}
