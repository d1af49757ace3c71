internal import ObsKit
internal import ObsText

extension ConformanceCheck {
    static let embeddedCurrent = ConformanceCheck(
        "embedded-current", .identity, .error, "The list of compiled-in files is current.",
        documentation: """
            A package with a folder Embedded/ is compiled into programs; a file that was added since is missing there. \
            `obskit embed FOLDER` writes the list.
            """
    ) { subject, findings in
        guard let folder = subject.package.folder, FileSystem.isFolder(folder + "/Embedded"),
            let source = try? EmbeddedSource(folder: folder)
        else { return }
        for output in source.outputs where (try? subject.package.bytes(output.path)) != Array(output.text.utf8) {
            findings.add(at: nil, "\(folder)/\(output.path) is not current", hint: "run obskit embed \(folder)")
        }
    }
}
