internal import ArgumentParser
internal import ObsKit
internal import ObsText
internal import ObsTranslation

/// How the inputs of a command fared, and the exit status that follows from it.
struct InputTally {
    private let level: FailOptions.Level
    private var worst = Diagnostic.Severity.note
    private var hasUsed = false
    private var isPackageBroken = false

    /// - Parameters:
    ///   - level: what makes the exit status 1
    ///   - catalog: the packages; those that cannot be used count as an error
    init(_ level: FailOptions.Level, _ catalog: InstrumentCatalog? = nil) {
        self.level = level
        if catalog?.hasErrors == true { packageFailed() }
    }

    /// Counts an input that was used, with the worst that was noticed about it.
    mutating func add(_ severity: Diagnostic.Severity? = nil) {
        hasUsed = true
        note(severity)
    }

    /// Counts an observation.
    mutating func add(_ status: ObservationStatus) {
        switch status {
        case .ok: add()
        case .flawed: add(.warning)
        case .failed: add(.error)
        }
    }

    /// Counts an input that could not be used: it cannot be read, or no instrument recognizes it.
    mutating func addUnused() { note(.error) }

    /// Counts a package that is broken, so that inputs could not be looked at.
    mutating func packageFailed() {
        isPackageBroken = true
        note(.error)
    }

    /// Takes note of something that is wrong beside the inputs: a list that cannot be read, an empty folder.
    mutating func note(_ severity: Diagnostic.Severity?) {
        if let severity { worst = min(worst, severity) }
    }

    /// The exit status.
    var status: ExitStatus {
        if isPackageBroken && !hasUsed { return .nothingDone }
        switch (level, worst) {
        case (.error, .error), (.warning, .error), (.warning, .warning): return .problems
        case (.error, _), (.warning, .note), (.never, _): return .done
        }
    }

    /// Ends the command with its exit status.
    ///
    /// - Throws: `ExitCode` unless all is done
    func finish() throws {
        if status != .done { throw status.code }
    }
}
