public import ObsFITS

/// A rule written in Swift, for what the rule language cannot say.
///
/// A package's module gives its hooks by name; `hook: NAME` in translation.yaml calls one.
public struct TranslationHook: Sendable {
    /// How a hook ends, as an alternative of a rule does.
    public enum End: Sendable, Hashable {
        /// It has a value, in the property's own unit; `.null` when the header rightly does not say it.
        case value(PropertyValue)
        /// There is nothing to take: the next alternative of the rule tries.
        case none
        /// Something is there that cannot be taken, with the reason: the property fails, unless the rule says
        /// `refused: next`.
        case refused(String)
        /// Something cannot be decided, with the reason: the property fails like a refused one.
        case undecided(String)
    }

    /// What a hook may ask.
    public struct Context {
        private let state: State

        init(_ state: State) { self.state = state }

        /// The header, corrected.
        public var header: Header { state.evaluation.header }

        /// The value of a property, computed by its rule; nil when it failed.
        ///
        /// - Parameter property: a property that does not depend on this hook
        /// - Returns: the value in the property's own unit, `.null` when the header rightly does not say it
        public func value(of property: ObservationProperty) -> PropertyValue? {
            state.evaluation.value(property)
        }

        /// The evaluation while the hook has it.
        final class State {
            var evaluation: Evaluation
            init(_ evaluation: borrowing Evaluation) { self.evaluation = Evaluation(copying: evaluation) }
        }
    }

    let compute: @Sendable (Context) throws -> End

    /// A hook.
    ///
    /// - Parameter compute: says how the hook ends; what it throws refuses, and is the reason of the property's failure
    public init(_ compute: @escaping @Sendable (Context) throws -> End) { self.compute = compute }
}
