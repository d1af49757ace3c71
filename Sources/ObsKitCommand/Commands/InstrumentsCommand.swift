internal import ArgumentParser
internal import ObsKit
internal import ObsYAML

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

    func run() throws {
        let catalog = cameras.catalog(quiet: true)
        Output.result(explain ? Self.search(catalog) : Self.list(catalog))
        for diagnostic in catalog.diagnostics where !explain || diagnostic.severity != .note {
            Output.diagnostic("\(diagnostic)")
        }
        if catalog.hasErrors { throw ExitCode(1) }
    }

    private static func list(_ catalog: InstrumentCatalog) -> String {
        let rows = catalog.packages.flatMap { package in
            package.instrumentNames.map { [$0, "\(package.name) \(package.version)", package.location] }
        }
        return TextTable.lines(rows).map { $0 + "\n" }.joined()
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
