public import ObsText

/// Why a registry did not do what it was asked to; nothing of the call was done.
///
/// The message says what was found, what was expected and what to do.
public struct RegistryError: ObsError, Hashable {
    /// A stable name of a kind of failure; other modules may add their own.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The name, as it is printed and compared.
        public let rawValue: String

        /// A code with the given name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// There is no file at the path.
        public static let noSuchRegistry = Self(rawValue: "no-such-registry")
        /// There is a file already where a registry shall be made.
        public static let registryExists = Self(rawValue: "registry-exists")
        /// The file is no SQLite database, or is damaged.
        public static let notADatabase = Self(rawValue: "not-a-database")
        /// The file is an SQLite database of somebody else.
        public static let notARegistry = Self(rawValue: "not-a-registry")
        /// The registry was written by a newer ObsKit.
        public static let newerSchema = Self(rawValue: "newer-schema")
        /// The registry was written by an older ObsKit, and may not be brought up to date since it is opened for reading; or
        /// another process did so while it was read.
        public static let olderSchema = Self(rawValue: "older-schema")
        /// The registry was written by an older ObsKit, and what is in it cannot be brought up to date.
        public static let migrationFailed = Self(rawValue: "migration-failed")
        /// The file or its folder cannot be written.
        public static let readOnly = Self(rawValue: "read-only")
        /// The file or its folder cannot be read.
        public static let unreadable = Self(rawValue: "unreadable")
        /// The disk is full, or the file has the largest size that is allowed.
        public static let diskFull = Self(rawValue: "disk-full")
        /// Another process or thread held the registry longer than the time allowed for waiting.
        public static let busy = Self(rawValue: "busy")
        /// The task that made the call was cancelled, or somebody called `Registry.interrupt()`.
        public static let cancelled = Self(rawValue: "cancelled")
        /// The registry was closed before.
        public static let closed = Self(rawValue: "closed")
        /// The registry was opened before the process was forked.
        public static let usedAfterFork = Self(rawValue: "used-after-fork")
        /// SQLite is not there, or cannot hold a registry.
        public static let noSQLite = Self(rawValue: "no-sqlite")
        /// Tables, indexes or triggers are not those of their version, so that the rules would not hold for what is written.
        public static let changedTables = Self(rawValue: "changed-tables")
        /// Something in the file contradicts the schema.
        public static let damaged = Self(rawValue: "damaged")
        /// The registry has no instrument of this name.
        public static let unknownInstrument = Self(rawValue: "unknown-instrument")
        /// The registry holds several instruments, and the call does not say which is meant.
        public static let severalInstruments = Self(rawValue: "several-instruments")
        /// The keys of a kind cannot change, since datasets are stored under them.
        public static let kindInUse = Self(rawValue: "kind-in-use")
        /// A kind of an import is another one in the registry.
        public static let kindDiffers = Self(rawValue: "kind-differs")
        /// The path of a dataset's file leaves the folder of the files.
        public static let pathLeavesFolder = Self(rawValue: "path-leaves-folder")
        /// The file of a dataset is not there.
        public static let missingFile = Self(rawValue: "missing-file")
        /// The file of a dataset has another size or checksum.
        public static let changedFile = Self(rawValue: "changed-file")
        /// A collection cannot be removed, since it has certifications or is in a chain.
        public static let collectionInUse = Self(rawValue: "collection-in-use")
        /// There is another dataset of the same id.
        public static let datasetExists = Self(rawValue: "dataset-exists")
        /// A dataset cannot be removed, since it is certified.
        public static let datasetCertified = Self(rawValue: "dataset-certified")
        /// A constraint of the tables refuses a change; the library says more wherever it can.
        public static let refused = Self(rawValue: "refused")
        /// SQLite failed in a way for which there is no other code.
        public static let sqlite = Self(rawValue: "sqlite")
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

    /// The message, followed by the code in brackets.
    public var description: String { "\(message) [\(code.rawValue)]" }
}
