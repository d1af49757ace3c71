public import ObsFITS
public import ObsGeometry
internal import ObsKit
public import ObsText
public import ObsTranslation

/// A detector in a raw file.
public struct RawDetector: Sendable {
    /// The detector of the camera.
    public let detector: Detector

    /// The camera of the date.
    public let camera: Camera

    /// The observation.
    public var observation: ObservationInfo { report.info }

    /// The header of the observation: with what it takes over from others, and corrected.
    public var header: Header { report.header }

    /// The number of the HDU that holds the observation.
    public let hdu: Int

    /// What the headers say otherwise than the camera, and what of the description was adapted to the file.
    public let diagnostics: [Diagnostic]

    /// What became of the header.
    package let report: TranslationReport

    let file: ImageFile
    let fitted: Result<Fitted, DiagnosticsError>

    /// The layout, and the HDU of each of its images.
    struct Fitted: Sendable {
        let layout: RawLayout
        let hdus: [Int]
    }

    init(_ check: HeaderCheck, camera: Camera, detector: Detector, file: ImageFile) {
        self.detector = detector
        self.camera = camera
        self.file = file
        report = check.report
        hdu = check.hdu
        var search = HDUSearch(file: file, own: check.hdu, detector: detector)
        do {
            var hdus: [Int] = []
            let layout = try RawLayout(of: detector) { place in
                guard let number = search.hdu(of: place) else { return nil }
                hdus.append(number)
                let shape = try file.shape(of: number)
                return (shape.width, shape.height)
            }
            fitted = .success(Fitted(layout: layout, hdus: hdus))
            // The layout says how it was adapted to the sizes.
            let others = check.diagnostics.filter { $0.code != .sizeMismatch }
            diagnostics =
                others + search.diagnostics + layout.diagnostics + RawDetector.doubts(of: detector)
                + RawDetector.blanks(of: hdus, in: file)
        } catch {
            let failure = DiagnosticsError(error)
            fitted = .failure(failure)
            // The comparison with the camera notices an HDU that is not there too, and says the same of it.
            let told = Set(failure.diagnostics.map(\.message))
            diagnostics =
                (check.diagnostics + search.diagnostics).filter { !told.contains($0.message) } + failure.diagnostics
        }
    }

    /// That nobody has seen a raw file of such a detector, when the camera says so.
    private static func doubts(of detector: Detector) -> [Diagnostic] {
        guard let reason = detector.layout.unverified else { return [] }
        return [
            Diagnostic(
                .warning, .unverifiedLayout, at: nil,
                "how detector \(detector.name) lies in raw files is not verified: \(reason)",
                hint:
                    "compare the image with one that is known to be right, then take 'unverified' out of sensor layout "
                    + detector.layout.name)
        ]
    }

    /// What is wrong with the cards of undefined pixels: each kind once, whatever the number of HDUs.
    private static func blanks(of hdus: [Int], in file: ImageFile) -> [Diagnostic] {
        var places: [(problem: String, hdus: [Int])] = []
        for hdu in hdus {
            guard let problem = try? file.shape(of: hdu).blank.problem else { continue }
            if let known = places.firstIndex(where: { $0.problem == problem }) {
                places[known].hdus.append(hdu)
            } else {
                places.append((problem, [hdu]))
            }
        }
        return places.map { problem, hdus in
            let others =
                hdus.count > 1 ? ", and \(hdus.count - 1) other HDU\(hdus.count > 2 ? "s" : "") of the detector" : ""
            return Diagnostic(
                .warning, .badBlank, at: nil, "HDU \(hdus[0])\(others): \(problem)",
                hint: "correct the card, or take it out")
        }
    }

    /// How the images of the file become that of the detector.
    ///
    /// - Returns: the camera's description, fitted to the file
    /// - Throws: `DiagnosticsError` when it fits by no rule: `missing-image`, `raw-size`, `raw-layout`, or an image that is none
    public func layout() throws -> RawLayout { try fitted.get().layout }

    /// The type that holds every pixel of the file exactly.
    ///
    /// - Returns: the type of its images, or the smallest that holds the numbers of all their types
    /// - Throws: as `layout()`
    public func pixelType() throws -> PixelType {
        PixelType.holding(try fitted.get().hdus.map { try file.shape(of: $0).pixelType })
    }

    /// The HDUs of the file that hold its pixels.
    ///
    /// - Returns: numbers, the primary being 0, in the order of the layout's images
    /// - Throws: as `layout()`
    public func imageHDUs() throws -> [Int] { try fitted.get().hdus }
}

/// Finds the HDUs that a description names.
private struct HDUSearch {
    let file: ImageFile
    let own: Int
    let detector: Detector
    var diagnostics: [Diagnostic] = []
    private var isElsewhere = false

    init(file: ImageFile, own: Int, detector: Detector) {
        (self.file, self.own, self.detector) = (file, own, detector)
    }

    mutating func hdu(of place: RawImagePlace) -> Int? {
        switch place {
        case .detector:
            let usual: Int? =
                switch detector.slot.rawImage {
                case .detector: nil
                case .hdu(let number): number
                case .named(_, let number): number
                }
            if let usual, usual != own, !isElsewhere {
                isElsewhere = true
                diagnostics.append(
                    Diagnostic(
                        .note, .detectorElsewhere, at: nil,
                        "detector \(detector.name) is in HDU \(own) by its header, and the camera says HDU \(usual)",
                        hint: "the header is believed; files of another kind have their HDUs in another order"))
            }
            return own
        case .hdu(let number):
            return file.hdu(number)?.index
        case .named(let name, let usual):
            if let found = file.hdu(named: name) { return found.index }
            guard let usual, let found = file.hdu(usual), !isNamed(found) else { return nil }
            let stated = found.extensionName.map { "is named \($0)" } ?? "has no name"
            diagnostics.append(
                Diagnostic(
                    .warning, .unnamedHDU, at: nil,
                    "no HDU is named \(name); HDU \(usual), which \(stated), is taken for it",
                    hint: "the order of the HDUs is believed"))
            return usual
        }
    }

    /// Whether the HDU has the name of another amplifier.
    private func isNamed(_ hdu: HDU) -> Bool {
        guard let name = hdu.extensionName?.uppercased() else { return false }
        return detector.amplifiers.contains { $0.extensionName?.uppercased() == name }
    }
}

extension Diagnostic.Code {
    /// A card that should give the number for undefined pixels gives none.
    public static let badBlank = Self(rawValue: "bad-blank")
}
