import ObsKit
import ReferenceCameras

/// What a pipeline is: a program that links ObsKit and its cameras.
///
/// It is the example of the README.
@main
struct LinksObsKit {
    static func main() throws {
        let catalog = InstrumentCatalog(linked: ReferenceCameras.all)
        for file in CommandLine.arguments.dropFirst() {
            for observation in try catalog.open(file: file).translate().observations {
                let info = observation.report.info
                print(observation.instrument, info.detectorUniqueName ?? "-", info.exposureTime ?? 0)
                for failure in observation.report.failures { print("no \(failure.property): \(failure.summary)") }
            }
        }
    }
}
