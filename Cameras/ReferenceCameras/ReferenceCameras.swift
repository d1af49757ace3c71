internal import ObsDECam
internal import ObsHSC
public import ObsKit
internal import ObsLSST
internal import ObsMegaPrime
internal import ObsSDSS
internal import ObsStarTrackers
internal import ObsSuprimeCam

/// The camera packages that ObsKit itself maintains.
public enum ReferenceCameras {
    /// All of them, to link into a program: `InstrumentCatalog(linked: ReferenceCameras.all)`.
    public static var all: [any LinkedPackage] {
        [DECam(), HSC(), LSST(), MegaPrime(), SDSS(), SuprimeCam(), StarTrackers()]
    }
}
