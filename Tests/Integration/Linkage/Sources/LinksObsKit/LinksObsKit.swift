import ObsKit
import ReferenceCameras

/// What a pipeline is: a program that links ObsKit and its cameras.
@main
struct LinksObsKit {
    static func main() {
        for name in InstrumentCatalog(linked: ReferenceCameras.all).instrumentNames { print(name) }
    }
}
