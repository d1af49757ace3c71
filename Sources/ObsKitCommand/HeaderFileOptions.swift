internal import ArgumentParser
internal import ObsKit

/// How files of headers are written or checked.
struct HeaderFileOptions: ParsableArguments {
    @Option(help: "translated (observations) or metadata (cards).")
    var content: ContentOption = .translated

    @Flag(help: "Write nothing; say what is missing or stale, and exit with 1 when something is.")
    var check = false

    @Flag(help: "With --check: read the files and compare their checksums.")
    var checksums = false

    @Option(name: .shortAndLong, help: ArgumentHelp("Read this many files at the same time.", valueName: "n"))
    var jobs = 1

    func validate() throws {
        if jobs < 1 || jobs > 256 { throw ValidationError("--jobs is a number from 1 to 256, not \(jobs).") }
        if checksums && !check { throw ValidationError("--checksums goes with --check.") }
    }

    func validate(_ writing: OutputOptions) throws {
        if writing.replace && check { throw ValidationError("--replace writes, and --check writes nothing.") }
    }
}
