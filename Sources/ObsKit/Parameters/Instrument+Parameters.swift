internal import ObsText

extension Instrument {
    /// What the instrument says about a task whose schema its package names.
    ///
    /// - Parameter task: the task's name
    /// - Returns: the parameters in all layers
    /// - Throws: `DiagnosticsError` when the task is not known, or with everything that is wrong with its files
    public func parameters(for task: String) throws -> Parameters { try parameters(for: task, schema: nil) }

    /// The parameters of a task, for a detector and a filter, as the Swift type of the task's owner.
    ///
    /// - Parameters:
    ///   - type: the type
    ///   - detector: the name of a detector, or its number; nil for what holds for all
    ///   - filter: a physical filter's name or alias, or a band that only one filter has; nil for what holds for all
    ///   - lines: settings of whoever runs the task, each `NAME=VALUE` with the value as in YAML
    /// - Returns: the task's parameters
    /// - Throws: `DiagnosticsError` with everything that is wrong with files, settings and words; what the type's `init` throws
    public func parameters<Task: TaskParameters>(
        _ type: Task.Type, detector: String? = nil, filter: String? = nil, setting lines: [String] = []
    ) throws -> Task {
        let all = try parameters(for: Task.schema.task, schema: Task.schema)
        return try Task(all.values(detector: detector, filter: filter, setting: lines))
    }
}

extension Instrument {
    /// The tasks for which the package has parameters, sorted.
    public var tasks: [String] { parameterDirectory.tasks }

    /// What the package says about a task.
    ///
    /// - Parameters:
    ///   - task: the task's name
    ///   - schema: what the task has, from the task's owner; nil for the schema that the package names
    /// - Returns: the parameters in all layers; defaults where the package says nothing of a task whose schema is given
    /// - Throws: `DiagnosticsError` when the task is not known, or with everything that is wrong with its files
    public func parameters(for task: String, schema: TaskSchema?) throws -> Parameters {
        try parameterDirectory.parameters(for: task, schema: schema)
    }
}

extension Parameters {
    static func unknown(_ task: String, of instrument: String, known: [String]) -> DiagnosticsError {
        DiagnosticsError([
            Diagnostic(
                .error, .unknownTask, at: nil, "\(instrument) has no parameters of a task '\(task)'",
                hint: DidYouMean.hint(for: task, among: known)
                    ?? (known.isEmpty ? "its package has no parameters" : "known are \(known.joined(separator: ", "))"))
        ])
    }
}
