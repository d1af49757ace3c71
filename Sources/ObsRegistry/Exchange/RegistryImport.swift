public import ObsCalibrations
public import ObsText

/// What an import brought, and what it did not.
public struct RegistryImport: Hashable, Sendable {
    /// How many of something came.
    public struct Count: Hashable, Sendable {
        /// Those that are new.
        public var added = 0
        /// Those that were there already.
        public var unchanged = 0
    }

    /// Something that contradicts what is in the registry.
    public struct Conflict: Hashable, Sendable, CustomStringConvertible {
        /// The stable name of what is wrong.
        public let code: String
        /// Both sides, and what to do.
        public let message: String

        /// The message, followed by the code in brackets.
        public var description: String { message.hasSuffix("]") ? message : "\(message) [\(code)]" }
    }

    /// The kinds.
    public var kinds = Count()
    /// The collections.
    public var collections = Count()
    /// The datasets.
    public var datasets = Count()
    /// The certifications.
    public var certifications = Count()
    /// What contradicts the registry and was left out.
    public var conflicts: [Conflict] = []
}

/// An import that was refused as a whole, since parts of it contradict what is in the registry.
public struct RegistryImportConflicts: ObsError, Hashable {
    /// What would have come, and all conflicts.
    public let found: RegistryImport

    /// That of the first conflict.
    public var code: CalibrationError.Code { .init(rawValue: found.conflicts.first?.code ?? "calibration-conflict") }
    /// The conflicts, one on a line.
    public var message: String { found.conflicts.map(\.description).joined(separator: "\n") }
    /// One for each conflict.
    public var diagnostics: [Diagnostic] {
        found.conflicts.map { Diagnostic(.error, .init(rawValue: $0.code), at: nil, $0.description) }
    }
}
