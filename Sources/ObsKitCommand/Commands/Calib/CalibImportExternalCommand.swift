internal import ArgumentParser
internal import ObsCalibrations
internal import ObsKit
internal import ObsYAML

struct CalibImportExternalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "external", abstract: "Register FITS files that another pipeline made, by their headers.",
        discussion: """
            The rules are in the package's calibrations/external.yaml: how such files are recognised, of what they are and \
            when they hold. A file that no rule is for is an error; nothing comes while there are errors.
            """)

    @Argument(help: ArgumentHelp("The files.", valueName: "file"))
    var files: [String]

    @Option(help: ArgumentHelp("The instrument.", valueName: "name"))
    var instrument: String

    @Option(
        name: .customLong("into"),
        help: ArgumentHelp("The collection, made when there is none.", valueName: "collection"))
    var collection: String

    @OptionGroup var cameras: CatalogOptions
    @OptionGroup var options: CalibImportOptions

    func run() throws {
        let catalog = cameras.catalog()
        let instrument = try Report.orExit(2) { try catalog.instrument(named: instrument) }
        var registrations: [ExternalCalibrations.Registration] = []
        var errors = 0
        for file in files {
            do {
                let found = try instrument.externalCalibrations(atPath: file)
                registrations += found
                if !found.isEmpty { continue }
                Output.diagnostic(
                    "\(file): error: no rule of \(instrument.name) is for such a file; add one to calibrations/external.yaml"
                )
            } catch let error as CalibrationError {
                Output.diagnostic("\(file): error: \(error)")
            } catch {
                for diagnostic in Report.diagnostics(error, file) { Output.diagnostic("\(file): \(diagnostic)") }
            }
            errors += 1
        }
        if errors > 0 {
            Output.diagnostic("obskit: error: nothing was imported, since \(errors) files had errors")
            throw ExitCode(1)
        }
        let set = try CalibrationFailure.orExit {
            var set = CalibrationSet(kinds: instrument.calibrationKinds)
            try set.add(CalibrationCollection(collection, .validityRanged))
            for one in registrations { try set.add(one.dataset) }
            try set.certify(
                registrations.map { Certification(of: $0.dataset, in: collection, validity: $0.validity) })
            return set
        }
        try options.add(set)
    }
}
