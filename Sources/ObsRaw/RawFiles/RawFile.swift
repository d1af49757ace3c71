internal import ObsDocuments
internal import ObsFITS
public import ObsGeometry
public import ObsKit
public import ObsText
public import ObsTime

/// A raw file beside the camera of its date: every detector in it can be assembled.
///
/// ```swift
/// let raw = try RawFile(path: "raw.fits.fz", in: catalog)
/// for detector in raw.detectors {
///     let image = try detector.image(.trimmed, as: Float.self)
/// }
/// ```
///
/// Headers are read and compared with the camera when it is opened; pixels are read when they are asked for. Many threads may ask.
/// A file that is cut or damaged has the detectors that can be read, and `losses` says what is missing.
public final class RawFile: Sendable {
    /// The name of the file, as it was given.
    public let path: String

    /// The instrument.
    public let instrument: String

    /// The detectors in the file, in the order of their HDUs.
    public let detectors: [RawDetector]

    /// What was noticed about headers that are of no detector of the camera, and about the file as a whole.
    public let diagnostics: [Diagnostic]

    /// What of the file is missing or damaged: among `diagnostics`, and of concern whichever detector is wanted.
    public let losses: [Diagnostic]

    /// Opens a raw file.
    ///
    /// - Parameters:
    ///   - path: the literal name of a FITS file: plain, fpack or compressed as a whole
    ///   - catalog: the instruments
    ///   - instrumentName: the instrument, if it is not to be recognized
    ///   - instant: the date of the camera; that of the observation when nil
    ///   - edition: what the description of the camera said at which date
    ///   - limits: how much the file may ask for
    ///   - verifiesSums: whether HDUs are compared with their checksums before their pixels are read
    /// - Throws: `FITSError` or `DiagnosticsError` when the file cannot be read, when no instrument or several recognize it, when the
    ///   instrument has no camera, or when no header is of a detector
    public init(
        path: String, in catalog: InstrumentCatalog, as instrumentName: String? = nil, at instant: Instant? = nil,
        edition: Edition = .newest, limits: ImageFile.Limits = ImageFile.Limits(), verifiesSums: Bool = true
    ) throws {
        let file = try ImageFile(path: path, limits: limits, verifiesSums: verifiesSums)
        let headers = file.hdus.map { FileHeader($0) }
        let opened = try catalog.open(
            MemorySource(headers: headers, name: path, chain: file.chain), as: instrumentName, reading: .everything)
        let checks = try opened.checkCamera(at: instant, edition: edition)
        let losses = opened.diagnostics
        var (detectors, diagnostics): ([RawDetector], [Diagnostic]) = ([], losses)
        for check in checks {
            guard let camera = check.camera, let id = check.observation.detectorNum, let detector = camera.detector(id)
            else {
                diagnostics += check.diagnostics
                continue
            }
            if let other = detectors.first(where: { $0.detector.id == id }) {
                diagnostics.append(
                    Diagnostic(
                        .warning, .repeatedDetector, at: nil,
                        "HDU \(other.hdu) and HDU \(check.hdu) are both of detector \(detector.name)",
                        hint: "the file holds two exposures, or a header is wrong; name the HDU that is meant"))
            }
            detectors.append(RawDetector(check, camera: camera, detector: detector, file: file))
        }
        guard let first = checks.first, !detectors.isEmpty else {
            let none = Diagnostic(
                .error, .noDetector, at: nil, "\(path): no HDU holds a detector of the camera",
                hint: "'obskit camera check' says more; the file may be no raw file")
            throw DiagnosticsError(diagnostics + [none])
        }
        self.path = path
        instrument = first.instrument
        self.detectors = detectors
        self.diagnostics = diagnostics
        self.losses = losses
    }

    /// The detector of a number, or nil.
    public func detector(_ id: Int) -> RawDetector? { detectors.first { $0.detector.id == id } }

    /// The detector of a name, or nil.
    public func detector(named name: String) -> RawDetector? { detectors.first { $0.detector.name == name } }
}

extension Diagnostic.Code {
    /// Two HDUs of a file are of one detector.
    public static let repeatedDetector = Self(rawValue: "repeated-detector")
    /// A file holds no detector of the camera.
    public static let noDetector = Self(rawValue: "no-detector")
    /// A detector is in another HDU than the camera says.
    public static let detectorElsewhere = Self(rawValue: "detector-elsewhere")
    /// An HDU has not the name that the camera gives it.
    public static let unnamedHDU = Self(rawValue: "unnamed-hdu")
    /// The camera says that nobody has seen how a detector lies in raw files.
    public static let unverifiedLayout = Self(rawValue: "unverified-layout")
}
