internal import ObsDocuments
internal import ObsGeometry
internal import ObsText
package import ObsTime

extension CameraHistory {
    /// Reads a camera that stands by itself, outside a package.
    ///
    /// - Parameter path: a folder with focal-plane.yaml and, if they are there, sensors.yaml and history.yaml; or one file with the
    ///   focal plane and its sensors
    /// - Throws: `DiagnosticsError` with everything that is wrong with the files
    package convenience init(path: String) throws {
        let folder =
            FileSystem.isFolder(path) ? PackageFiles.folder(path.hasSuffix("/") ? String(path.dropLast()) : path) : nil
        let problems = Problems()
        func document(_ name: String) throws -> Document {
            let document = try folder?.document(name) ?? Document.read(path: name)
            problems.report(document.duplicateKeys)
            if let base = document.root["extends"] {
                problems.error(
                    .missingBase, at: base, "a camera outside a package extends nothing",
                    hint: "name the package's folder")
            }
            return document
        }
        func optional(_ name: String) throws -> Document? {
            folder?.exists(name) == true ? try document(name) : nil
        }
        let plane = try document(folder == nil ? path : "focal-plane.yaml")
        let (sensors, history) = (try optional("sensors.yaml"), try optional("history.yaml"))
        try problems.throwIfErrors()
        try self.init(focalPlane: plane, sensors: sensors.map { [$0] } ?? [], history: history)
    }

    /// Whether a folder or file holds a camera by itself.
    ///
    /// - Parameter path: a folder or file
    /// - Returns: whether it does
    package static func isCamera(_ path: String) -> Bool {
        FileSystem.isFile(path)
            || FileSystem.isFile(path + "/focal-plane.yaml") && !FileSystem.isFile(path + "/package.yaml")
    }

    /// An instant at which the newest version of the description holds.
    package var newestInstant: Instant {
        let dates = entries.flatMap { [$0.validity.begin, $0.validity.end] }.compactMap(\.self)
        return dates.max() ?? Instant(nanosecondsTAI: 0)
    }
}
