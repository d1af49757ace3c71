internal import ArgumentParser
internal import ObsText
internal import ObsTranslation

struct LanguageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "language", abstract: "The words of the rule language, or what one of them does.",
        discussion: "Documentation/RuleLanguage.md says how rules are made of them.")

    @Argument(help: ArgumentHelp("Words such as drop_suffix; all when none is named.", valueName: "word"))
    var words: [String] = []

    @Flag(help: ArgumentHelp("Write the table of the steps for RuleLanguage.md.", visibility: .hidden))
    var table = false

    @Flag(help: ArgumentHelp("Write the definition of a step for the schema of translation.yaml.", visibility: .hidden))
    var schema = false

    @OptionGroup var report: ReportOptions

    func validate() throws {
        let known = Language.obskit.stepsAsShown.map(\.word)
        for word in words where !known.contains(word) {
            let hint = DidYouMean.hint(for: word, among: known)
            throw ValidationError("There is no step \(word); \(hint ?? "obskit language lists what there is.")")
        }
    }

    func run() throws {
        let language = Language.obskit
        if table { return Output.document(Array(language.stepTable.utf8)) }
        if schema { return Output.document(Array((language.stepSchema + "\n").utf8)) }
        let all = language.stepsAsShown
        if words.isEmpty {
            return Output.result(TextTable.text(all.map { [$0.notations[0], $0.about] }))
        }
        for word in all where words.contains(word.word) { Output.result(Self.described(word)) }
    }

    /// A word with all that is known of it.
    private static func described(_ word: LanguageWord) -> String {
        let lines =
            [word.notations.joined(separator: " or "), "  " + word.about, "  takes \(word.takes), gives \(word.gives)"]
            + word.examples.map { "  \($0.text) of \($0.value): \($0.outcome)" }
        return lines.map { $0 + "\n" }.joined()
    }
}
