package import ObsDocuments
internal import ObsTranslation

/// The files of a package and of its instruments, besides the files of the camera and of calibrations.
package enum InstrumentFiles {
    /// The files, in the order in which documents show them.
    package static var all: [FileFormat] {
        [PackageKeys.file, InstrumentKeys.file, FilterKeys.file, CorrectionKeys.file]
    }

    /// The files of parameters and tasks.
    package static var parameters: [FileFormat] { [ParametersKeys.file, TaskKeys.file] }
}
