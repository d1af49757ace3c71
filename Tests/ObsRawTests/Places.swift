import Foundation
import ObsKit
import ObsRaw
import ReferenceCameras
import TestSupport

/// What the tests work on.
enum Places {
    /// The instruments of this repository.
    static let catalog = InstrumentCatalog(linked: ReferenceCameras.all)

    /// The golden raw layouts of all packages.
    static let goldenRaws: [String] = ["DECam", "HSC", "LSST", "MegaPrime"].flatMap { package in
        let folder = "\(Repository.root.path)/Cameras/\(package)/conformance/raw"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
    }

    /// A file of the corpus.
    static func corpus(_ name: String) -> String { (Corpus.folder?.path ?? "") + "/" + name }
}
