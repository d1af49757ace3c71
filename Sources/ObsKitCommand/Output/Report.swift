internal import ArgumentParser
internal import ObsCalibrations
internal import ObsFITS
internal import ObsGeometry
internal import ObsKit
internal import ObsRaw
internal import ObsRegistry
internal import ObsText
internal import ObsTime
internal import ObsTranslation

/// The one place that prints diagnostics, and makes them of errors.
enum Report {
    /// The form in which this run of the command prints them.
    @TaskLocal static var form = DiagnosticsForm.text

    /// Prints a diagnostic to standard error, behind all results so far.
    ///
    /// - Parameters:
    ///   - diagnostic: what was noticed
    ///   - source: the input that it is about; nil for the call, a package, a registry
    ///   - details: more about it, on lines of their own
    static func print(_ diagnostic: Diagnostic, about source: String? = nil, details: String? = nil) {
        print(DiagnosticRecord(diagnostic: diagnostic, source: source, details: details))
    }

    /// Prints diagnostics, one after the other.
    static func print(_ diagnostics: some Sequence<Diagnostic>, about source: String? = nil) {
        for diagnostic in diagnostics { print(diagnostic, about: source) }
    }

    /// Prints a record.
    static func print(_ record: DiagnosticRecord) {
        switch form {
        case .text: Output.diagnostic(record.text)
        case .json: Output.diagnostic(json: record.json)
        }
    }

    /// Prints an error that is about no place in a file.
    static func error(
        _ code: Diagnostic.Code, _ message: String, hint: String? = nil, about source: String? = nil
    ) {
        print(Diagnostic(.error, code, at: nil, message, hint: hint), about: source)
    }

    /// Prints what an error says.
    static func print(_ error: any Error, about source: String? = nil) {
        if let miss = error as? CalibrationMiss {
            return print(diagnostics(miss)[0], about: source, details: miss.trace.description)
        }
        print(diagnostics(error), about: source)
    }

    /// Prints why the call is wrong, with the usage where people read it.
    static func wrongCall(_ message: String, usage: String) {
        switch form {
        case .text: Output.diagnostic(usage.hasSuffix("\n") ? usage : usage + "\n")
        case .json: error(.wrongCall, message, hint: "--help says how the command is called")
        }
    }

    /// An error as diagnostics.
    static func diagnostics(_ error: any Error) -> [Diagnostic] {
        DiagnosticsError(error).diagnostics.map { one in
            // Some say their code behind the message.
            let isCoded = "\(error)" == "\(one.message) [\(one.code.rawValue)]"
            return isCoded ? one.at(nil, saying: "\(error)") : one
        }
    }

    /// What `body` returns; what it throws is printed and ends the command.
    ///
    /// - Parameters:
    ///   - status: the exit status, where the error does not say a better one
    ///   - source: the input that errors are about
    ///   - body: does something
    /// - Returns: what `body` returns
    /// - Throws: `ExitCode`, `ValidationError`
    static func orExit<T>(
        _ status: ExitStatus = .wrongCall, about source: String? = nil, _ body: () throws -> T
    ) throws -> T {
        do {
            return try body()
        } catch let error as ExitCode {
            throw error
        } catch let error as ValidationError {
            throw error
        } catch {
            print(error, about: source)
            throw (Self.status(of: error) ?? status).code
        }
    }

    /// The exit status that an error of calibrations demands wherever it comes up.
    private static func status(of error: any Error) -> ExitStatus? {
        switch error {
        case let error as RegistryError:
            if error.code == .registryExists { return .wrongCall }
            return RegistryError.Code.ofUnusable.contains(error.code) ? .nothingDone : .problems
        case is RegistryImportConflicts, is CalibrationMiss, is CalibrationConflict: return .problems
        case is CalibrationError, is TimeError: return .wrongCall
        default: return nil
        }
    }
}

extension RegistryError.Code {
    /// A registry that cannot be used at all.
    fileprivate static let ofUnusable: Set<RegistryError.Code> = [
        .noSuchRegistry, .notADatabase, .notARegistry, .newerSchema, .olderSchema, .migrationFailed, .readOnly,
        .unreadable, .diskFull, .busy, .sqlite, .changedTables, .noSQLite,
    ]
}

extension Diagnostic.Code {
    static let wrongCall = Self(rawValue: "wrong-call")
    static let unwritable = Self(rawValue: "unwritable")
    static let missingFile = Self(rawValue: "missing-file")
}
