/// A change of a file's text that a tool can make for its author.
public struct TextFix: Hashable, Sendable {
    /// What is changed.
    public enum Action: Hashable, Sendable {
        /// The text at the place by another.
        case replace(String, with: String)
        /// A comment at the end of the line, where a person must decide.
        case mark(String)
    }

    /// Where.
    public let place: SourcePosition
    /// What is changed.
    public let action: Action

    /// A change.
    ///
    /// - Parameters:
    ///   - place: where the text begins that is changed
    ///   - action: what is changed
    public init(at place: SourcePosition, _ action: Action) {
        self.place = place
        self.action = action
    }
}
