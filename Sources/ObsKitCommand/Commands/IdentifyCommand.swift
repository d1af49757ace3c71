internal import ArgumentParser
internal import ObsKit
internal import ObsYAML

struct IdentifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identify", abstract: "Which instrument files are of, and why.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, ndjson }

    @OptionGroup var input: InputFiles
    @OptionGroup var cameras: CatalogOptions

    @Flag(help: "Show every instrument's conditions.")
    var explain = false

    @Option(help: "text for people, or ndjson.")
    var format: Format = .text

    func run() async throws {
        let catalog = cameras.catalog()
        let files = input.files()
        var hasProblems = catalog.hasErrors
        for path in files {
            do {
                let header =
                    path == InputFiles.standardInput
                    ? try catalog.identify(bytes: try StandardInput.read(), named: path)
                    : try catalog.identify(file: path)
                let isKnown = header.identification.instrument != nil
                hasProblems = hasProblems || !isKnown
                print(path, header, catalog)
            } catch {
                hasProblems = true
                for diagnostic in Report.diagnostics(error, path) {
                    Output.diagnostic(diagnostic.place == nil ? "\(path): \(diagnostic)" : "\(diagnostic)")
                }
            }
        }
        if hasProblems || files.hasProblems { throw ExitCode(1) }
    }

    private func print(_ path: String, _ file: FileIdentification, _ catalog: InstrumentCatalog) {
        let candidates = catalog.explainIdentification(of: file.header)
        let word = file.identification.instrument ?? (file.identification.isAmbiguous ? "ambiguous" : "unknown")
        switch format {
        case .text:
            Output.result("\(path): \(word)\(file.product.map { ", a \($0.name)" } ?? "")\n")
            guard explain || file.identification.instrument == nil else { return }
            for candidate in candidates where explain || candidate.score > 0 || file.identification.names.isEmpty {
                Output.result("    \(candidate.instrument) (score \(candidate.score))\n")
                for condition in candidate.conditions {
                    Output.result(
                        "        \(condition.words), weight \(condition.weight): \(condition.holds ? "yes" : "no")\n")
                }
            }
        case .ndjson:
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("source", path)
            writer.member("instrument", file.identification.instrument)
            if let product = file.product { writer.member("product", product.name) }
            writer.member("status", file.identification.instrument == nil ? word : "ok")
            writer.key("candidates")
            writer.beginArray()
            for candidate in candidates {
                writer.beginObject()
                writer.member("instrument", candidate.instrument)
                writer.member("score", candidate.score)
                writer.member("why", candidate.summary)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
            Output.result(writer.bytes + [UInt8(ascii: "\n")])
        }
    }
}
