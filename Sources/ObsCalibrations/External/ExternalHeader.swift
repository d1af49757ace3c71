/// A header of a file that another pipeline made, as the rules for such files see it.
public struct ExternalHeader: Sendable {
    /// The name of the file, without folders.
    public let fileName: String
    /// Where the file is; the URI of what is registered.
    public let uri: String
    /// The place of the header in the file, from 0.
    public let hdu: Int
    private let card: @Sendable (String) -> KeyValue?

    /// A header.
    ///
    /// - Parameters:
    ///   - uri: Where the file is; its last part is the name.
    ///   - hdu: The place of the header in the file, from 0.
    ///   - card: The value of a card; nil when it is absent or undefined.
    public init(uri: String, hdu: Int, card: @escaping @Sendable (String) -> KeyValue?) {
        self.uri = uri
        self.hdu = hdu
        self.card = card
        fileName = uri.split(separator: "/").last.map(String.init) ?? uri
    }

    /// The value of a card, texts without blanks at their ends; nil when it is absent.
    subscript(name: String) -> KeyValue? {
        guard case .text(let text)? = card(name) else { return card(name) }
        return .text(text.trimmed)
    }
}
