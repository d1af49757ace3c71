internal import ArgumentParser

struct CalibCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calib", abstract: "Calibrations: found by time, place and instrument state, with the reason why.",
        discussion: """
            A registry is a file; --registry or OBSKIT_REGISTRY names it. Dates are ISO 8601, UTC unless they end in TAI. \
            Exit status: 0 done, 1 there is no answer, a conflict or a problem of an input, 2 the call was wrong, 3 the registry \
            is not there or cannot be used.
            """,
        subcommands: [
            CalibCreateCommand.self, CalibAddCommand.self, CalibCollectionCommand.self, CalibCertifyCommand.self,
            CalibDecertifyCommand.self, CalibSupersedeCommand.self, CalibRetireCommand.self, CalibExtendCommand.self,
            CalibRemoveCommand.self, CalibFindCommand.self, CalibListCommand.self, CalibShowCommand.self,
            CalibCoverageCommand.self, CalibImportCommand.self, CalibExportCommand.self, CalibCheckCommand.self,
            CalibLintCommand.self, CalibContextCommand.self,
        ])
}
