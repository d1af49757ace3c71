internal import ArgumentParser
internal import ObsKit
internal import ObsRaw
internal import ObsText

struct RawPreviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Draw a detector with its amplifiers, overscans and readout corners as SVG.",
        discussion: """
            A triangle marks the corner of each amplifier that is read first; undefined pixels have a color of their own.
            """)

    @OptionGroup var raw: RawOptions

    @Flag(help: "Draw the light-sensitive pixels alone.")
    var trim = false

    @Option(help: ArgumentHelp("The percentage of the pixels that are black.", valueName: "percent"))
    var black = 1.0

    @Option(help: ArgumentHelp("The percentage from which on pixels are white.", valueName: "percent"))
    var white = 99.0

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp(
            "The file to write; the names of raw file and detector, in the working folder, if not given.",
            valueName: "out.svg"))
    var output: String?

    @OptionGroup var writing: OutputOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        guard RawPreview.Stretch(low: black, high: white) != nil else {
            throw ValidationError("--black and --white are percentages, the first below the second.")
        }
    }

    func run() throws {
        var (_, detectors, tally) = try raw.open()
        if output != nil, detectors.count > 1 {
            throw ValidationError(
                "-o names one file, and \(raw.file) has \(detectors.count) detectors; choose with --detector.")
        }
        let paths = detectors.map { output ?? raw.outputName("-\($0.detector.name).svg") }
        try writing.check(paths, .svg, inputs: raw.inputs)
        for (detector, path) in zip(detectors, paths) {
            guard let preview = raw.given(detector, &tally, { try draw(detector) }) else { continue }
            try Report.orExit(.problems) { try FileSystem.write(Array(preview.svg.utf8), to: path) }
            let (black, white) = (
                CameraText.decimals(preview.limits.black, 1), CameraText.decimals(preview.limits.white, 1)
            )
            let undefined = preview.undefined > 0 ? ", \(preview.undefined) pixels undefined" : ""
            Output.line("\(path): \(detector.detector.name), black \(black), white \(white)\(undefined)")
        }
        try tally.finish()
    }

    private func draw(_ detector: RawDetector) throws -> RawPreview {
        let stretch = RawPreview.Stretch(low: black, high: white) ?? .usual
        let name = detector.observation.observationID.map { "\($0) " } ?? ""
        func draw<Pixel: PixelValue & AdditiveArithmetic>(_: Pixel.Type) throws -> RawPreview {
            RawPreview(
                try detector.image(trim ? .trimmed : .untrimmed, as: Pixel.self),
                title: "\(name)\(detector.detector.name) \(detector.detector.serial ?? "")", stretch: stretch)
        }
        return try PixelTypes.call(try detector.pixelType(), draw, draw, draw, draw, draw, draw, draw, draw, draw, draw)
    }
}

/// Calls what works on one type of pixels.
enum PixelTypes {
    /// Calls the function of a type.
    static func call<Result>(
        _ type: PixelType, _ int8: (Int8.Type) throws -> Result, _ uint8: (UInt8.Type) throws -> Result,
        _ int16: (Int16.Type) throws -> Result, _ uint16: (UInt16.Type) throws -> Result,
        _ int32: (Int32.Type) throws -> Result, _ uint32: (UInt32.Type) throws -> Result,
        _ int64: (Int64.Type) throws -> Result, _ uint64: (UInt64.Type) throws -> Result,
        _ float: (Float.Type) throws -> Result, _ double: (Double.Type) throws -> Result
    ) rethrows -> Result {
        switch type {
        case .int8: try int8(Int8.self)
        case .uint8: try uint8(UInt8.self)
        case .int16: try int16(Int16.self)
        case .uint16: try uint16(UInt16.self)
        case .int32: try int32(Int32.self)
        case .uint32: try uint32(UInt32.self)
        case .int64: try int64(Int64.self)
        case .uint64: try uint64(UInt64.self)
        case .float: try float(Float.self)
        case .double: try double(Double.self)
        }
    }
}
