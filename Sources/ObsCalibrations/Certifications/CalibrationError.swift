public import ObsText

/// Why something with calibrations could not be done.
///
/// The message says what was found, what was expected and what to do. Conflicts and look-ups without an answer have types
/// of their own: `CalibrationConflict`, `CalibrationMiss`.
public struct CalibrationError: ObsError, Hashable {
    /// A stable name of a kind of failure; other modules may add their own.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The name, as it is printed and compared.
        public let rawValue: String

        /// A code with the given name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Two certifications that would answer the same exposure.
        public static let conflict = Code(rawValue: "calibration-conflict")
        /// Nothing answers a look-up.
        public static let miss = Code(rawValue: "calibration-miss")
        /// Two datasets of one collection answer a look-up.
        public static let ambiguous = Code(rawValue: "calibration-ambiguous")
        /// There is no such kind.
        public static let unknownKind = Code(rawValue: "unknown-calibration-kind")
        /// There is no such collection.
        public static let unknownCollection = Code(rawValue: "unknown-collection")
        /// A collection of the name exists.
        public static let collectionExists = Code(rawValue: "collection-exists")
        /// Chains contain each other, or a chain names a collection twice.
        public static let circularChain = Code(rawValue: "circular-chain")
        /// The collection is of a form that does not allow this.
        public static let wrongCollection = Code(rawValue: "wrong-collection")
        /// There is no such dataset.
        public static let unknownDataset = Code(rawValue: "unknown-dataset")
        /// The keys are not those of the kind.
        public static let badKeys = Code(rawValue: "bad-calibration-keys")
        /// A certification is for other keys than those that its dataset was made for.
        public static let otherKeys = Code(rawValue: "other-calibration-keys")
        /// A query does not give a key by which the kind is selected.
        public static let missingKey = Code(rawValue: "missing-calibration-key")
        /// A query gives a key that the kind does not know.
        public static let unknownKey = Code(rawValue: "unknown-calibration-key")
        /// A date is before 1970 or after 2100.
        public static let dateOutOfRange = Code(rawValue: "calibration-date-out-of-range")
        /// An interval is empty or inverted.
        public static let emptyValidity = Code(rawValue: "empty-validity")
        /// An interval without a begin or end where the kind's policy needs one.
        public static let openInterval = Code(rawValue: "open-interval")
        /// A change that nothing can be done for: no certification is of the dataset.
        public static let notCertified = Code(rawValue: "not-certified")
    }

    /// The kind of failure.
    public let code: Code
    /// What was found, what was expected and what to do.
    public let message: String

    /// An error with a code and a message.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// A certification hands a dataset to exposures that it was not made for.
    package static func otherKeys(_ row: Certification, of dataset: CalibrationDataset) -> CalibrationError {
        CalibrationError(
            .otherKeys,
            "dataset \(dataset.id) is of \(dataset.keys), and the certification is for \(row.keys), which is another one; "
                + "certify it for its own keys, or say that it is shared (\"shared\": true in an export)")
    }

    /// The message, followed by the code in brackets.
    public var description: String { "\(message) [\(code.rawValue)]" }
}
