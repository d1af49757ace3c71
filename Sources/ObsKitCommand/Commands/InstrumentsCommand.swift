internal import ArgumentParser
internal import ObsDocuments
internal import ObsKit
internal import ObsText

struct InstrumentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "instruments", abstract: "The instruments that are known, and where their packages are.",
        discussion: """
            With --explain, the places where packages are searched, in order of precedence, and every package in them: of packages \
            of one name the first is used.
            """)

    @OptionGroup var cameras: CatalogOptions

    @Flag(help: "Say where packages were searched, what was found there, and which of two of one name is used.")
    var explain = false

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    @OptionGroup var report: ReportOptions

    func run() throws {
        let catalog = cameras.unreportedCatalog()
        switch format {
        case .text: Output.result(explain ? Self.search(catalog) : Self.list(catalog))
        case .json: Output.json(Self.json(catalog))
        }
        Report.print(catalog.diagnostics.filter { !explain || $0.severity != .note })
        if catalog.instrumentNames.isEmpty { throw ExitStatus.nothingDone.code }
        if catalog.hasErrors { throw ExitStatus.problems.code }
    }

    /// The places that are searched, every package that was found, and the instruments.
    private static func json(_ catalog: InstrumentCatalog) -> [UInt8] {
        JSONOutput.document { writer in
            writer.beginObject()
            writer.member("schema", "obskit/instrument-list/1")
            writer.key("instruments")
            writer.beginArray()
            for package in catalog.packages {
                for name in package.instrumentNames {
                    writer.beginObject()
                    writer.member("instrument", name)
                    writer.member("package", package.name)
                    writer.member("version", "\(package.version)")
                    writer.member("location", package.location)
                    writer.endObject()
                }
            }
            writer.endArray()
            writer.key("packages")
            writer.beginArray()
            for found in catalog.found {
                writer.beginObject()
                writer.member("package", found.name)
                writer.member("version", found.version)
                writer.member("location", found.location)
                writer.member("origin", found.place?.origin.rawValue ?? "in the program")
                writer.member("state", word(found.state))
                if case .shadowed(let other) = found.state { writer.member("shadowed_by", other) }
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
    }

    private static func word(_ state: FoundPackage.State) -> String {
        switch state {
        case .used: "used"
        case .shadowed: "shadowed"
        case .broken: "broken"
        }
    }

    private static func list(_ catalog: InstrumentCatalog) -> String {
        let rows = catalog.packages.flatMap { package in
            package.instrumentNames.map { [$0, "\(package.name) \(package.version)", package.location] }
        }
        return TextTable.text(rows)
    }

    /// The places in order of precedence, each with the packages in it.
    private static func search(_ catalog: InstrumentCatalog) -> String {
        var lines: [String] = []
        func list(_ place: PackageSearchPath.Place?) {
            let found = catalog.found.filter { $0.place == place }
            let rows = found.map { package in
                let instruments = catalog.packages.first { $0.location == package.location }?.instrumentNames ?? []
                return [
                    "   \(package.name)", package.version ?? "?", words(package.state, instruments), package.location,
                ]
            }
            lines += TextTable.lines(rows)
        }
        for (number, place) in catalog.searchPath.places.enumerated() {
            let isThere = FileSystem.isFolder(place.folder)
            lines.append(
                "\(number + 1). \(place.origin.rawValue): \(place.folder)\(isThere ? "" : " (no such folder)")")
            list(place)
        }
        lines.append("\(catalog.searchPath.places.count + 1). in the program")
        list(nil)
        return lines.map { $0 + "\n" }.joined()
    }

    private static func words(_ state: FoundPackage.State, _ instruments: [String]) -> String {
        switch state {
        case .used where instruments.isEmpty: "used by packages that extend it"
        case .used where instruments.count > 4:
            "used: \(instruments.prefix(3).joined(separator: ", ")) and \(instruments.count - 3) more"
        case .used: "used: \(instruments.joined(separator: ", "))"
        case .shadowed(let other): "not used: \(other) comes first"
        case .broken: "not used: it cannot be read"
        }
    }
}
