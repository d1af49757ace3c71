internal import ArgumentParser
internal import ObsCalibrations
internal import ObsKit
internal import ObsText

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

    @OptionGroup var report: ReportOptions

    func run() throws {
        let catalog = try packages.catalog()
        let instrument = try catalog.instrumentOrExit(named: name)
        var found: [ExternalCalibrations.Registration] = []
        var problems = 0
        for file in files {
            do {
                let registrations = try instrument.externalCalibrations(atPath: file) { header in
                    catalog.identify(header).instrument
                }
                if registrations.isEmpty {
                    problems += 1
                    Report.error(
                        .noRule, "no rule of \(name)'s calibrations/external.yaml is for it",
                        hint: "check the instrument, or write a rule", about: file)
                }
                found += registrations
            } catch {
                problems += 1
                Report.print(error, about: file)
            }
        }
        if problems > 0 { throw ExitStatus.problems.code }
        let set = try Report.orExit(.problems) {
            var set = CalibrationSet(kinds: instrument.calibrationKinds, instrument: instrument.name)
            try set.add(CalibrationCollection(collection, .validityRanged))
            for registration in found { try set.add(registration.dataset) }
            try set.certify(found.map { Certification(of: $0.dataset, in: collection, validity: $0.validity) })
            return set
        }
        try options.add(set, packages)
    }
}

extension Diagnostic.Code {
    fileprivate static let noRule = Self(rawValue: "no-rule")
}
