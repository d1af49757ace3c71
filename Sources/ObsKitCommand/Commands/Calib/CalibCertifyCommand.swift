internal import ArgumentParser
internal import ObsCalibrations
internal import ObsRegistry
internal import ObsTime

struct CalibCertifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certify", abstract: "Say when datasets hold, in a collection; all or none.",
        discussion: """
            Refused when one would answer the same exposure as another of the collection: both are named. Certifications of \
            one dataset that touch become one.
            """)

    @OptionGroup var options: DatasetOptions
    @OptionGroup var validity: ValidityOptions

    @OptionGroup var report: ReportOptions

    func run() throws {
        let validity = try Report.orExit(.problems) { try self.validity.validity() }
        try options.change { try $0.certify(try options.certifications(during: validity, $0)) }
    }
}
