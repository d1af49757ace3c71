internal import ObsDocuments

/// `hook:` — what the package's Swift says.
final class HookSource: Source, SourceWord, @unchecked Sendable {
    static let word = "hook"
    static let about = "the result of the package's Swift function of this name"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = .any
    static let argument = Argument()
    static let reads = CardReads.unnamed
    static let examples: [RuleExample] = [
        RuleExample("{hook: shutter}", of: "{}", among: "{hooks: {shutter: 5}}", gives: "5"),
        RuleExample("{hook: shutter}", of: "{}", ends: .refused),
    ]

    /// The name of a function.
    struct Argument: RuleArgument {
        let notation: String? = "NAME"
        let schema = TextArgument("", mayBeEmpty: true).schema

        func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> String? {
            guard let name = node.string(compiler.problems) else { return nil }
            compiler.needs.hooks.insert(name)
            return name
        }
    }

    private let name: String

    init(_ name: String) { self.name = name }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        guard let hook = evaluation.translator?.hooks[name] else {
            return evaluation.refuse(
                "the hook '\(name)' is not linked; link the package's module, or use a tool that does")
        }
        let state = TranslationHook.Context.State(evaluation)
        defer { evaluation = Evaluation(copying: state.evaluation) }
        do {
            switch try hook.compute(TranslationHook.Context(state)) {
            case .value(let value): return .value(value)
            case .none: return .none
            case .refused(let text): return state.evaluation.refuse(text)
            case .undecided(let text): return .undecided(state.evaluation.reason(text))
            }
        } catch {
            return state.evaluation.refuse("the hook '\(name)' failed: \(error)")
        }
    }

    override var subject: String { "the hook '\(name)'" }
}
