internal import ArgumentParser
internal import ObsText
internal import ObsTranslation

struct LanguageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "language", abstract: "The words of the rule language, or what one of them does.",
        discussion: "Documentation/RuleLanguage.md says how rules are made of them.")

    @Argument(help: ArgumentHelp("Words such as drop_suffix; all when none is named.", valueName: "word"))
    var words: [String] = []

    @Option(help: ArgumentHelp("Write the table of a kind of words for RuleLanguage.md.", visibility: .hidden))
    var table: LanguageWord.Kind?

    @Flag(help: ArgumentHelp("Write the definitions of words for the schema of translation.yaml.", visibility: .hidden))
    var schema = false

    @OptionGroup var report: ReportOptions

    func validate() throws {
        let known = Set(Language.obskit.words.map(\.word)).sorted()
        for word in words where !known.contains(word) {
            let hint = DidYouMean.hint(for: word, among: known)
            throw ValidationError("There is no word \(word); \(hint ?? "obskit language lists what there is.")")
        }
    }

    func run() throws {
        let language = Language.obskit
        if let table { return Output.document(Array(language.table(table).utf8)) }
        if schema { return Output.document(Array((language.schema + "\n").utf8)) }
        if words.isEmpty {
            for kind in LanguageWord.Kind.allCases {
                let all = language.words.filter { $0.kind == kind }
                Output.line("\(kind.rawValue)s")
                Output.result(TextTable.text(all.map { ["  " + $0.notations[0], $0.about] }))
            }
        }
        for word in language.words where words.contains(word.word) { Output.result(Self.described(word)) }
    }

    /// A word with all that is known of it.
    private static func described(_ word: LanguageWord) -> String {
        let lines =
            [
                "\(word.kind.rawValue) \(word.notations.joined(separator: " or "))", "  " + word.about,
                "  " + word.types,
            ]
            + word.keys.map { "  \($0.notation) — \($0.about)" }
            + word.examples.map { example in
                let surroundings = example.surroundings.map { " with \($0)" } ?? ""
                return "  \(example.text) of \(example.value)\(surroundings): \(example.outcome)"
            }
        return lines.map { $0 + "\n" }.joined()
    }
}

extension LanguageWord.Kind: ExpressibleByArgument {}
