internal import ArgumentParser
internal import ObsFITS
internal import ObsKit
internal import ObsKitConformance
internal import ObsText

struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Make a FITS file out of a package's golden header.",
        discussion: """
            The golden headers of a package are in its folder conformance/headers. With --pixels the HDUs of detectors have an image of \
            the size that the camera says: each amplifier at a level of its own, its light-sensitive pixels rising by one for \
            each column and row of the assembled detector. Amplifiers whose images are HDUs of their own get them behind the golden \
            header's.
            """)

    @Argument(help: ArgumentHelp("The golden header.", valueName: "golden.yaml"))
    var golden: String

    @Argument(help: ArgumentHelp("The FITS file to write.", valueName: "out.fits"))
    var output: String

    @Flag(help: "Make pixels, after the camera of the header's date.")
    var pixels = false

    @OptionGroup var cameras: CatalogOptions
    @OptionGroup var writing: OutputOptions

    @OptionGroup var report: ReportOptions

    func run() throws {
        try writing.check([output], .fits, inputs: [golden] + cameras.inputs)
        try Report.orExit(.problems) {
            let header = try GoldenHeader(path: golden)
            let sample = pixels ? try RawSample(header, catalog: try cameras.catalog()) : nil
            let fits = sample?.fits ?? header.fits
            try FileSystem.write(fits, to: output)
            let hdus = DisplayText.counted(sample?.hduCount ?? header.hdus.count, "HDU")
            Output.line("\(output): \(hdus), \(fits.count) bytes")
        }
    }
}
