internal import ObsFITS
internal import ObsHeaderFiles
internal import ObsKit

/// What the headers of a camera's files have in common: enough to draft its rules.
struct HeaderSurvey {
    /// A file with the headers that were read of it.
    struct File {
        /// The path.
        let path: String
        /// The headers, the primary first.
        let hdus: [Header]
    }

    /// Which HDUs hold an observation.
    enum Layout {
        /// The primary header.
        case primary
        /// The primary and the first extension together.
        case merged
        /// Each extension that has a card, over the primary.
        case each(String)
    }

    /// The files.
    let files: [File]
    /// Which HDUs hold an observation, as far as it can be seen.
    let layout: Layout
    /// The headers that hold an observation, one of each file.
    let headers: [Header]

    private static let detectorCards = ["CCDNUM", "CCDID", "CHIPID", "DETNUM", "DET-ID", "CCDNAME", "CCD"]

    /// Looks at files.
    ///
    /// - Throws: `FITSError` or `DiagnosticsError` when one cannot be read
    init(paths: [String]) throws {
        files = try paths.flatMap { path in
            try HeaderSources(path: path).sources.map {
                File(path: $0.name, hdus: try $0.headers().map(\.header))
            }
        }
        layout = Self.layout(of: files)
        let chosen = layout
        headers = files.compactMap { file in
            guard let primary = file.hdus.first else { return nil }
            switch chosen {
            case .primary: return primary
            case .merged: return file.hdus.dropFirst().first?.inheriting(primary) ?? primary
            case .each(let card):
                return file.hdus.dropFirst().first { $0.contains(Keyword(card)) }?.inheriting(primary) ?? primary
            }
        }
    }

    private static func layout(of files: [File]) -> Layout {
        guard let file = files.max(by: { $0.hdus.count < $1.hdus.count }), file.hdus.count > 1 else { return .primary }
        let images = file.hdus.dropFirst().filter { header in
            (header["NAXIS"]?.integerValue ?? 0) >= 2
                && (header["XTENSION"]?.stringValue != "BINTABLE" || header.contains("ZIMAGE"))
        }
        if let card = detectorCards.first(where: { card in
            images.count > 1 && images.allSatisfy { $0.contains(Keyword(card)) }
        }) {
            return .each(card)
        }
        return images.count == 1 && (file.hdus[0]["NAXIS"]?.integerValue ?? 0) == 0 ? .merged : .primary
    }

    /// The values of a card, one of each header that has it.
    func values(_ card: String) -> [HeaderValue] {
        headers.compactMap { $0[Keyword(card)] }.filter { !$0.isUndefined }
    }

    /// Of cards in order of preference, those that are there, up to the first that is in every header.
    func present(_ cards: [String], where isUsable: (HeaderValue) -> Bool = { _ in true }) -> [String] {
        var found: [String] = []
        for card in cards {
            let values = values(card)
            guard !values.isEmpty, values.allSatisfy(isUsable) else { continue }
            found.append(card)
            if values.count == headers.count { break }
        }
        return found
    }

    /// The texts of a card, each once, without blanks around them, in alphabetical order.
    func texts(_ card: String) -> [String] {
        Set(values(card).compactMap { $0.stringValue?.trimmed }).sorted()
    }
}

extension String {
    /// The text without blanks around it.
    var trimmed: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
