internal import ArgumentParser
internal import ObsKit
internal import ObsText

/// Whether what a command writes replaces an earlier output.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Replace an earlier output of that name; never an input, and never a file of another kind.")
    var replace = false

    /// Ends the command when one of its outputs may not be written, before anything is done.
    ///
    /// - Throws: `ExitCode` (2)
    func check(_ paths: [String], _ kind: OutputKind, inputs: @autoclosure () -> [String]) throws {
        var seen: Set<String> = []
        for path in paths {
            guard seen.insert(path).inserted else {
                Report.error(
                    .fileExists, "\(path) would be written twice", hint: "choose one detector, and name its file")
                throw ExitStatus.wrongCall.code
            }
            try Report.orExit(.wrongCall) {
                try Overwriting.check(path, kind, replacing: replace, inputs: inputs())
            }
        }
    }
}

extension CatalogOptions {
    /// The files that are read for packages, so that no output takes their place.
    var inputs: [String] {
        packages.flatMap { folder in FileSystem.paths(under: folder).map { "\(folder)/\($0)" } } + allCorrections
    }
}

extension RegistryOptions {
    /// The files of the registry.
    var inputs: [String] { ["", "-wal", "-shm"].map { path + $0 } }
}
