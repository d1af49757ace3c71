public import ObsText
public import ObsTranslation

/// A camera package that is compiled into the program: its files, and its Swift rules.
///
/// A module of a camera has one type that conforms, and whoever uses the camera passes a value of it on:
/// `InstrumentCatalog(linked: [DECam()])`.
///
/// Implementation guidance: `files` comes from the package's C target, which `obskit embed FOLDER` writes.
/// Laws: `files` holds a package.yaml; every hook that a file of the package names is in `hooks`.
public protocol LinkedPackage: Sendable {
    /// The package's name, as in its package.yaml.
    var name: String { get }

    /// The package's files.
    var files: EmbeddedFiles { get }

    /// The package's Swift rules by name; most have none.
    var hooks: [String: TranslationHook] { get }

    /// The version of the hooks, which package.yaml requires by number.
    var hookVersion: Int { get }
}

extension LinkedPackage {
    /// No hooks.
    public var hooks: [String: TranslationHook] { [:] }

    /// The first version.
    public var hookVersion: Int { 1 }
}
