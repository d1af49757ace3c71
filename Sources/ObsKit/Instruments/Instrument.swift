public import ObsCalibrations
public import ObsGeometry
public import ObsTime
public import ObsTranslation

/// An instrument as a pipeline meets it: a camera on a telescope.
///
/// The instruments of an `InstrumentPackage` are the usual conformers; whoever needs more writes a type of its own.
///
/// Laws: `name` is unique in a catalogue; `translator.instrumentName` is `name`.
public protocol Instrument: Sendable {
    /// The name, as a pipeline uses it: `DECam`.
    var name: String { get }

    /// The physical filters.
    var filters: FilterCatalog { get }

    /// What turns a header into an observation.
    var translator: HeaderTranslator { get }

    /// Which HDUs of a raw file hold an observation.
    var headerLayout: HeaderLayout { get }

    /// The identifiers: exposure ids, detector-exposure ids, groups, the observing day.
    var identifiers: IdentifierScheme { get }

    /// The kinds of calibration: what selects one, by which rule of time, and what it is made of.
    var calibrationKinds: CalibrationKinds { get }

    /// The camera of an instant, as of an edition.
    ///
    /// - Parameters:
    ///   - instant: when
    ///   - edition: what the description said at which date
    /// - Returns: the camera
    /// - Throws: an error that says what is wrong with the camera's description, or that there is none
    func camera(at instant: Instant, edition: Edition) throws -> Camera

    /// What the instrument says about the parameters of a task.
    ///
    /// - Parameters:
    ///   - task: the task's name
    ///   - schema: what the task has, from the task's owner; nil for the schema that the instrument knows
    /// - Returns: the parameters in all layers; defaults where the instrument says nothing of a task whose schema is given
    /// - Throws: `DiagnosticsError` when the task is not known, or with everything that is wrong with its description
    func parameters(for task: String, schema: TaskSchema?) throws -> Parameters
}

extension Instrument {
    /// A scheme that describes nothing: every question to it is an error that says so.
    public var identifiers: IdentifierScheme { IdentifierScheme(instrument: name) }
}
