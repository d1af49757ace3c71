internal import ObsKit
internal import ObsRaw
internal import ObsText

/// A raw file that somebody gives to the checks beside a package.
struct CheckedRaw: Sendable {
    /// The name of the file, as it was given.
    let path: String
    /// The file beside the camera of its date, or why it cannot be read.
    let exposure: Result<RawFile, DiagnosticsError>

    init(path: String, in catalog: InstrumentCatalog) {
        self.path = path
        exposure = Result.diagnosing { try RawFile(path: path, in: catalog) }
    }
}
