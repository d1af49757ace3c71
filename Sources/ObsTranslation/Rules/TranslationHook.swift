public import ObsFITS

/// A rule written in Swift, for what the rule language cannot say.
///
/// A package's module gives its hooks by name; `hook: NAME` in translation.yaml calls one.
public struct TranslationHook: Sendable {
    /// What a hook may ask.
    public struct Context {
        private let state: State

        init(_ state: State) { self.state = state }

        /// The header, corrected.
        public var header: Header { state.evaluation.header }

        /// The value of a property, computed by its rule; nil when it has none.
        ///
        /// - Parameter property: a property that does not depend on this hook
        /// - Returns: the value in the property's own unit, `.null` when the header rightly does not say it
        public func value(of property: ObservationProperty) -> PropertyValue? {
            state.evaluation.value(ofSlot: property.rawValue)
        }

        /// The evaluation while the hook has it.
        final class State {
            var evaluation: Evaluation
            init(_ evaluation: Evaluation) { self.evaluation = evaluation }
        }
    }

    let compute: @Sendable (Context) throws -> PropertyValue?

    /// A hook.
    ///
    /// - Parameter compute: gives the value, in the property's own unit; nil when there is none, `.null` when that is
    ///   right; what it throws becomes the reason of the property's failure
    public init(_ compute: @escaping @Sendable (Context) throws -> PropertyValue?) { self.compute = compute }
}
