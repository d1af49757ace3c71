internal import CObsKit
internal import ObsKit
internal import ObsText
internal import ReferenceCameras

/// What is behind an obk_catalog.
final class Catalog: HandleObject {
    static let kind = HandleKind.catalog

    let instruments: InstrumentCatalog
    /// The names of the instruments, in order of precedence.
    let names: TextBlock
    private let places: [String: Int]

    /// Makes a catalog of the library's cameras and what the caller named.
    ///
    /// - Throws: `DiagnosticsError` when a folder that was named holds no package, or a file of corrections is wrong
    init(packages: [String], corrections: [String], ignoresEnvironment: Bool) throws {
        let corrections = ignoresEnvironment ? corrections : InstrumentCatalog.correctionFiles(naming: corrections)
        let instruments = InstrumentCatalog(
            path: ignoresEnvironment ? PackageSearchPath(packages) : .ofLibrary(naming: packages),
            linked: ReferenceCameras.all, correctionFiles: corrections)
        let empty = packages.filter { folder in !instruments.found.contains { $0.place?.folder == folder } }
        guard empty.isEmpty else {
            throw DiagnosticsError(
                empty.map { folder in
                    Diagnostic(
                        .error, .init(rawValue: "missing-package"), at: nil, "there is no camera package in \(folder)",
                        hint: "a package is a folder with a package.yaml")
                })
        }
        try InstrumentCatalog.checkCorrections(corrections)
        self.instruments = instruments
        names = TextBlock(instruments.instrumentNames)
        places = Dictionary(uniqueKeysWithValues: instruments.instrumentNames.enumerated().map { ($1, $0) })
    }

    /// The name of an instrument in memory that lives as long as the catalog.
    func lentName(_ name: String) -> UnsafePointer<CChar>? {
        unsafe places[name].flatMap { unsafe names[$0] }
    }

    /// A package by its name, or by the name of one of its instruments.
    ///
    /// - Throws: `CallError` (`OBK_NOT_FOUND`)
    func package(named name: String) throws(CallError) -> InstrumentPackage {
        if let package = instruments.packages.first(where: { $0.name == name || $0.instrumentNames.contains(name) }) {
            return package
        }
        throw CallError(
            .notFound, "missing-package", "no package, and no instrument, is named '\(name)'",
            hint: DidYouMean.hint(for: name, among: instruments.packages.map(\.name) + instruments.instrumentNames)
                ?? "obk_catalog_json lists the packages")
    }
}
