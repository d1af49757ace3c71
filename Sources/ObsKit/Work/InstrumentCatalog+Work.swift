public import ObsCalibrations
internal import ObsFITS
internal import ObsHeaderFiles
internal import ObsText
public import ObsTranslation

extension InstrumentCatalog {
    /// Translates many files, the results in the order of the files.
    ///
    /// ```swift
    /// for await file in catalog.translate(files: ["/data/2024-03-10"], jobs: 8) {
    ///     switch file.result {
    ///     case .success(let translation): use(translation.observations)
    ///     case .failure(let error): report(file.name, error)
    ///     }
    /// }
    /// ```
    ///
    /// A file that cannot be read costs that file. Whoever asks for results lists folders; threads of their own read files.
    ///
    /// - Parameters:
    ///   - files: the names of files, and of folders that are searched as `FileSearch` does; asked for as their turn comes
    ///   - instrumentName: the instrument, if it is not to be recognized
    ///   - jobs: how many files are read at a time
    ///   - properties: the properties to compute; nil for all
    ///   - keepsHeaders: whether results keep their headers, some ten kilobytes each, which `explanation(of:)` needs
    ///   - progress: is told of each file that was handed over
    /// - Returns: for each file what it says, or why it could not be read; as much as is asked for
    public func translate(
        files: some Sequence<String>, as instrumentName: String? = nil, jobs: Int = 2,
        properties: Set<ObservationProperty>? = nil, keepingHeaders keepsHeaders: Bool = false,
        progress: ((WorkProgress) -> Void)? = nil
    ) -> OrderedResults<FileOutcome<FileTranslation>> {
        work(files, jobs: jobs, progress: progress) { source in
            let found = try self.open(source, as: instrumentName).translate(properties)
            return keepsHeaders ? found : found.withoutHeaders()
        }
    }

    /// The exposures that many files hold, each file by itself, in the order of the files.
    ///
    /// Files whose detectors are of one exposure are put together by `exposures(of:)`, and kept apart here: each part of an exposure
    /// but the first has the warning `exposure-split` among its diagnostics, which names the file of the first.
    ///
    /// - Parameters:
    ///   - files: the names of files, and of folders that are searched as `FileSearch` does; asked for as their turn comes
    ///   - instrumentName: the instrument, if it is not to be recognized
    ///   - state: the values of the state that the program gives, by the name of the key
    ///   - kinds: the kinds of calibration whose keys are read; nil for the kinds of the instrument's package
    ///   - jobs: how many files are read at a time
    ///   - progress: is told of each file that was handed over
    /// - Returns: for each file its exposures, usually one, or why there is none
    public func exposures(
        files: some Sequence<String>, as instrumentName: String? = nil, state: [String: KeyValue] = [:],
        kinds: CalibrationKinds? = nil, jobs: Int = 2, progress: ((WorkProgress) -> Void)? = nil
    ) -> OrderedResults<FileOutcome<[Exposure]>> {
        let parts = ExposureParts()
        return work(files, jobs: jobs, progress: progress) { source in
            let file = try self.observed(self.open(source, as: instrumentName).translate())
            return try self.exposures(of: [file], state: state, kinds: { _ in kinds })
        }.changing { parts.compare($0) }
    }

    private func work<Value: Sendable>(
        _ files: some Sequence<String>, jobs: Int, progress: ((WorkProgress) -> Void)?,
        _ body: @escaping @Sendable (any HeaderSource) throws -> Value
    ) -> OrderedResults<FileOutcome<Value>> {
        precondition(jobs > 0, "jobs is how many files are read at a time, and it cannot be \(jobs)")
        return OrderedResults(FileSearch(files), jobs: jobs, ahead: 4 * jobs, progress: progress) { found in
            switch found {
            case .file(let path): FileOutcome.all(of: path, body)
            case .problem(let folder, let problem):
                [FileOutcome(name: folder, result: .failure(DiagnosticsError([problem])))]
            }
        }
    }
}
