import ObsKit
import ObsMyCamEmbedded

/// The camera package of MyCam, linked into a program.
public struct MyCam: LinkedPackage {
    /// The package.
    public init() {}

    /// The package's name.
    public let name = "MyCam"

    /// The package's files.
    public var files: EmbeddedFiles { EmbeddedFiles(table: obs_mycam_files, count: obs_mycam_file_count) }

    /// What the rule language cannot say: the name of the target, read backwards.
    public var hooks: [String: TranslationHook] {
        [
            "backwards": TranslationHook { context in
                guard case .string(let text)? = context.header["OBJECT"] else { return .none }
                return .value(.text(String(text.reversed())))
            }
        ]
    }
}
