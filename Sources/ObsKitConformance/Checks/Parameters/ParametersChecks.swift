internal import ObsKit

extension ConformanceCheck {
    /// The checks of parameters.
    static let parameters: [ConformanceCheck] = [parametersExplained, parametersEffective, parametersNotMeasured]
}

extension ConformanceSubject.CheckedInstrument {
    /// What the package says about each of its tasks, as far as it can be read.
    var parameters: [Parameters] { instrument.tasks.compactMap { try? instrument.parameters(for: $0) } }
}
