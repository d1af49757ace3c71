import Foundation
import ObsTranslation
import Testing

/// The files of this repository and of the corpus that OBSKIT_CORPUS names.
enum Places {
    /// The root of the repository, from the place of this file.
    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// The folders of the packages, but those of which nothing is read.
    static let packages = ["DECam", "HSC", "LSST", "MegaPrime", "SDSS", "StarTrackers", "SuprimeCam"]

    static func package(_ name: String) -> String { "\(repository)/Cameras/\(name)" }

    /// The golden headers of all packages: package and file.
    static let goldenHeaders: [GoldenFile] = packages.flatMap { package in
        names(in: "\(Self.package(package))/conformance/headers", ending: ".yaml").map {
            GoldenFile(package: package, name: $0)
        }
    }

    static func names(in folder: String, ending: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(ending) }.sorted()
    }

    /// The corpus; nil when the variable is not set.
    static let corpus = ProcessInfo.processInfo.environment["OBSKIT_CORPUS"]

    /// Pairs of a file of the corpus and what the peer makes of it.
    static let expectations: [Expectation] = {
        guard let corpus else { return [] }
        return names(in: "\(corpus)/expected", ending: ".json").map {
            Expectation(source: "\(corpus)/headers/\($0)", expected: "\(corpus)/expected/\($0)")
        }
            + names(in: "\(corpus)/expected_raw", ending: ".json").map {
                Expectation(source: "\(corpus)/raw/\($0.dropLast(5))", expected: "\(corpus)/expected_raw/\($0)")
            }
    }()
}

/// A golden header of a package.
struct GoldenFile: CustomTestStringConvertible, Sendable {
    let package: String
    let name: String
    var path: String { "\(Places.package(package))/conformance/headers/\(name)" }
    var testDescription: String { "\(package)/\(name)" }
}

/// A file of the corpus, and the file with the peer's answer.
struct Expectation: CustomTestStringConvertible, Sendable {
    let source: String
    let expected: String
    var name: String { URL(fileURLWithPath: expected).lastPathComponent }
    var testDescription: String { name }
}

/// The properties in which ObsKit deliberately differs, by header: Documentation/deviations.txt.
struct Deviations {
    private var byHeader: [String: [String: String]] = [:]

    init() throws {
        let text = try String(contentsOfFile: "\(Places.repository)/Documentation/deviations.txt", encoding: .utf8)
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: " ", maxSplits: 3)
            byHeader[String(parts[0]), default: [:]][String(parts[1])] = String(parts[2])
        }
    }

    /// By property, ObsKit's value as text.
    func of(_ header: String) -> [String: String] { byHeader[header] ?? [:] }
}
