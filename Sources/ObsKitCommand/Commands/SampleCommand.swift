internal import ArgumentParser
internal import ObsFITS
internal import ObsKit

struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Make a FITS file without pixels out of a package's golden header.",
        discussion: "The golden headers of a package are in its folder conformance/headers.")

    @Argument(help: ArgumentHelp("The golden header.", valueName: "golden.yaml"))
    var golden: String

    @Argument(help: ArgumentHelp("The FITS file to write; it must not exist.", valueName: "out.fits"))
    var output: String

    func run() throws {
        if FileSystem.isFile(output) {
            throw ValidationError("\(output) exists; name another file, or take it away.")
        }
        try Report.orExit(1) {
            let header = try GoldenHeader(path: golden)
            try FileSystem.write(header.fits, to: output)
            Output.result("\(output): \(header.hdus.count) HDUs, \(header.fits.count) bytes\n")
        }
    }
}
