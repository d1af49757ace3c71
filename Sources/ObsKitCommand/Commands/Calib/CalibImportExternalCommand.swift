internal import ArgumentParser
internal import ObsCalibrations
internal import ObsKit
internal import ObsYAML

struct CalibImportExternalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "external",
        abstract: "Bring the calibrations of other pipelines into a registry, by their headers.",
        discussion: """
            The rules are those of the package's calibrations/external.yaml. A file for which there is no rule is said, and \
            nothing comes. Exit status: 1 when there were errors or conflicts.
            """)

    @Argument(help: ArgumentHelp("The instrument.", valueName: "name"))
    var name: String

    @Argument(help: ArgumentHelp("FITS files.", valueName: "file"))
    var files: [String]

    @Option(name: .customLong("in"), help: ArgumentHelp("The collection.", valueName: "collection"))
    var collection: String

    @OptionGroup var packages: CatalogOptions
    @OptionGroup var options: CalibImportOptions

    func run() throws {
        let instrument = try Report.orExit { try packages.catalog().instrument(named: name) }
        var found: [ExternalCalibrations.Registration] = []
        var problems = 0
        for file in files {
            do {
                let registrations = try instrument.externalCalibrations(atPath: file)
                if registrations.isEmpty {
                    problems += 1
                    Output.diagnostic(
                        "\(file): error: no rule of \(name)'s calibrations/external.yaml is for it; check the instrument, or "
                            + "write a rule")
                }
                found += registrations
            } catch let error as CalibrationError {
                problems += 1
                Output.diagnostic("\(file): error: \(error)")
            } catch {
                problems += 1
                for diagnostic in Report.diagnostics(error, file) { Output.diagnostic("\(file): \(diagnostic)") }
            }
        }
        if problems > 0 { throw ExitCode(1) }
        let set = try CalibrationFailure.orExit {
            var set = CalibrationSet(kinds: instrument.calibrationKinds)
            try set.add(CalibrationCollection(collection, .validityRanged))
            for registration in found { try set.add(registration.dataset) }
            try set.certify(found.map { Certification(of: $0.dataset, in: collection, validity: $0.validity) })
            return set
        }
        try options.add(set)
    }
}
