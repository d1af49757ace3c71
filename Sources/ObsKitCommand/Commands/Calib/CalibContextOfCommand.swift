internal import ArgumentParser
internal import ObsCalibrations
internal import ObsFITS
internal import ObsKit
internal import ObsText

struct CalibContextOfCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "of", abstract: "What an output was made of, as its header says.",
        discussion: """
            Reads the cards that Provenance.cards() gives to the header of an output: the version of ObsKit (OBSKIT), instrument, \
            package, context, camera, raw files with their SHA-256, corrections and calibrations. Exit status: 1 when no HDU has them, \
            or one has some that cannot be.
            """)

    @Argument(help: ArgumentHelp("A FITS file.", valueName: "file"))
    var file: String

    @OptionGroup var report: ReportOptions

    func run() throws {
        let found = try Report.orExit(.problems) {
            try HeaderReader.headers(atPath: file).enumerated().compactMap { hdu, one in
                try Provenance(one.header).map { (hdu, $0) }
            }
        }
        guard !found.isEmpty else {
            Report.print(
                Diagnostic(
                    .error, .badProvenance, at: nil, "no HDU says what it was made of: there is no OBSKIT card",
                    hint: "write the cards of Provenance.cards() into the header of an output"), about: file)
            throw ExitStatus.problems.code
        }
        Output.result(found.flatMap { ["HDU \($0)"] + Self.lines($1) }.joined(separator: "\n") + "\n")
    }

    private static func lines(_ provenance: Provenance) -> [String] {
        var lines = [
            "obskit \(provenance.release)", "instrument \(provenance.instrument)",
            "package \(ContextText.text(provenance.package))",
        ]
        if let context = provenance.context { lines.append("context \(context)") }
        if let camera = provenance.camera { lines.append("camera \(camera)") }
        lines += provenance.rawFiles.map { "raw \($0.name) \($0.checksum)" }
        lines += provenance.corrections.map { "correction \($0)" }
        return lines
            + provenance.calibrations.map { "\($0.kind) \($0.detector.map(String.init) ?? "-") \($0.dataset)" }
    }
}
