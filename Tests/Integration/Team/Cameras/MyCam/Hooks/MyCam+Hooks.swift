import ObsKit

/// What the rule language cannot say.
extension MyCam {
    /// The name of the target, read backwards.
    public var hooks: [String: TranslationHook] {
        [
            "backwards": TranslationHook { context in
                guard case .string(let text)? = context.header["OBJECT"] else { return .none }
                return .value(.text(String(text.reversed())))
            }
        ]
    }
}
