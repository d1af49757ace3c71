internal import ObsFITS
internal import ObsKit
internal import ObsRegistry
internal import ObsYAML

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
                        try table.put(input.source, state: input.state, checksum: input.checksum)
                        read += 1
                    }
                    tally.add()
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
    let source: MemorySource
    let state: FileState
    let checksum: String

    /// Reads a file; nil when the table has it as it is.
    init?(_ file: IndexBuilder.File, unlessIn table: HeaderTable?) throws {
        state = try FileState(path: file.path)
        if let known = try table?.state(of: file.name), known.size == state.size, known.modified == state.modified {
            return nil
        }
        source = MemorySource(headers: try FITSSource(path: file.path).headers(), name: file.name)
        checksum = try FileState.checksum(path: file.path)
    }
}
