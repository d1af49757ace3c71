internal import ObsDocuments
internal import ObsText

/// The source that compiles a package's files into a program: a table in C, and the Swift type that a program links.
package struct EmbeddedSource {
    /// The files to write, by their paths in the package's folder.
    package let outputs: [(path: String, text: String)]

    /// The first line of what is made, as a comment.
    static let mark = "Made by 'obskit embed'; do not edit."

    /// The source for a package folder.
    ///
    /// Taken in is what translation, cameras, parameters and look-ups need: YAML and tables, but nothing of conformance/.
    /// The folder calibrations/ comes as a whole, so that the copy answers as the folder does.
    ///
    /// The Swift type stands in Hooks/ where the package has rules in Swift, else in Linked/. A package that names no instruments is
    /// a base for others, and has no type.
    ///
    /// - Throws: `DiagnosticsError` when the folder is no package
    package init(folder: String) throws {
        let package = try PackageFiles.folder(folder).document("package.yaml")
        let problems = Problems()
        guard let name = package.root["name"]?.string(problems) else {
            problems.error(.missingKey, at: package.root, "the package has no name", hint: "write name: NAME")
            throw DiagnosticsError(problems.sorted)
        }
        let stem = "obs_" + Self.identifier(name.lowercased())
        let paths = Self.paths(folder)
        for path in paths
        where path.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
            problems.error(
                .unwritable, at: nil, "\(folder)/\(path): the name cannot stand in C source",
                hint: "take quotation marks, backslashes and control characters out of it")
        }
        for path in paths where !FileSystem.isInside(folder + "/" + path, folder) {
            problems.error(
                .leavesPackage, at: nil,
                "\(folder)/\(path) leads out of the package by a link, so it is not compiled in",
                hint: "put the file itself into the package")
        }
        let weight = paths.filter { ("/" + $0).contains("/calibrations/") }.reduce(0) { sum, path in
            sum + ((try? FileBytes.read(folder + "/" + path).count) ?? 0)
        }
        if weight > Self.largestCalibrations {
            problems.error(
                .unwritable, at: nil,
                "\(folder): the calibrations have \(weight) bytes; at most \(Self.largestCalibrations) are compiled in",
                hint: "register the large ones: obskit calib import curated")
        }
        try problems.throwIfErrors()
        let table = Self.outputs(stem, in: "Embedded/", paths.map { ($0, "../" + $0) })
        let hasInstruments = package.root["instruments"].map { !$0.elements.isEmpty } ?? false
        let hasHooks = FileSystem.names(in: folder + "/Hooks")?.contains { $0.hasSuffix(".swift") } ?? false
        outputs = table + (hasInstruments ? [Self.type(of: name, stem, in: hasHooks ? "Hooks/" : "Linked/")] : [])
    }

    /// The source for all files of a folder, also those that a program does not need.
    ///
    /// - Parameters:
    ///   - folder: the folder
    ///   - way: how the folder is reached from the source's folder, as `../../Cameras/Template`
    ///   - stem: what the names of C begin with
    package init(allOf folder: String, reachedBy way: String, stem: String) {
        let paths = PackageLayout.files(in: folder, skipping: { _ in false }, where: { _ in true })
        outputs = Self.outputs(stem, in: "", paths.map { ($0, way + "/" + $0) })
    }

    /// The source for the golden headers and the detections of all packages of a folder that are compiled in, which the conformance
    /// kit has.
    ///
    /// - Parameters:
    ///   - folder: a folder of package folders
    ///   - way: how the folder is reached from the source's folder, as `../../Cameras`
    package init(goldenHeadersIn folder: String, reachedBy way: String) {
        let inside = InstrumentPackage.goldenHeadersFolder
        let paths = (FileSystem.names(in: folder) ?? []).filter { FileSystem.isFolder(folder + "/" + $0 + "/Embedded") }
            .flatMap { package in
                let headers = (FileSystem.names(in: "\(folder)/\(package)/\(inside)") ?? [])
                    .filter { $0.hasSuffix(".yaml") }.map { "\(package)/\(inside)/\($0)" }
                return headers
                    + Self.paths(folder + "/" + package).filter { ("/" + $0).hasSuffix("/instrument.yaml") }
                    .map { "\(package)/\($0)" }
            }
        outputs = Self.outputs("obs_golden_header", in: "", paths.map { ($0, way + "/" + $0) })
    }

    /// A table of files: their paths in it, and where the compiler finds them.
    private static func outputs(
        _ stem: String, in folder: String, _ files: [(path: String, source: String)]
    ) -> [(path: String, text: String)] {
        let guardName = "\(stem)_files_h".uppercased()
        let header = """
            // \(mark)
            #ifndef \(guardName)
            #define \(guardName)

            #include <obs_embedded.h>

            extern const struct obs_embedded_file *const \(stem)_files;
            extern const size_t \(stem)_file_count;

            #endif

            """
        var source = "// \(mark)\n#include \"\(stem)_files.h\"\n\n"
        for (index, file) in files.enumerated() {
            source += "static const unsigned char file_\(index)[] = {\n#embed \"\(file.source)\"\n};\n"
        }
        source += "\nstatic const struct obs_embedded_file table[] = {\n"
        for (index, file) in files.enumerated() {
            source += "    {\"\(file.path)\", file_\(index), sizeof file_\(index)},\n"
        }
        source += """
            };

            const struct obs_embedded_file *const \(stem)_files = table;
            const size_t \(stem)_file_count = sizeof table / sizeof table[0];

            """
        return [(folder + "embedded.c", source), ("\(folder)include/\(stem)_files.h", header)]
    }

    /// The Swift type that a program links.
    private static func type(of name: String, _ stem: String, in folder: String) -> (path: String, text: String) {
        let type = identifier(name)
        let text = """
            // \(mark)
            internal import Obs\(type)Embedded
            public import ObsKit

            /// The camera package \(name), linked into a program: `InstrumentCatalog(linked: [\(type)()])`.
            public struct \(type): LinkedPackage {
                /// The package.
                public init() {}

                /// The package's name.
                public let name = "\(name)"

                /// The package's files.
                public var files: EmbeddedFiles {
                    unsafe EmbeddedFiles(table: \(stem)_files, count: \(stem)_file_count)
                }
            }

            """
        return ("\(folder)\(type).swift", text)
    }

    /// A name as C and Swift can have it: what is no letter, digit or underscore of ASCII is an underscore.
    private static func identifier(_ name: String) -> String {
        String(decoding: name.utf8.map { isNameByte($0) ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
    }

    /// Whether a byte can stand in a name of C.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
    }

    /// The most that may lie in folders calibrations/: what weighs more belongs in a registry.
    private static let largestCalibrations = 1 << 20

    /// The files of a package that are compiled in, by their paths in its folder.
    static func paths(_ folder: String) -> [String] {
        PackageLayout.files(in: folder) { path in
            PackageLayout.otherFolders.contains { path == $0 || path.hasSuffix("/" + $0) }
        } where: { name in
            [".yaml", ".tsv", ".csv", ".ecsv"].contains { name.hasSuffix($0) }
        }
    }
}
