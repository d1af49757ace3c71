internal import ObsCalibrations
internal import ObsDocuments
internal import ObsText

extension CalibrationFiles {
    /// The files of a folder on disk, and of the folders in it; links are not followed.
    ///
    /// - Throws: `DiagnosticsError` when there is no such folder
    package init(folder: String) throws {
        guard FileSystem.isFolder(folder) else {
            throw DiagnosticsError([
                Diagnostic(.error, .unreadable, at: nil, "there is no folder '\(folder)'", hint: "check the path")
            ])
        }
        self.init(name: folder, paths: FileSystem.paths(under: folder)) { try FileBytes.read(folder + "/" + $0) }
    }
}
