internal import ArgumentParser

/// How a command says what is wrong or doubtful.
struct ReportOptions: ParsableArguments {
    /// The name of the option, without its dashes.
    static let name = "diagnostics"

    @Option(
        name: .customLong(name),
        help: ArgumentHelp(
            "How diagnostics are written to standard error: text, or json (an object on each line).", valueName: "form")
    )
    var diagnostics: DiagnosticsForm = .text
}

/// A form of diagnostics on standard error.
enum DiagnosticsForm: String, ExpressibleByArgument, CaseIterable {
    case text, json

    /// The form that arguments ask for.
    ///
    /// It is found before they are parsed, so that a wrong call is said in that form too.
    init(in arguments: [String]) {
        let own = arguments.prefix { $0 != "--" }
        let option = "--" + ReportOptions.name
        let values = own.indices.compactMap { index -> String? in
            if own[index].hasPrefix(option + "=") { return String(own[index].dropFirst(option.count + 1)) }
            return own[index] == option && index + 1 < own.endIndex ? own[index + 1] : nil
        }
        self = values.last.flatMap(Self.init) ?? .text
    }
}

/// What makes the exit status of a command on inputs 1.
struct FailOptions: ParsableArguments {
    enum Level: String, ExpressibleByArgument, CaseIterable { case error, warning, never }

    @Option(
        help: ArgumentHelp(
            "What makes the exit status 1: error, warning (also what is flawed or doubtful) or never.",
            valueName: "level"))
    var failOn: Level = .error
}
