internal import ArgumentParser
internal import ObsFITS
internal import ObsGeometry
internal import ObsKit
internal import ObsRaw
internal import ObsText

struct RawAssembleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assemble", abstract: "Write the assembled images of a raw file's detectors.",
        discussion: """
            Of one detector the image is in the primary HDU, of several each is in an extension of its name, as is one that is compressed. The header is that of the \
            observation, corrected, without the sections of the raw image; HISTORY says how it was made. Undefined pixels stay undefined: BLANK says which \
            number they have, and fractions are NaN. The file appears when it is whole, and when the disk has it unless --no-sync is given.
            """)

    @OptionGroup var raw: RawOptions

    @Flag(help: "Keep the light-sensitive pixels alone; otherwise prescans and overscans are in their places.")
    var trim = false

    @Option(
        help:
            "How the images are written: as they are, or in tiles that RICE compresses (whole numbers of 8 to 32 bits)."
    )
    var compress = CompressionArgument(.none)

    @Flag(help: "Do not wait until the disk has the file (fsync).")
    var noSync = false

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp(
            "The file to write; the name of the raw file with -trimmed or -untrimmed, in the working folder, if not given.",
            valueName: "out.fits"))
    var output: String?

    @OptionGroup var writing: OutputOptions

    @OptionGroup var report: ReportOptions

    func run() throws {
        var (_, detectors, tally) = try raw.open()
        let form: AssembledForm = trim ? .trimmed : .untrimmed
        let path = output ?? raw.outputName("-\(form.rawValue).fits")
        try writing.check([path], .fits, inputs: raw.inputs)
        var written: [String] = []
        do {
            let writer = try FITSImageWriter(path: path, replacing: writing.replace, isDurable: !noSync)
            if detectors.count > 1 { try writer.append(header: Header(cards: [])) }
            for detector in detectors {
                if let append = raw.given(detector, &tally, { try image(of: detector, form) }) {
                    try append(writer, detectors.count == 1)
                    written.append(detector.detector.name)
                }
            }
            guard !written.isEmpty else { throw ExitStatus.problems.code }
            try writer.finish()
        } catch let error as ImageError {
            Report.print(error, about: path)
            throw ExitStatus.problems.code
        }
        let names = written.count == 1 ? written[0] : "\(written.count) detectors"
        Output.line("\(path): \(names), \(form.rawValue)")
        try tally.finish()
    }

    /// Appends an image to a file, in an extension of its own unless it is alone.
    private typealias Appending = (_ writer: FITSImageWriter, _ isAlone: Bool) throws -> Void

    /// Reads the image of a detector.
    ///
    /// - Returns: what writes it
    private func image(of detector: RawDetector, _ form: AssembledForm) throws -> Appending {
        func read<Pixel: PixelValue & AdditiveArithmetic>(_: Pixel.Type) throws -> Appending {
            let image = try detector.image(form, as: Pixel.self)
            let header = detector.header(of: image)
            return { writer, isAlone in
                let name = isAlone && compress.value == .none ? [] : [Card("EXTNAME", .string(detector.detector.name))]
                try writer.append(image.pixels, header: Header(cards: name + header), compression: compress.value)
            }
        }
        func read(as type: PixelType) throws -> Appending {
            try PixelTypes.call(type, read, read, read, read, read, read, read, read, read, read)
        }
        let type = try detector.pixelType()
        do {
            return try read(as: type)
        } catch let error as DiagnosticsError where error.diagnostics.contains(where: { $0.code == .noUndefinedValue })
        {
            // In floating-point numbers it is NaN.
            return try read(as: .holding([type, .float]))
        }
    }
}

/// How images are written, as the command line says it.
struct CompressionArgument: ExpressibleByArgument {
    let value: ImageCompression

    static var allValueStrings: [String] { ImageCompression.allCases.map(\.rawValue) }

    init(_ value: ImageCompression) { self.value = value }

    init?(argument: String) {
        guard let value = ImageCompression(rawValue: argument) else { return nil }
        self.init(value)
    }

    var defaultValueDescription: String { value.rawValue }
}
