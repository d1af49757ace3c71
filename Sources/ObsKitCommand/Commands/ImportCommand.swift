internal import ArgumentParser
internal import ObsGeometry
internal import ObsKit
internal import ObsYAML

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring descriptions of other systems into the form of a camera package.",
        subcommands: [ImportLSSTCameraCommand.self])
}

struct ImportLSSTCameraCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lsst-camera", abstract: "A YamlCamera file of the LSST pipelines becomes a camera folder.",
        discussion: """
            Writes sensors.yaml and focal-plane.yaml. Every key that is ignored, guessed or contradictory is said with its place. Exit status: \
            1 when the file cannot be imported.
            """)

    @Argument(help: ArgumentHelp("The file, such as lsstCam.yaml.", valueName: "file.yaml"))
    var file: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The folder to write into, which must not hold a camera yet.", valueName: "folder"))
    var output = "camera"

    @OptionGroup var report: ReportOptions

    func run() throws {
        let imported = try Report.orExit(.problems) { try LSSTCameraImport(path: file) }
        Report.print(imported.diagnostics)
        let files = [("sensors.yaml", imported.sensors), ("focal-plane.yaml", imported.focalPlane)]
        for (name, _) in files where FileSystem.isFile("\(output)/\(name)") {
            Report.error(
                .fileExists, "\(output)/\(name) exists", hint: "name another folder with --output, or move it away")
            throw ExitStatus.wrongCall.code
        }
        for (name, text) in files {
            try Report.orExit(.problems) { try FileSystem.write(Array(text.utf8), to: "\(output)/\(name)") }
            Output.result("\(output)/\(name): written\n")
        }
        let amplifiers = imported.camera.detectors.reduce(0) { $0 + $1.amplifiers.count }
        Output.result(
            "\(imported.camera.name): \(imported.camera.detectors.count) detectors, \(amplifiers) amplifiers\n")
    }
}
