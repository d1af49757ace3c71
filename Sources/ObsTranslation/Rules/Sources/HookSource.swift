/// `hook:` — what the package's Swift says.
final class HookSource: Source, @unchecked Sendable {
    let name: String

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
