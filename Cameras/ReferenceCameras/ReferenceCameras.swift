internal import ObsDECam
internal import ObsHSC
public import ObsKit
internal import ObsLSST
internal import ObsMegaPrimeEmbedded
internal import ObsSDSSEmbedded
internal import ObsStarTrackersEmbedded
internal import ObsSuprimeCamEmbedded

/// The camera packages that ObsKit itself maintains.
public enum ReferenceCameras {
    /// All of them, to link into a program: `InstrumentCatalog(linked: ReferenceCameras.all)`.
    public static var all: [any LinkedPackage] {
        unsafe [
            DECam(), HSC(), LSST(),
            DataPackage(name: "MegaPrime", EmbeddedFiles(table: obs_megaprime_files, count: obs_megaprime_file_count)),
            DataPackage(name: "SDSS", EmbeddedFiles(table: obs_sdss_files, count: obs_sdss_file_count)),
            DataPackage(
                name: "SuprimeCam", EmbeddedFiles(table: obs_suprimecam_files, count: obs_suprimecam_file_count)),
            DataPackage(
                name: "StarTrackers", EmbeddedFiles(table: obs_startrackers_files, count: obs_startrackers_file_count)),
        ]
    }
}

/// A package without any Swift, which is a folder of files and nothing else.
private struct DataPackage: LinkedPackage {
    let name: String
    let files: EmbeddedFiles

    init(name: String, _ files: EmbeddedFiles) {
        self.name = name
        self.files = files
    }
}
