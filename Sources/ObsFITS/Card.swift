/// One line of a header: a keyword, its value and a comment.
///
/// The text of a commentary card (`COMMENT`, `HISTORY`, blank keyword) is its value, a `string`. Any other card without a
/// value indicator is `undefined`, and its text is the comment.
public struct Card: Hashable, Sendable {
    /// The name.
    public let keyword: Keyword
    /// The value.
    public let value: HeaderValue
    /// What stands behind the slash, without trailing blanks.
    public let comment: String

    /// Makes a card.
    public init(_ keyword: Keyword, _ value: HeaderValue, comment: String = "") {
        self.keyword = keyword
        self.value = value
        self.comment = comment
    }

    /// Whether the card is `COMMENT`, `HISTORY` or has a blank keyword.
    package var isCommentary: Bool { PackedName.isCommentary(keyword.key) }
}
