internal import ArgumentParser

/// What the exit status of the command says.
enum ExitStatus: Int32 {
    /// All is done.
    case done = 0
    /// Some input had problems.
    case problems = 1
    /// The call was wrong.
    case wrongCall = 2
    /// Nothing could be done: there is no registry, no package, or the package is broken so that no input was looked at.
    case nothingDone = 3

    /// What a command throws to end with this status.
    var code: ExitCode { ExitCode(rawValue) }

    /// The statuses in a sentence, for help.
    static let about = "0 done, 1 some input had problems, 2 the call was wrong, 3 nothing could be done."
}
