internal import ArgumentParser
internal import Glibc
public import ObsKit
internal import ObsText

/// The command `obskit` as a library, so that a team's own tool is one line.
///
/// ```swift
/// @main enum MyCamTool {
///     static func main() async { await ObsKitCommand.main(adding: [MyCam()]) }
/// }
/// ```
public enum ObsKitCommand {
    /// The version of the command.
    public static let version = ObsKitRelease.current.description

    /// Runs the command with the arguments of the process and exits: 0 done, 1 some input had problems, 2 the call was
    /// wrong, 3 nothing could be done.
    ///
    /// - Parameter packages: the camera packages that are linked into the tool
    public static func main(adding packages: [any LinkedPackage]) async -> Never {
        // A reader that goes away ends the command, not with a crash.
        signal(SIGPIPE, SIG_DFL)
        // A file that may grow no further is an error like a full disk, not the end of the program.
        signal(SIGXFSZ, SIG_IGN)
        TemporaryFiles.takeAwayOnSignals()
        let arguments = Self.arguments
        let status = await $linked.withValue(packages) {
            await Report.$form.withValue(DiagnosticsForm(in: arguments)) { await run(arguments) }
        }
        Output.flush()
        exit(status)
    }

    /// The arguments of the process, whose bytes need not be UTF-8.
    private static var arguments: [String] {
        (1..<max(1, Int(CommandLine.argc))).compactMap {
            unsafe CommandLine.unsafeArgv[$0].map { unsafe FileName.text($0) }
        }
    }

    @TaskLocal static var linked: [any LinkedPackage] = []

    private static func run(_ arguments: [String]) async -> Int32 {
        do {
            var command = try RootCommand.parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return 0
        } catch let status as ExitCode {
            return status.rawValue
        } catch {
            let text = RootCommand.fullMessage(for: error)
            if RootCommand.exitCode(for: error) == .success {
                Output.result(text + "\n")
                return 0
            }
            Report.wrongCall(RootCommand.message(for: error), usage: text)
            return ExitStatus.wrongCall.rawValue
        }
    }
}

struct RootCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "obskit",
        abstract: "What an instrument is: its files, its observations, its camera.",
        discussion: """
            Results go to standard output, diagnostics to standard error. Exit status: \(ExitStatus.about) What counts \
            as a problem of an input, --fail-on says; diagnostics are lines of JSON with --diagnostics json.
            Camera packages are searched in the folders of --package, of OBSKIT_PATH, in ../share/obskit/cameras and cameras \
            beside the program, and in the program itself; obskit instruments --explain says what was found where.
            """,
        version: ObsKitCommand.version,
        subcommands: [
            TranslateCommand.self,
            IdentifyCommand.self,
            DiffCommand.self,
            SidecarCommand.self,
            IndexCommand.self,
            IDCommand.self,
            InstrumentsCommand.self,
            CameraCommand.self,
            FootprintCommand.self,
            WCSCommand.self,
            VisitsCommand.self,
            CalibCommand.self,
            RawCommand.self,
            ParametersCommand.self,
            LanguageCommand.self,
            KeysCommand.self,
            ValidateCommand.self,
            ConformanceCommand.self,
            NewCommand.self,
            ImportCommand.self,
            SampleCommand.self,
            EmbedCommand.self,
            ManualCommand.self,
        ])
}
