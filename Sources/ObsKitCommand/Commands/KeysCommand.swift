internal import ArgumentParser
internal import ObsDocuments
internal import ObsKitConformance
internal import ObsText

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "The keys of the files of a package, or of some of them.",
        discussion: "Documentation/PackageFiles.md has examples; translation.yaml is a language of its own.")

    @Argument(help: ArgumentHelp("Files such as filters.yaml; all when none is named.", valueName: "file"))
    var files: [String] = []

    @Flag(help: ArgumentHelp("Write the sections of PackageFiles.md.", visibility: .hidden))
    var document = false

    @Flag(help: ArgumentHelp("Write the JSON schemas of the files, one on a line.", visibility: .hidden))
    var schemas = false

    @OptionGroup var report: ReportOptions

    private static let known = DescribedFiles.all

    func validate() throws {
        let names = Self.known.map(Self.name)
        for file in files where !names.contains(file) && !Self.known.contains(where: { $0.name == file }) {
            let hint = DidYouMean.hint(for: file, among: names)
            throw ValidationError("There is no file \(file) to describe; \(hint ?? "obskit keys lists what there is.")")
        }
    }

    func run() throws {
        if document { return Output.document(Array(FormatDocument(Self.known).markdown.utf8)) }
        if schemas { return Output.document(Array(Self.known.map { $0.jsonSchema + "\n" }.joined().utf8)) }
        if files.isEmpty {
            return Output.result(TextTable.text(Self.known.map { [Self.name($0), $0.path, $0.about] }))
        }
        for file in Self.known where files.contains(Self.name(file)) || files.contains(file.name) {
            Output.line("\(file.path): \(file.about)")
            Self.write(file.root)
            for format in file.root.inner where format !== file.root {
                Output.line("")
                Output.line("\(format.title): \(format.about)")
                Self.write(format)
            }
        }
    }

    /// The name of a file without its folders; of files that a package names itself, their sort.
    private static func name(_ file: FileFormat) -> String {
        let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
        return name.contains("<") ? file.name : name
    }

    private static func write(_ format: MappingFormat) {
        Output.result(
            TextTable.text(
                format.keys.map { key in
                    let whenAbsent = format.needs(key) ? "required" : key.whenAbsent.map { "else \($0)" } ?? ""
                    return ["  \(key.name)", key.values { $0.title }, whenAbsent, key.about]
                }))
    }
}
