public import ObsText

/// How sound an observation is.
public enum ObservationStatus: String, Sendable, Hashable, CaseIterable {
    /// Every value that the header should give is there; a value may be a default, and the flags say so.
    case ok
    /// It can be used, and somebody should look: a property failed that is not required, or there is a warning.
    case flawed
    /// A required property failed, or the header contradicts itself so that it cannot be right.
    case failed
}

extension ObservationProperty {
    /// The properties without which a data repository cannot take an exposure.
    ///
    /// These are required of an observation unless `required:` of the package's translation.yaml names others.
    package static let requiredByDefault: Set<ObservationProperty> = [
        .instrument, .exposureID, .observationID, .observationType, .physicalFilter, .exposureGroup, .observingDay,
        .exposureTimeRequested, .datetimeBegin, .datetimeEnd, .detectorNum, .detectorExposureID,
    ]
}

extension TranslationReport {
    /// How sound the observation is, by the properties that failed and by the diagnostics.
    ///
    /// A required property that the package says is null has not failed.
    public var status: ObservationStatus {
        if lacksRequired || diagnostics.contains(where: { $0.severity == .error }) { return .failed }
        if !isComplete || hasFallback || diagnostics.contains(where: { $0.severity == .warning }) { return .flawed }
        return .ok
    }

    /// What failed and why: a diagnostic for each reason, with all properties that it keeps from having a value.
    ///
    /// It is an error where a required property is among them, else a warning.
    public var failureDiagnostics: [Diagnostic] {
        failureGroups.compactMap { group in
            guard let first = group.first else { return nil }
            let names = group.map(\.property)
            let isNeeded = names.contains { ObservationProperty(name: $0).map(isRequired) ?? false }
            // The property comes first from which the others follow, if it is one.
            let others = first.root == nil && names.count > 1
            let text =
                others
                ? "no \(first.property), and so no \(names.dropFirst().joined(separator: ", "))"
                : "no \(names.joined(separator: ", "))"
            return Diagnostic(isNeeded ? .error : .warning, .noValue, at: nil, "\(text): \(first.summary)")
        }
    }
}

extension Diagnostic.Code {
    /// A property has no value though it should.
    package static let noValue = Self(rawValue: "no-value")
}
