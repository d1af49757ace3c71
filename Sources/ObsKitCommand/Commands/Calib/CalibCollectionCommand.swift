internal import ArgumentParser
internal import ObsCalibrations
internal import ObsRegistry

struct CalibCollectionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collection", abstract: "Make a collection, change a chain, or remove a collection that is empty.")

    @OptionGroup var registry: RegistryOptions

    @Argument(help: ArgumentHelp("The name of the collection.", valueName: "name"))
    var name: String

    @Flag(help: "What is in it is always valid.")
    var alwaysValid = false

    @Option(
        help: ArgumentHelp(
            "Make a chain of other collections, which are searched in this order; may be repeated.", valueName: "name"))
    var member: [String] = []

    @Flag(help: "Give a chain that exists the members, in place of those that it has.")
    var update = false

    @Flag(help: "Remove the collection.")
    var remove = false

    @Option(help: ArgumentHelp("What it is for, in a sentence.", valueName: "text"))
    var about = ""

    @OptionGroup var report: ReportOptions

    func validate() throws {
        if alwaysValid && !member.isEmpty { throw ValidationError("A chain has no certifications of its own.") }
        if update && member.isEmpty { throw ValidationError("--update takes the members of a chain: name them.") }
        if remove && (alwaysValid || update || !member.isEmpty || !about.isEmpty) {
            throw ValidationError("--remove stands alone.")
        }
    }

    func run() throws {
        try registry.write { changes in
            if remove {
                try changes.removeCollection(name)
            } else if update {
                try changes.setMembers(member, ofChain: name)
            } else {
                let form: CalibrationCollection.Form =
                    member.isEmpty ? alwaysValid ? .alwaysValid : .validityRanged : .chain(member)
                try changes.add(CalibrationCollection(name, form, about: about))
            }
        }
        Output.line("\(name): \(remove ? "removed" : update ? "changed" : "made")")
    }
}
