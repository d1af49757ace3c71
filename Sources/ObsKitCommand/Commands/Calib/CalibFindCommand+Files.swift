internal import ArgumentParser
internal import ObsCalibrations
internal import ObsDocuments
internal import ObsKit
internal import ObsRegistry
internal import ObsText
internal import ObsTime
internal import ObsTranslation

extension CalibFindCommand {
    /// Answers for the exposures that files hold.
    func findForFiles() throws {
        if keys.filter != nil {
            throw ValidationError("A file says itself through which filter it was; take --filter away.")
        }
        let catalog = try cameras.catalog()
        let (exposures, hasProblems) = try registry.read { reading in
            let all = try registry.instrument.map { [$0] } ?? reading.instruments()
            let known = try all.map { try reading.of(instrument: $0).kinds() }
            let kindNames = words.prefix { word in known.contains { $0[word] != nil } }
            let files = Array(words.dropFirst(kindNames.count))
            try checkFiles(files, known)
            let named = known.flatMap { kinds in kindNames.compactMap { kinds[$0] } }
            let given = try keys.values(for: kindNames.isEmpty ? known.flatMap(\.all) : named)
            var (found, hasProblems) = translated(files, catalog)
            let exposures = try catalog.exposures(of: found, state: given) { instrument in
                try kinds(of: instrument.name, reading)
            }
            found = []
            return try (
                exposures.map { exposure in
                    let kinds = try kinds(of: exposure.instrument, reading)
                    if kindNames.isEmpty, exposure.kindsNeeded(of: kinds).isEmpty {
                        throw ValidationError(
                            "No kind of calibration is required, so name those that are wanted: "
                                + "\(kinds.all.map(\.name).joined(separator: ", ")).")
                    }
                    let detectors = try detectors.map { try exposure.detectors(named: $0.names) }
                    let answers = try reading.answers(
                        for: exposure, in: collections, kinds: kindNames.isEmpty ? nil : Array(kindNames),
                        detectors: detectors, tracing: explain)
                    return FoundExposure(exposure, answers)
                }, hasProblems
            )
        }
        for one in exposures { one.printDiagnostics() }
        switch format {
        case .json:
            Output.json(JSONOutput.list(exposures, schema: FoundExposure.schema) { $0.write(&$1) })
        case .text:
            let rows = exposures.flatMap { one in one.outcomes.map { (one.name, $0) } }
            Output.result(CalibrationOutcome.text(rows, namingKinds: true))
        }
        if hasProblems || exposures.contains(where: \.hasProblems) { throw ExitStatus.problems.code }
    }

    /// The kinds of an instrument in the registry.
    private func kinds(of instrument: String, _ reading: RegistryReading) throws -> CalibrationKinds {
        let names = try reading.instruments()
        if reading.instrument != nil || names == [""] || names.isEmpty { return try reading.kinds() }
        return try reading.of(instrument: instrument).kinds()
    }

    /// Refuses what is neither a kind nor a file.
    private func checkFiles(_ files: [String], _ known: [CalibrationKinds]) throws {
        guard let first = files.first else {
            throw ValidationError("Name a file; or when the exposure was: --at, or --begin and --end.")
        }
        if FileSystem.exists(first) { return }
        let names = known.flatMap { $0.all.flatMap { [$0.name] + $0.aliases } }
        let hint = DidYouMean.hint(for: first, among: names) ?? "kinds are \(names.joined(separator: ", "))"
        throw ValidationError("There is no file '\(first)', and no kind of calibration of that name; \(hint).")
    }

    /// The observations of files; what could not be translated is printed.
    private func translated(_ files: [String], _ catalog: InstrumentCatalog) -> ([FileTranslation], Bool) {
        var found: [FileTranslation] = []
        var hasProblems = false
        let search = FoundFiles(names: files, list: nil)
        for input in HeaderInputs(search, isList: true) {
            for outcome in input.results({ try catalog.open($0, as: registry.instrument).translate() }) {
                switch outcome.result {
                case .success(let file) where !file.observations.isEmpty: found.append(file)
                case .success(let file):
                    hasProblems = true
                    Report.print((file.unrecognised.map { [$0] } ?? []) + file.diagnostics, about: file.path)
                case .failure(let error):
                    hasProblems = true
                    Report.print(error, about: outcome.name)
                }
            }
        }
        return (found, hasProblems || search.hasProblems)
    }
}
