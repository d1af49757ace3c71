public import ObsCalibrations
public import ObsGeometry
public import ObsText
public import ObsTime

/// An immutable choice of everything on which answers depend: packages, editions, calibrations.
///
/// It has one hash, which every answer carries. Equal hashes mean equal answers, on every machine; a context answers the
/// same forever, whatever becomes of the registry or the packages that it was made of.
public final class PinnedContext: Sendable {
    /// A package as it was when the context was made.
    public struct Package: Hashable, Sendable {
        /// The name.
        public let name: String
        /// The version.
        public let version: String
        /// The hash of its files, without conformance/ and Swift.
        public let content: ContentHash
    }

    /// The hash of everything.
    public let hash: ContentHash
    /// The packages, by name.
    public let packages: [Package]
    /// The date of the description of each instrument's camera; the newest description in the package for all others.
    public let editions: [String: Instant]
    /// The hash of what look-ups of calibrations depend on.
    package let calibrationHash: ContentHash
    /// The datasets, collections and certifications.
    package let calibrations: CalibrationSet
    /// The collections that are searched, in order.
    public let search: [String]
    /// What answers.
    public let index: CalibrationIndex

    /// Pins what there is now.
    ///
    /// - Parameters:
    ///   - packages: the packages that descriptions come from
    ///   - editions: for each instrument, the edition of its camera; the newest when nothing is said
    ///   - calibrations: datasets, collections and certifications, from a registry or from packages
    ///   - search: the names of the collections and chains that are searched, in order
    /// - Throws: `DiagnosticsError` when a file of a package cannot be read; `CalibrationError` of an unknown collection or
    ///   dataset; `CalibrationConflict`
    package convenience init(
        packages: [InstrumentPackage], editions: [String: Edition] = [:], calibrations: CalibrationSet,
        searching search: [String]
    ) throws {
        try self.init(
            packages: try packages.map { try Package($0) },
            editions: editions.compactMapValues { edition in
                if case .asOf(let instant) = edition { instant } else { nil }
            }, calibrations: calibrations, searching: search)
    }

    /// The context of what is known already of packages and editions.
    init(
        packages: [Package], editions: [String: Instant], calibrations: CalibrationSet, searching search: [String]
    ) throws {
        self.packages = packages.sorted { $0.name < $1.name }
        self.editions = editions
        self.calibrations = calibrations
        self.search = search
        calibrationHash = try calibrations.contentHash(searching: search)
        var form = CanonicalForm()
        form.add("obskit/context/1")
        form.add(self.packages.count)
        for package in self.packages {
            for text in [package.name, package.version, package.content.description] { form.add(text) }
        }
        form.add(editions.count)
        for (instrument, date) in editions.sorted(by: { $0.key < $1.key }) {
            form.add(instrument)
            form.add(Int(date.nanoseconds))
        }
        form.add(calibrationHash.description)
        hash = ContentHash(of: form.bytes)
        index = try CalibrationIndex(calibrations, searching: search, context: hash)
    }

    /// The edition of an instrument's camera.
    public func edition(of instrument: String) -> Edition {
        editions[instrument].map { .asOf($0) } ?? .newest
    }

    /// The answer to a question; it carries the context's hash.
    ///
    /// - Parameters:
    ///   - query: the question
    ///   - tracing: whether the answer is to carry its trace
    /// - Returns: the answer
    /// - Throws: as `CalibrationIndex.answer`
    public func answer(_ query: CalibrationQuery, tracing: Bool = false) throws -> CalibrationAnswer {
        try index.answer(query, tracing: tracing)
    }
}

extension PinnedContext.Package {
    /// A package as it is now.
    ///
    /// - Throws: `DiagnosticsError` when a file of it cannot be read
    init(_ package: InstrumentPackage) throws {
        self.init(name: package.name, version: package.version, content: try package.contentHash())
    }
}

extension InstrumentPackage {
    /// The hash of the package's files, without conformance/ and Swift: of its folder and of the copy that is
    /// compiled in alike.
    ///
    /// - Throws: `DiagnosticsError` when a file cannot be read
    public func contentHash() throws -> ContentHash {
        var form = CanonicalForm()
        form.add("obskit/package-content/1")
        let paths = files.contentPaths
        form.add(paths.count)
        for path in paths {
            form.add(path)
            form.add(ContentHash(of: try files.bytes(path)).description)
        }
        return ContentHash(of: form.bytes)
    }
}

extension PackageFiles {
    /// The files that are compiled into a program, sorted.
    fileprivate var contentPaths: [String] {
        switch self {
        case .folder(let folder, _): EmbeddedSource.paths(folder).sorted()
        case .embedded(let files, _): files.paths.sorted()
        }
    }
}
