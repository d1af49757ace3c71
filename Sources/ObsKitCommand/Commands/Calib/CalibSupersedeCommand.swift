internal import ArgumentParser
internal import ObsCalibrations
internal import ObsRegistry
internal import ObsTime

struct CalibSupersedeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supersede", abstract: "Certify datasets in place of all that they conflict with.",
        discussion: """
            Their time is taken from whatever holds for the same exposures; what changed is printed. With an open end, what was \
            certified for later goes too.
            """)

    @OptionGroup var options: DatasetOptions
    @OptionGroup var validity: ValidityOptions

    @OptionGroup var report: ReportOptions

    func run() throws {
        let validity = try Report.orExit(.problems) { try self.validity.validity() }
        try options.change { try $0.supersede(with: try options.certifications(during: validity, $0)) }
    }
}
