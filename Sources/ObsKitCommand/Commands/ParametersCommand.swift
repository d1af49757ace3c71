internal import ArgumentParser
internal import ObsDocuments
internal import ObsKit
internal import ObsText

struct ParametersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parameters", abstract: "What an instrument says about the parameters of a task.",
        discussion: """
            Layers, from the bottom to the top: default (the task's owner), base (files that others extend), package, \
            instrument, detector, filter, user (--set). Without --detector and --filter, what holds for all of them.
            Without TASK, the tasks for which the instrument has parameters.
            """)

    @Argument(help: ArgumentHelp("The instrument.", valueName: "name"))
    var name: String

    @Argument(help: ArgumentHelp("The task.", valueName: "task"))
    var task: String?

    @Flag(help: "Say for each value which layer set it, where, and what it stands above.")
    var explain = false

    @Option(help: ArgumentHelp("Values for this detector, by name or number.", valueName: "detector"))
    var detector: String?

    @Option(
        help: ArgumentHelp(
            "Values for this physical filter, by name or alias, or by a band of one filter.", valueName: "filter"))
    var filter: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Set a parameter, above all layers; an entry of a map with its key after a point.", valueName: "name=value")
    )
    var settings: [String] = []

    @Option(
        help: ArgumentHelp("Take the task's schema from this file, not from where the package says.", valueName: "file")
    )
    var schema: String?

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    @OptionGroup var cameras: CatalogOptions

    @OptionGroup var report: ReportOptions

    func run() throws {
        let instrument = try cameras.instrument(named: name)
        guard let task else { return try listTasks(instrument) }
        let given = try Report.orExit(.problems) { try schema.map { try TaskSchema(path: $0) } }
        guard given != nil || instrument.tasks.contains(task) else {
            throw try Report.orExit { try Self.unknown(task, instrument) }
        }
        let parameters = try Report.orExit(.nothingDone) { try instrument.parameters(for: task, schema: given) }
        let values = try Report.orExit {
            try parameters.values(detector: detector, filter: filter, setting: settings)
        }
        switch format {
        case .text: Output.result(text(values))
        case .json: Output.json(Array(json(values).utf8))
        }
    }

    /// Throws what the library says of a task that it does not know.
    private static func unknown(_ task: String, _ instrument: Instrument) throws -> ExitCode {
        _ = try instrument.parameters(for: task)
        return ExitStatus.wrongCall.code
    }

    private func listTasks(_ instrument: Instrument) throws {
        let schemas = try instrument.tasks.map { task in
            try Report.orExit(.nothingDone) { try instrument.parameters(for: task) }.schema
        }
        switch format {
        case .text: for (task, schema) in zip(instrument.tasks, schemas) { Output.line("\(task): \(schema.about)") }
        case .json:
            Output.json(
                JSONOutput.list(zip(instrument.tasks, schemas), schema: "obskit/task-entry/1") { entry, writer in
                    writer.member("instrument", instrument.name)
                    writer.member("task", entry.0)
                    writer.member("about", entry.1.about)
                })
        }
        if schemas.isEmpty {
            Report.print(Diagnostic(.note, .noParameters, at: nil, "\(instrument.name) has no parameters"))
        }
    }

    private func text(_ values: ParameterValues) -> String {
        var rows = [["parameter", "value"] + (explain ? ["layer", "where"] : [])]
        for entry in values.entries where explain || entry.setting.value != .null || entry.setting.entry == nil {
            for (depth, setting) in ([entry.setting] + (explain ? entry.overridden : [])).enumerated() {
                let name = depth == 0 ? setting.path : "  over"
                let place = setting.place.map { "\($0.file):\($0.line)" } ?? "schema of \(values.schema.task)"
                rows.append(
                    [name, "\(setting.value)"] + (explain ? [setting.layer.rawValue, Self.where(setting, place)] : []))
            }
        }
        return TextTable.text(rows)
    }

    /// The file and line; for a setting of the command line, the option.
    private static func `where`(_ setting: ParameterSetting, _ place: String) -> String {
        setting.layer == .user ? setting.place?.file ?? place : place
    }

    private func json(_ values: ParameterValues) -> String {
        var writer = JSONWriter(pretty: true)
        writer.beginObject()
        writer.member("schema", "obskit/parameter-values/1")
        writer.member("instrument", values.instrument)
        writer.member("task", values.schema.task)
        writer.member("detector", detector)
        writer.member("filter", filter)
        writer.key("values")
        writer.beginObject()
        for parameter in values.schema.parameters {
            guard let value = values.value(parameter.name) else { continue }
            writer.key(parameter.name)
            value.write(&writer)
        }
        writer.endObject()
        if explain {
            writer.key("settings")
            writer.beginArray()
            for entry in values.entries {
                write(entry.setting, &writer) { writer in
                    writer.key("overridden")
                    writer.beginArray()
                    for setting in entry.overridden { write(setting, &writer) { _ in } }
                    writer.endArray()
                }
            }
            writer.endArray()
        }
        writer.endObject()
        return writer.text + "\n"
    }

    private func write(_ setting: ParameterSetting, _ writer: inout JSONWriter, _ more: (inout JSONWriter) -> Void) {
        writer.beginObject()
        writer.member("name", setting.name)
        writer.member("entry", setting.entry)
        writer.key("value")
        setting.value.write(&writer)
        writer.member("layer", setting.layer.rawValue)
        writer.member("file", setting.place?.file)
        writer.member("line", setting.place?.line)
        more(&writer)
        writer.endObject()
    }
}

extension Diagnostic.Code {
    fileprivate static let noParameters = Self(rawValue: "no-parameters")
}
