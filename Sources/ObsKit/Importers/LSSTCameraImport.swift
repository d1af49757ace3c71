package import ObsDocuments
public import ObsGeometry
internal import ObsText

/// A camera of the LSST pipelines' YamlCamera form, brought into the form of a camera package.
///
/// The form has no boxes of one kind, no units and no checks, and its reader passes over keys in silence. Whatever is ignored,
/// guessed or contradictory here is said.
public struct LSSTCameraImport: Sendable {
    /// The camera.
    public let camera: Camera
    /// The text of camera/sensors.yaml.
    package let sensors: String
    /// The text of camera/focal-plane.yaml.
    package let focalPlane: String
    /// What was ignored, guessed or contradictory: warnings and notes, sorted by place.
    package let diagnostics: [Diagnostic]

    /// Imports a file.
    ///
    /// - Parameter path: a YamlCamera file, such as lsstCam.yaml
    /// - Throws: `DiagnosticsError` with everything that cannot be imported, and all that was noticed besides
    public init(path: String) throws { try self.init(Document.read(path: path)) }

    /// Imports a document.
    ///
    /// - Parameter document: the document of a YamlCamera file
    /// - Throws: `DiagnosticsError` with everything that cannot be imported, and all that was noticed besides
    package init(_ document: Document) throws {
        let notes = ImportNotes()
        notes.problems.report(document.duplicateKeys)
        let reader = LSSTCameraReader(notes: notes)
        guard let parts = reader.parts(document.root) else { throw DiagnosticsError(notes.problems.sorted) }
        try notes.problems.throwIfErrors()
        let camera: Camera
        do {
            camera = try Camera(parts)
        } catch {
            let error = DiagnosticsError(error)
            // The parts know no lines; their messages name the detector or layout.
            for one in error.diagnostics {
                notes.problems.report(
                    Diagnostic(
                        one.severity, one.code, at: one.place ?? reader.place(namedIn: one.message), one.message,
                        hint: one.hint))
            }
            throw DiagnosticsError(notes.problems.sorted)
        }
        let written = try CameraHistory(focalPlane: try Document.yaml(text: camera.yaml, file: "camera")).yaml
        self.camera = camera
        sensors = written.sensors
        focalPlane = written.focalPlane
        diagnostics = notes.problems.sorted
    }
}

/// What an importer notices, each remark once for a place: templates are read as often as they are used.
final class ImportNotes {
    let problems = Problems()
    private var said: Set<Remark> = []

    private struct Remark: Hashable {
        let place: SourcePosition?
        let code: String
    }

    /// A key that has no meaning in a camera package, or never had one.
    func ignored(_ node: Node, _ message: String, hint: String? = nil, isNote: Bool = false) {
        say(isNote ? .note : .warning, .ignoredKey, node, message, hint)
    }

    /// Something that the file does not say for certain.
    func guessed(_ node: Node, _ message: String, hint: String? = nil, isNote: Bool = false, about: String = "") {
        say(isNote ? .note : .warning, .guessedValue, node, message, hint, about: about)
    }

    /// Two things that do not go together.
    func contradictory(_ node: Node, _ message: String, hint: String? = nil) {
        say(.warning, .contradiction, node, message, hint)
    }

    /// Something without which the camera cannot be made.
    func error(_ code: Diagnostic.Code, _ node: Node, _ message: String, hint: String? = nil) {
        say(.error, code, node, message, hint)
    }

    private func say(
        _ severity: Diagnostic.Severity, _ code: Diagnostic.Code, _ node: Node, _ message: String, _ hint: String?,
        about: String = ""
    ) {
        guard said.insert(Remark(place: node.position, code: code.rawValue + about)).inserted else { return }
        problems.report(Diagnostic(severity, code, at: node.position, message, hint: hint))
    }
}

extension Diagnostic.Code {
    /// A key of another form that is not used.
    package static let ignoredKey = Self(rawValue: "ignored-key")
    /// A value that another form does not say for certain.
    package static let guessedValue = Self(rawValue: "guessed-value")
}
