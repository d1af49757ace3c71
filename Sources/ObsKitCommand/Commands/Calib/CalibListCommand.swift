internal import ArgumentParser
internal import ObsCalibrations
internal import ObsRegistry
internal import ObsTime

struct CalibListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Kinds, collections, datasets or certifications of a registry.")

    enum What: String, ExpressibleByArgument, CaseIterable { case kinds, collections, datasets, certifications }

    @OptionGroup var registry: RegistryOptions

    @Argument(help: "kinds, collections, datasets or certifications.")
    var what: What

    @Option(help: ArgumentHelp("Only datasets or certifications of this kind.", valueName: "kind"))
    var kind: String?

    @Option(
        name: .customLong("in"), help: ArgumentHelp("Only certifications in this collection.", valueName: "collection"))
    var collection: String?

    @Option(
        help: ArgumentHelp("Only certifications that hold then or later.", valueName: "date"),
        transform: DateArgument.read)
    var begin: DateArgument?

    @Option(
        help: ArgumentHelp("Only certifications that hold before then.", valueName: "date"),
        transform: DateArgument.read)
    var end: DateArgument?

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    @OptionGroup var report: ReportOptions

    func validate() throws {
        if what != .certifications && (collection != nil || begin != nil || end != nil) {
            throw ValidationError("--in, --begin and --end select certifications.")
        }
        if kind != nil && (what == .kinds || what == .collections) {
            throw ValidationError("--kind selects datasets or certifications.")
        }
    }

    func run() throws {
        let interval = try Report.orExit(.problems) { try Validity(begin: begin?.instant, end: end?.instant) }
        switch what {
        case .kinds:
            print(
                try registry.read { try $0.kinds().all }, Self.row, schema: "obskit/calibration-kind/1",
                titles: ["kind", "keys", "policy", "format"])
        case .collections:
            print(
                try registry.read { try $0.collections() }, Self.row, schema: "obskit/calibration-collection/1",
                titles: ["collection", "form", "members", "about"])
        case .datasets:
            print(
                try registry.read { try $0.datasets(kind: kind) }, Self.row, schema: "obskit/calibration-dataset/1",
                titles: ["dataset", "kind", "keys", "creation", "uri"])
        case .certifications:
            print(
                try registry.read { try $0.certifications(in: collection, kind: kind, during: interval) }
                    .sorted(by: Certification.isOrdered),
                Self.row, schema: "obskit/certification/1",
                titles: ["collection", "kind", "keys", "begin", "end", "dataset"])
        }
    }

    private func print<Item>(
        _ items: [Item], _ row: (Item) -> [String], schema: String, titles: [String]
    ) where Item: ExportedJSON {
        switch format {
        case .text: Output.result(TextTable.text([titles] + items.map(row)))
        case .json: Output.json(JSONOutput.list(items, schema: schema) { $0.writeMembers(&$1) })
        }
    }

    private static func row(_ kind: CalibrationKind) -> [String] {
        let keys = kind.keys.map {
            "\($0.name) \($0.match.name)\($0.isRequired || $0.match == .notApplicable ? "" : "?")"
        }
        return [kind.name, keys.joined(separator: ", "), kind.policy.rawValue, kind.format.rawValue]
    }

    private static func row(_ collection: CalibrationCollection) -> [String] {
        switch collection.form {
        case .validityRanged: [collection.name, "validity-ranged", "", collection.about]
        case .alwaysValid: [collection.name, "always-valid", "", collection.about]
        case .chain(let members): [collection.name, "chain", members.joined(separator: ", "), collection.about]
        }
    }

    private static func row(_ dataset: CalibrationDataset) -> [String] {
        ["\(dataset.id)", dataset.kind, "\(dataset.keys)", dataset.creation.map { "\($0)" } ?? "unknown", dataset.uri]
    }

    private static func row(_ certification: Certification) -> [String] {
        [
            certification.collection, certification.kind, "\(certification.keys)",
            CalibrationText.bound(certification.validity.begin), CalibrationText.bound(certification.validity.end),
            "\(certification.dataset)",
        ]
    }
}
