internal import ArgumentParser
internal import ObsCalibrations
internal import ObsKit
internal import ObsRegistry
internal import ObsText
internal import ObsTime

/// Which registry a command works on.
struct RegistryOptions: ParsableArguments {
    @Option(
        name: [.customShort("r"), .long],
        help: ArgumentHelp(
            "The file of the registry; without it the one that OBSKIT_REGISTRY names.", valueName: "file"))
    var registry: String?

    @Option(
        help: ArgumentHelp(
            "The instrument, where a registry holds several; empty for the one without a name.", valueName: "name"))
    var instrument: String?

    @Option(help: ArgumentHelp("How long to wait for another process that writes, in seconds.", valueName: "seconds"))
    var wait = 10.0

    func validate() throws {
        guard wait >= 0, wait <= 86_400 else { throw ValidationError("--wait takes 0 to 86400 seconds.") }
        if registry == nil && FileSystem.environment("OBSKIT_REGISTRY") == nil {
            throw ValidationError("Name the registry with --registry, or in OBSKIT_REGISTRY.")
        }
    }

    var path: String { registry ?? FileSystem.environment("OBSKIT_REGISTRY") ?? "" }

    /// Reads the registry; what goes wrong is printed and ends the command.
    func read<Result>(_ body: (RegistryReading) throws -> Result) throws -> Result {
        try Report.orExit(.problems) {
            let registry = try Registry.open(path: path, readOnly: true, patience: wait)
            defer { try? registry.close() }
            return try registry.read { try body($0.of(instrument: instrument)) }
        }
    }

    /// Changes the registry, all or nothing; what goes wrong is printed and ends the command.
    func write<Result: Sendable>(_ body: (RegistryChanges) throws -> Result) throws -> Result {
        try Report.orExit(.problems) {
            let registry = try Registry.open(path: path, patience: wait)
            defer { try? registry.close() }
            return try registry.write { try body($0.of(instrument: instrument)) }
        }
    }
}
