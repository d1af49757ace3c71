internal import ArgumentParser
internal import ObsCalibrations
internal import ObsKit

struct CalibContextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "context", abstract: "Pin packages and calibrations: one hash of all on which answers depend.",
        discussion: """
            A context is a file that answers the same forever, whatever becomes of the registry. Equal hashes mean equal \
            answers.
            """,
        subcommands: [
            CalibContextSaveCommand.self, CalibContextShowCommand.self, CalibContextDiffCommand.self,
            CalibContextOfCommand.self,
        ])
}

/// A context as lines for people.
enum ContextText {
    static func lines(_ context: PinnedContext) -> [String] {
        ["context \(context.hash)", "calibrations \(context.calibrationHash)"]
            + context.packages.map { "package \(text($0))" }
            + context.editions.sorted { $0.key < $1.key }.map { "edition of \($0.key): \($0.value)" }
            + ["searches \(context.search.joined(separator: ", "))"]
    }

    static func text(_ package: PinnedContext.Package) -> String {
        "\(package.name) \(package.version) \(package.content)"
    }

    static func lines(_ difference: ContextDifference) -> [String] {
        if difference.isEmpty { return ["no difference"] }
        var lines = difference.packages.map { change in
            "package \(change.name): \(text(change.before)) before, \(text(change.after)) after"
        }
        lines += difference.editions.map { "edition of \($0) differs" }
        if let search = difference.search {
            lines.append("searches " + search.map { $0.joined(separator: ", ") }.joined(separator: " before, "))
            lines[lines.count - 1] += " after"
        }
        lines += difference.kinds.map { "kind \($0) differs" }
        lines += difference.datasets.map { "dataset \($0) differs" }
        return lines + difference.removed.map { "- \($0)" } + difference.added.map { "+ \($0)" }
    }

    private static func text(_ package: PinnedContext.Package?) -> String {
        package.map { "\($0.version) \($0.content)" } ?? "none"
    }
}
