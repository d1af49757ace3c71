internal import ObsCalibrations
package import ObsDocuments
internal import ObsGeometry
internal import ObsKit

/// The files of a package whose keys are described; translation.yaml has a language of its own.
package enum DescribedFiles {
    /// The files, in the order in which documents show them.
    package static var all: [FileFormat] {
        InstrumentFiles.all + CameraFiles.all + DescribedCalibrationFiles.all + InstrumentFiles.parameters
            + ConformanceFiles.all
    }
}
