internal import ArgumentParser
internal import ObsFITS
internal import ObsFITSImages
internal import ObsGeometry
internal import ObsKit
internal import ObsYAML

/// Errors as diagnostics.
enum Report {
    /// An error as diagnostics about a file.
    static func diagnostics(_ error: any Error, _ path: String) -> [Diagnostic] {
        switch error {
        case let error as DiagnosticsError: error.diagnostics
        case let error as FITSError:
            [Diagnostic(.error, .init(rawValue: error.code.rawValue), at: nil, error.message)]
        case let error as GeometryError:
            [Diagnostic(.error, .init(rawValue: error.code.rawValue), at: nil, error.message)]
        case let error as ImageError: [diagnostic(error)]
        default: [Diagnostic(.error, .unreadable, at: nil, "\(error)")]
        }
    }

    /// An error of pixels, with the HDU and what cfitsio said.
    private static func diagnostic(_ error: ImageError) -> Diagnostic {
        let place = error.hdu.map { "HDU \($0): " } ?? ""
        let stack = error.stack.isEmpty ? "" : " (cfitsio: \(error.stack.joined(separator: "; ")))"
        return Diagnostic(.error, .init(rawValue: error.code.rawValue), at: nil, place + error.message + stack)
    }

    /// What is said of a file whose instrument is not known; the reasons of every instrument are in the record.
    static func unknown(_ file: FileTranslation, _ catalog: InstrumentCatalog) -> Diagnostic {
        if file.identification.isAmbiguous {
            return Diagnostic(
                .error, .init(rawValue: "ambiguous-instrument"), at: nil,
                "the header is as likely of \(file.identification.names.joined(separator: " as of "))",
                hint: "say which with --instrument")
        }
        let name = file.header["INSTRUME"].map { "INSTRUME is \($0.words)" } ?? "there is no INSTRUME card"
        return Diagnostic(
            .error, .init(rawValue: "unknown-instrument"), at: nil,
            "none of \(catalog.instrumentNames.count) instruments recognises the header (\(name))",
            hint: "'obskit identify' says why for each; name one with --instrument, or add a package with --package")
    }

    /// What `body` returns; what it throws is printed and ends the command with a status, 2 when the call was wrong.
    static func orExit<T>(_ status: Int32 = 2, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as DiagnosticsError {
            for diagnostic in error.diagnostics { Output.diagnostic("\(diagnostic)") }
            throw ExitCode(status)
        } catch let error as GeometryError {
            Output.diagnostic("obskit: error: \(error.message)")
            throw ExitCode(status)
        }
    }
}
