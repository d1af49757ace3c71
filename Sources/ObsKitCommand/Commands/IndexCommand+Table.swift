internal import ObsFITS
internal import ObsKit
internal import ObsRegistry
internal import ObsText

extension IndexCommand {
    /// Puts the headers of files into a table.
    func fill(_ task: Task, _ progress: inout Progress, _ tally: inout InputTally) async throws {
        let table = try HeaderTable(path: task.path)
        defer { try? table.close() }
        let again = again
        var (read, withProblems) = (0, 0)
        var failure: (any Error)?
        await OrderedWork.run(
            task.files, jobs: options.jobs,
            work: { file -> Result<TableInput?, any Error> in
                Result { try TableInput(file, unlessIn: again ? nil : table) }
            },
            deliver: { outcome in
                guard failure == nil else { return }
                do {
                    if let input = try outcome.get() {
                        // Without a state a damaged file is read again the next time, and told again.
                        let isSound = !input.diagnostics.contains { $0.severity == .error }
                        try table.put(
                            input.source, state: isSound ? input.state : nil, checksum: isSound ? input.checksum : nil)
                        read += 1
                        if !input.diagnostics.isEmpty { withProblems += 1 }
                        Report.print(input.diagnostics, about: input.path)
                        tally.add(input.diagnostics.map(\.severity).min())
                    } else {
                        tally.add()
                    }
                } catch let error as RegistryError {
                    failure = error
                } catch {
                    withProblems += 1
                    tally.addUnused()
                    Report.print(error, about: (error as? FITSError)?.file ?? task.path)
                }
                progress.advance()
            })
        if let failure { throw failure }
        let names = Set(task.files.map(\.name))
        for name in try table.names() where !names.contains(name) { try table.remove(named: name) }
        Output.result(
            "\(task.path): \(try table.names().count) files, \(read) read, \(withProblems) with problems\n")
    }
}

/// The headers of a file on their way into a table.
private struct TableInput: Sendable {
    let path: String
    let source: MemorySource
    let diagnostics: [Diagnostic]
    let state: FileState
    let checksum: String

    /// Reads a file; nil when the table has it as it is.
    init?(_ file: IndexBuilder.File, unlessIn table: HeaderTable?) throws {
        state = try FileState(path: file.path)
        if let known = try table?.state(of: file.name), known.size == state.size, known.modified == state.modified {
            return nil
        }
        path = file.path
        let stream = try FITSSource(path: file.path).open()
        let headers = try stream.rest()
        source = MemorySource(headers: headers, name: file.name)
        diagnostics = stream.chain.diagnostics(headers)
        checksum = try FileState.checksum(path: file.path)
    }
}
