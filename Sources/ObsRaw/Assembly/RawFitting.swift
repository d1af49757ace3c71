internal import ObsGeometry
internal import ObsText

/// The images of a file beside the description of a detector.
struct RawFitting {
    let detector: Detector
    /// Where the amplifiers are, each image once, in the order of the amplifiers.
    let places: [RawImagePlace]

    private var sizes: [RawImagePlace: Box] = [:]
    private var fitted: [String: Amplifier] = [:]
    private var problems: [Diagnostic] = []
    /// The amplifiers that were adapted, by what was done.
    private var adapted: [(amplifiers: [String], size: Box, wanted: Box, overscans: String)] = []

    init(_ detector: Detector) {
        self.detector = detector
        var places: [RawImagePlace] = []
        for amplifier in detector.amplifiers where !places.contains(amplifier.rawImage) {
            places.append(amplifier.rawImage)
        }
        self.places = places
    }

    /// Takes note of the size of an image in the file, nil where there is none.
    mutating func fit(_ place: RawImagePlace, _ size: Box?) {
        let amplifiers = detector.amplifiers.filter { $0.rawImage == place }
        let names = amplifiers.map(\.name).joined(separator: ", ")
        guard let size, !size.isEmpty else {
            problems.append(
                Diagnostic(
                    .error, .missingImage, at: nil,
                    "the file has no \(place), which holds amplifier \(names) of detector \(detector.name)",
                    hint: "the file is cut short, or the camera is not that of the date of the file"))
            return
        }
        sizes[place] = size
        let wanted = Box(
            width: amplifiers.map(\.rawBox.endX).max() ?? 0, height: amplifiers.map(\.rawBox.endY).max() ?? 0)
        if size == wanted {
            for amplifier in amplifiers { fitted[amplifier.name] = amplifier }
        } else if amplifiers.count == 1, place != .detector, detector.layout.fileFlips == .none,
            let amplifier = amplifiers.first, let result = amplifier.adapted(to: size)
        {
            fitted[amplifier.name] = result
            note(amplifier.name, size, wanted, result)
        } else {
            problems.append(
                Diagnostic(
                    .error, .rawSize, at: nil,
                    "the image of amplifier \(names) of detector \(detector.name) has \(size.width) by \(size.height) pixels, and the "
                        + "camera says \(wanted.width) by \(wanted.height); no rule makes one of the other",
                    hint: "the file is no raw file of this camera, or the camera is not that of the date of the file"))
        }
    }

    private mutating func note(_ name: String, _ size: Box, _ wanted: Box, _ amplifier: Amplifier) {
        let overscans =
            "serial overscan \(amplifier.rawSerialOverscanBox), parallel overscan \(amplifier.rawParallelOverscanBox)"
        if let known = adapted.firstIndex(where: { $0.size == size && $0.wanted == wanted && $0.overscans == overscans }
        ) {
            adapted[known].amplifiers.append(name)
        } else {
            adapted.append(([name], size, wanted, overscans))
        }
    }

    /// The amplifiers as the file has them.
    ///
    /// - Throws: `DiagnosticsError` with everything that fits no rule
    func finished() throws -> (sizes: [Box], amplifiers: [Amplifier], diagnostics: [Diagnostic]) {
        guard problems.isEmpty else { throw DiagnosticsError(problems) }
        let warnings = adapted.map { change in
            let who =
                change.amplifiers.count == 1
                ? "amplifier \(change.amplifiers[0])" : "\(change.amplifiers.count) amplifiers"
            return Diagnostic(
                .warning, .adaptedSection, at: nil,
                "\(who) of detector \(detector.name): \(change.size.width) by \(change.size.height) pixels in the file, "
                    + "\(change.wanted.width) by \(change.wanted.height) in the camera; \(change.overscans) now",
                hint: "describe the sections as the files of that date have them")
        }
        return (places.map { sizes[$0] ?? .empty }, detector.amplifiers.compactMap { fitted[$0.name] }, warnings)
    }
}

extension Amplifier {
    /// The amplifier with other numbers of overscan columns and rows, its image being of another size; nil where no rule fits.
    ///
    /// The section is the image; an overscan behind the data keeps its start and goes on to the end; the offset counts as many whole
    /// sections as before. Light-sensitive pixels and what is read before them must all be there.
    func adapted(to size: Box) -> Amplifier? {
        guard rawBox.x == 0, rawBox.y == 0, size.contains(rawDataBox), size.contains(rawSerialPrescanBox),
            size.contains(rawParallelPrescanBox), rawOffset.x % rawBox.width == 0, rawOffset.y % rawBox.height == 0
        else { return nil }
        var result = self
        let (serial, parallel) = (rawSerialOverscanBox, rawParallelOverscanBox)
        if !serial.isEmpty {
            guard serial.x >= rawDataBox.endX, serial.x <= size.width, serial.y < size.height,
                let box = Box(
                    x: serial.x, y: serial.y, width: size.width - serial.x,
                    height: min(serial.height, size.height - serial.y))
            else { return nil }
            result.rawSerialOverscanBox = box
        }
        if !parallel.isEmpty {
            guard parallel.y >= rawDataBox.endY, parallel.y <= size.height, parallel.x < size.width,
                let box = Box(
                    x: parallel.x, y: parallel.y, width: min(parallel.width, size.width - parallel.x),
                    height: size.height - parallel.y)
            else { return nil }
            result.rawParallelOverscanBox = box
        }
        result.rawOffset = (rawOffset.x / rawBox.width * size.width, rawOffset.y / rawBox.height * size.height)
        result.rawBox = size
        return result
    }
}
