internal import ObsDECam
public import ObsKit

/// The camera packages that ObsKit itself maintains.
public enum ReferenceCameras {
    /// All of them, to link into a program: `InstrumentCatalog(linked: ReferenceCameras.all)`.
    public static var all: [any LinkedPackage] { [DECam()] }
}
