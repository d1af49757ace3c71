public import ObsText

extension FileTranslation {
    /// What could not be read, or is missing in the file, beside the observations that it has.
    public var losses: [Diagnostic] {
        observations.isEmpty ? [] : diagnostics.filter { $0.severity == .error }
    }

    /// The observations, with what is doubtful about the file as a whole among the diagnostics of each.
    ///
    /// Their statuses then say how sound they are.
    package var judgedObservations: [HeaderObservation] {
        let doubtful = diagnostics.filter { $0.severity != .error }
        return observations.map { observation in
            var judged = observation
            for diagnostic in doubtful { judged.report.add(diagnostic) }
            return judged
        }
    }
}
