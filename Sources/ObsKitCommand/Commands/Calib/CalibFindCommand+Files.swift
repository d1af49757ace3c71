internal import ArgumentParser
internal import ObsCalibrations
internal import ObsDocuments
internal import ObsKit
internal import ObsRegistry
internal import ObsText
internal import ObsTime
internal import ObsTranslation

extension CalibFindCommand {
    /// Answers for the exposures that files hold; what goes wrong with one costs no other.
    func findForFiles() throws {
        if keys.filter != nil {
            throw ValidationError("A file says itself through which filter it was; take --filter away.")
        }
        let catalog = try cameras.catalog()
        let (exposures, hasProblems, count) = try registry.read { reading in
            // What is wrong with the call itself is said once, and not of every file.
            for collection in collections { _ = try reading.collection(collection) }
            let all = try registry.instrument.map { [$0] } ?? reading.instruments()
            let known = try all.map { try reading.of(instrument: $0).kinds() }
            let kindNames = words.prefix { word in known.contains { $0[word] != nil } }
            let files = Array(words.dropFirst(kindNames.count))
            try checkFiles(files, known)
            let named = known.flatMap { kinds in kindNames.compactMap { kinds[$0] } }
            let given = try keys.values(for: kindNames.isEmpty ? known.flatMap(\.all) : named)
            let (translated, hasProblems) = translated(files, catalog)
            let groups = catalog.groups(of: translated, state: given) { instrument in
                try kinds(of: instrument.name, reading)
            }
            return (
                groups.compactMap { paths, result -> FoundExposure? in
                    let place = paths.joined(separator: ", ")
                    do {
                        return try found(result.get(), Array(kindNames), reading)
                    } catch {
                        Report.print(error, about: place)
                        return nil
                    }
                }, hasProblems, groups.count
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
        if hasProblems || exposures.count < count || exposures.contains(where: \.hasProblems) {
            throw ExitStatus.problems.code
        }
    }

    /// The calibrations of an exposure; a kind that cannot be asked for costs no other.
    private func found(
        _ exposure: Exposure, _ names: [String], _ reading: RegistryReading
    ) throws -> FoundExposure {
        let kinds = try kinds(of: exposure.instrument, reading)
        let detectors = try detectors.map { try exposure.detectors(named: $0.names) }
        var found = FoundExposure(exposure)
        let wanted = names.isEmpty ? exposure.kindsNeeded(of: kinds).map(\.name) : names
        if wanted.isEmpty { found.remarks.append(Self.nothingNeeded(exposure, kinds)) }
        for name in wanted {
            do {
                found.answers += try reading.answers(
                    for: exposure, in: collections, kinds: [name], detectors: detectors, tracing: explain)
            } catch {
                found.answers.append(ExposureAnswer(kind: name, failure: error))
            }
        }
        return found
    }

    /// That no calibrations were looked for, since none is required; only of some exposures that is as it should be.
    private static func nothingNeeded(_ exposure: Exposure, _ kinds: CalibrationKinds) -> Diagnostic {
        let names = kinds.all.map(\.name).joined(separator: ", ")
        if kinds.all.contains(where: \.isRequired) {
            return Diagnostic(
                .note, .nothingNeeded, at: nil,
                "an exposure of this type needs no calibration that \(exposure.instrument) requires, so none was looked for",
                hint: "name the kinds that are wanted: \(names)")
        }
        return Diagnostic(
            .error, .noKindRequired, at: nil,
            "\(exposure.instrument) requires no kind of calibration, so none was looked for",
            hint: kinds.all.isEmpty
                ? "the registry has no kinds of it; obskit calib create --kinds takes them"
                : "name the kinds that are wanted: \(names)")
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

    /// The observations of files; what was noticed in headers, and what could not be translated, is printed.
    private func translated(_ files: [String], _ catalog: InstrumentCatalog) -> ([FileTranslation], Bool) {
        var found: [FileTranslation] = []
        var worst: Diagnostic.Severity?
        let search = FoundFiles(names: files, list: nil)
        let inputs = HeaderInputs(search, isList: true)
        for input in inputs {
            for outcome in input.results({ try catalog.open($0, as: registry.instrument).translate() }) {
                Report.print(outcome.diagnostics, about: outcome.name)
                worst = ([worst] + outcome.diagnostics.map(\.severity)).compactMap { $0 }.min()
                switch outcome.result {
                case .success(let file) where !file.observations.isEmpty:
                    found.append(file)
                    var remarks = Remarks()
                    for one in file.observations {
                        for diagnostic in one.report.failureDiagnostics + one.report.diagnostics {
                            remarks.add(diagnostic, hdu: one.hdu)
                        }
                    }
                    for record in remarks.records(file.path, of: file.observations.count) { Report.print(record) }
                    worst = [worst, remarks.worst].compactMap { $0 }.min()
                case .success(let file):
                    worst = .error
                    Report.print((file.unrecognised.map { [$0] } ?? []) + file.diagnostics, about: file.path)
                case .failure(let error):
                    worst = .error
                    Report.print(error, about: outcome.name)
                }
            }
        }
        return (found, search.hasProblems || worst == .error || inputs.worst == .error)
    }
}

extension Diagnostic.Code {
    /// The instrument requires no kind of calibration, and none is named.
    static let noKindRequired = Self(rawValue: "no-kind-required")
    /// An exposure needs none of the kinds that its instrument requires.
    static let nothingNeeded = Self(rawValue: "nothing-needed")
}
