internal import ObsFITS
internal import ObsHeaderFiles
internal import ObsText
internal import ObsTranslation

extension HeaderRecord {
    /// Reads a file and says what became of it; a bad file is a record that says why.
    ///
    /// - Parameters:
    ///   - path: the file
    ///   - name: its name in the record
    ///   - content: what to keep
    ///   - catalog: the instruments
    package init(reading path: String, named name: String, content: HeaderContent, catalog: InstrumentCatalog) {
        do {
            let state = try RecordedState(path: path)
            try self.init(FileSource(path: path), named: name, state: state, content, catalog)
            // A file that is being written is nothing to remember.
            if !state.isCurrent(path) {
                throw FITSError(.unreadable, "the file changed while it was read; try again when it is complete")
            }
        } catch {
            self.init(
                file: name, state: try? RecordedState(path: path), content: content, status: .error, instrument: nil,
                package: nil, entries: [], headers: [], diagnostics: DiagnosticsError(error).diagnostics)
        }
    }

    private init(
        _ source: FileSource, named name: String, state: RecordedState, _ content: HeaderContent,
        _ catalog: InstrumentCatalog
    ) throws {
        switch content {
        case .translated:
            let file = try catalog.open(source).translate()
            let instrument = file.identification.instrument
            let observations = file.judgedObservations
            self.init(
                file: name, state: state, content: content, status: Self.status(of: file, observations),
                instrument: instrument,
                package: try instrument.map { try catalog.instrument(named: $0).package },
                entries: observations.map { one in
                    Entry(
                        hdu: one.hdu, hduName: one.hduName, info: one.report.info, status: one.report.status,
                        failures: one.report.failures.map { ($0.property, $0.summary) },
                        diagnostics: one.report.failureDiagnostics + one.report.diagnostics)
                }, headers: [],
                diagnostics: instrument == nil
                    ? (file.unrecognised.map { [$0] } ?? []) + file.diagnostics
                    : file.product.map { product in
                        file.diagnostics.map { $0 == product.diagnostic ? Self.doubtful($0) : $0 }
                    } ?? file.losses)
        case .metadata:
            let read = try catalog.open(source)
            let instrument = read.identification.instrument
            let hasLosses = read.remarks.contains { $0.severity == .error }
            self.init(
                file: name, state: state, content: content,
                status: instrument == nil
                    ? .unknown : read.product != nil ? .product : hasLosses ? .failed : .ok,
                instrument: instrument,
                package: try instrument.map { try catalog.instrument(named: $0).package },
                entries: read.observations.map {
                    Entry(hdu: $0.hdu, hduName: $0.hduName, info: nil, status: nil, failures: [], diagnostics: [])
                },
                headers: read.headers,
                diagnostics: instrument == nil
                    ? (read.unrecognised.map { [$0] } ?? []) + read.remarks
                    : (read.product.map { [Self.doubtful($0.diagnostic)] } ?? []) + read.remarks)
        }
    }

    private static func status(of file: FileTranslation, _ observations: [HeaderObservation]) -> Status {
        if file.identification.instrument == nil { return .unknown }
        if file.product != nil { return .product }
        let statuses = observations.map(\.report.status)
        if statuses.contains(.failed) || !file.losses.isEmpty { return .failed }
        return statuses.contains(.flawed) ? .flawed : .ok
    }

    /// What a file is that has no observation: no error here, since nothing is lost.
    private static func doubtful(_ diagnostic: Diagnostic) -> Diagnostic {
        Diagnostic(.warning, diagnostic.code, at: diagnostic.place, diagnostic.message, hint: diagnostic.hint)
    }
}
