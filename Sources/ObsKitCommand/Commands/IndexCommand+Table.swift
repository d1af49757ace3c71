internal import ObsFITS
internal import ObsKit
internal import ObsRegistry
internal import ObsText
internal import ObsTime
internal import ObsTranslation

extension IndexCommand {
    /// How many files are put into a table at a time: the disk is waited for once for all of them.
    private static let batch = 256

    /// Puts the headers of files into a table.
    func fill(
        _ task: Task, _ catalog: InstrumentCatalog, _ progress: inout Progress, _ tally: inout InputTally
    ) async throws {
        let table = try HeaderTable(path: task.path, keywords: HeaderTable.usualKeywords + keywords.map { Keyword($0) })
        defer { try? table.close() }
        let known = again ? [:] : try table.states()
        var (read, withProblems) = (0, 0)
        var pending: [HeaderTable.Input] = []
        let outcomes = OrderedResults(task.files, jobs: options.jobs) { file in
            [Result { try TableInput(file, unless: known[file.name], catalog) }]
        }
        for await outcome in outcomes {
            do {
                if let input = try outcome.get() {
                    pending.append(input.headers)
                    if pending.count == Self.batch {
                        try table.put(pending)
                        pending = []
                    }
                    read += 1
                    if !input.diagnostics.isEmpty { withProblems += 1 }
                    Report.print(input.diagnostics, about: input.path)
                    tally.add(input.diagnostics.map(\.severity).min())
                } else {
                    tally.add()
                }
            } catch let error as RegistryError {
                throw error
            } catch {
                withProblems += 1
                tally.addUnused()
                Report.print(error, about: (error as? FITSError)?.file ?? task.path)
            }
            progress.advance()
        }
        try table.put(pending)
        let names = Set(task.files.map(\.name))
        for name in try table.names() where !names.contains(name) { try table.remove(named: name) }
        Output.result(
            "\(task.path): \(DisplayText.counted(try table.names().count, "file")), \(read) read, \(withProblems) with problems\n"
        )
    }
}

/// A file on its way into a table.
private struct TableInput: Sendable {
    let path: String
    let headers: HeaderTable.Input
    let diagnostics: [Diagnostic]

    /// Reads a file, and translates it where its instrument is known; nil when the table has it as it is.
    init?(_ file: IndexBuilder.File, unless known: HeaderTable.State?, _ catalog: InstrumentCatalog) throws {
        let state = try FileState(path: file.path)
        if let known, known.size == state.size, known.modified == state.modified { return nil }
        path = file.path
        let stream = try FITSSource(path: file.path).open()
        let found = try stream.rest()
        diagnostics = stream.chain.diagnostics(found)
        // Without a state a damaged file is read again the next time, and told again.
        let isSound = !diagnostics.contains { $0.severity == .error }
        // What cannot be translated has its cards, and no observation.
        let translation = try? catalog.open(MemorySource(headers: found, name: file.name)).translate()
        headers = HeaderTable.Input(
            found, named: file.name, state: isSound ? state : nil,
            checksum: isSound ? try FileState.checksum(path: file.path) : nil,
            observations: (translation?.observations ?? []).map(HeaderTable.Observation.init))
    }
}

extension HeaderTable.Observation {
    /// The properties of an observation as columns, named after them; those of several numbers have a column for each.
    fileprivate init(_ observation: HeaderObservation) {
        var values: [(column: String, value: HeaderTable.Value)] = []
        for property in ObservationProperty.allCases {
            let name = property.name
            func add(_ parts: [(ending: String, number: Double)]) {
                values += parts.map { ("\(name)_\($0.ending)", .real($0.number)) }
            }
            switch observation.report.info[property] {
            case nil, .null?: break
            case .text(let text)?: values.append((name, .text(text)))
            case .integer(let number)?: values.append((name, .integer(number)))
            case .real(let number)?: values.append((name, .real(number)))
            case .boolean(let truth)?: values.append((name, .integer(truth ? 1 : 0)))
            case .instant(let instant)?: values.append((name, .text(instant.isoText(scale: .tai, fractionDigits: 9))))
            case .sky(let sky)?: add([("ra_deg", sky.rightAscension), ("dec_deg", sky.declination)])
            case .horizontal(let seen)?: add([("az_deg", seen.azimuth), ("alt_deg", seen.altitude)])
            case .location(let place)?: add([("x_m", place.x), ("y_m", place.y), ("z_m", place.z)])
            }
        }
        self.init(hdu: observation.hdu, instrument: observation.instrument, values: values)
    }
}
