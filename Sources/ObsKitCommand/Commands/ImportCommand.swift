internal import ArgumentParser
internal import ObsGeometry
internal import ObsKit
internal import ObsText

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring descriptions of other systems into the form of a camera package.",
        subcommands: [ImportCorrectionsCommand.self, ImportLSSTCameraCommand.self])
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
        help: ArgumentHelp("The folder to write into.", valueName: "folder"))
    var output = "camera"

    @OptionGroup var writing: OutputOptions
    @OptionGroup var report: ReportOptions

    func run() throws {
        let imported = try Report.orExit(.problems) { try LSSTCameraImport(path: file) }
        Report.print(imported.diagnostics)
        let files = [("sensors.yaml", imported.sensors), ("focal-plane.yaml", imported.focalPlane)]
        let kinds = [
            OutputKind.document("a file of sensors", schema: "obskit/sensors/1"),
            OutputKind.document("a focal plane", schema: "obskit/focal-plane/1"),
        ]
        for ((name, _), kind) in zip(files, kinds) { try writing.check(["\(output)/\(name)"], kind, inputs: [file]) }
        for (name, text) in files {
            try Report.orExit(.problems) { try FileSystem.write(Array(text.utf8), to: "\(output)/\(name)") }
            Output.line("\(output)/\(name): written")
        }
        let amplifiers = imported.camera.detectors.reduce(0) { $0 + $1.amplifiers.count }
        Output.result(
            "\(imported.camera.name): \(DisplayText.counted(imported.camera.detectors.count, "detector")), \(DisplayText.counted(amplifiers, "amplifier"))\n"
        )
    }
}
