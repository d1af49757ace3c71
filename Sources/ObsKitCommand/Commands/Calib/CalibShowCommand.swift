internal import ArgumentParser
internal import ObsCalibrations
internal import ObsDocuments
internal import ObsRegistry
internal import ObsTime

struct CalibShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Everything that is known of a dataset, and where and when it holds.")

    @OptionGroup var registry: RegistryOptions

    @Argument(help: ArgumentHelp("The id of the dataset.", valueName: "id"))
    var dataset: DatasetArgument

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    @OptionGroup var report: ReportOptions

    func run() throws {
        let (found, certifications) = try registry.read { reading in
            (try reading.dataset(dataset.id), try reading.certifications(of: dataset.id))
        }
        switch format {
        case .json:
            Output.json(
                JSONOutput.document { writer in
                    writer.beginObject()
                    writer.member("schema", "obskit/dataset-report/1")
                    writer.key("dataset")
                    found.write(&writer)
                    writer.key("certifications")
                    writer.beginArray()
                    for certification in certifications { certification.write(&writer) }
                    writer.endArray()
                    writer.endObject()
                })
        case .text:
            func known(_ value: (some CustomStringConvertible)?) -> String { value.map(\.description) ?? "unknown" }
            let inputs = found.inputs.map(\.description).joined(separator: " ")
            let rows: [[String]] = [
                ["dataset", found.id.description], ["kind", found.kind], ["keys", found.keys.description],
                ["uri", found.uri], ["bytes", known(found.size)], ["sha256", known(found.checksum)],
                ["creation", known(found.creation)], ["producer", known(found.producer)],
                ["inputs", inputs.isEmpty ? "none" : inputs],
            ]
            Output.result(TextTable.text(rows))
            let holds = certifications.map { "holds \($0.validity) in '\($0.collection)' for \($0.keys)\n" }
            Output.result(holds.isEmpty ? "certified nowhere\n" : holds.joined())
        }
    }
}
