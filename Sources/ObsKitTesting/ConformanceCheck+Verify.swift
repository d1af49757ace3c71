public import ObsKit
public import ObsKitConformance
internal import ObsText
internal import Synchronization
public import Testing

extension ConformanceCheck: CustomTestStringConvertible {
    /// The code and the promise.
    public var testDescription: String { "\(code): \(title)" }
}

extension ConformanceCheck {
    /// Runs the check on a linked package and records an issue for each finding, at its line of YAML.
    ///
    /// ```swift
    /// @Test(arguments: ConformanceCheck.all)
    /// func conforms(_ check: ConformanceCheck) { check.verify(MyCam()) }
    /// ```
    ///
    /// The package's folder, which has the golden headers, is the one with a package.yaml of this name in the Swift package
    /// of the test; it is used with the linked hooks.
    ///
    /// - Parameters:
    ///   - package: the package, as a program links it
    ///   - folder: the package's folder, when it is not in the Swift package of the test
    ///   - others: packages that the package extends or is installed beside
    ///   - level: findings that are less bad are not recorded
    ///   - filePath: a file of the Swift package of the test
    ///   - sourceLocation: where to record that there is no such folder, and findings without a place
    public func verify(
        _ package: any LinkedPackage, folder: String? = nil, beside others: [any LinkedPackage] = [],
        reporting level: Finding.Level = .warning, filePath: String = #filePath,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard let folder = folder ?? PackageSearch.folder(of: package.name, from: filePath) else {
            Issue.record(
                "no package.yaml of the name \(package.name) is in the Swift package of \(filePath); say folder:",
                sourceLocation: sourceLocation)
            return
        }
        verify(folder: folder, linked: [package] + others, reporting: level, sourceLocation: sourceLocation)
    }

    /// Runs the check on a package folder and records an issue for each finding, at its line of YAML.
    ///
    /// - Parameters:
    ///   - folder: the package's folder
    ///   - linked: packages that the package extends or is installed beside, and its hooks
    ///   - level: findings that are less bad are not recorded
    ///   - sourceLocation: where to record findings without a place
    public func verify(
        folder: String, linked: [any LinkedPackage] = [], reporting level: Finding.Level = .warning,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard let subject = LoadedSubjects.shared.subject(folder, linked) else {
            Issue.record("\(folder) is no camera package", sourceLocation: sourceLocation)
            return
        }
        let report = ConformanceReport(of: subject, checks: [self])
        for finding in report.findings where finding.level <= level {
            Issue.record(
                Comment(rawValue: finding.description),
                sourceLocation: finding.place.map { SourceLocation($0) } ?? sourceLocation)
        }
    }
}

extension SourceLocation {
    /// A place in a file of a camera package.
    fileprivate init(_ place: SourcePosition) {
        let name = place.file.split(separator: "/").suffix(2).joined(separator: "/")
        self.init(
            fileID: name.contains("/") ? name : "package/\(name)", filePath: place.file, line: place.line,
            column: place.column)
    }
}

/// The packages that tests of this process have loaded: each check is a test case, and a package is loaded once for all.
private final class LoadedSubjects: Sendable {
    static let shared = LoadedSubjects()

    private let loaded = Mutex<[[String]: ConformanceSubject]>([:])

    func subject(_ folder: String, _ linked: [any LinkedPackage]) -> ConformanceSubject? {
        loaded.withLock { loaded in
            let key = [folder] + linked.map(\.name)
            if let known = loaded[key] { return known }
            let catalog = InstrumentCatalog(folders: [folder], linked: linked)
            guard let package = catalog.packages.first(where: { $0.location == folder }) else { return nil }
            let subject = ConformanceSubject(package: package, catalog: catalog)
            loaded[key] = subject
            return subject
        }
    }
}
