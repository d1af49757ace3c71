internal import ObsDocuments
internal import ObsFITS
internal import ObsGeometry
internal import ObsText

/// The name of a card in which amplifiers stand.
struct CardName: Sendable {
    private enum Part: Sendable {
        case text(String)
        case amplifier, channel, axis
    }

    private let parts: [Part]

    /// The section of the data, as most files call it.
    static let dataSection = CardName(parts: [.text("DATASEC")])

    private init(parts: [Part]) { self.parts = parts }

    init?(_ node: Node, hasAxis: Bool, _ problems: Problems) {
        guard let text = node.string(problems) else { return nil }
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            parts.append(.text(String(rest[..<open])))
            guard let close = rest[open...].firstIndex(of: "}") else { break }
            switch rest[rest.index(after: open)..<close] {
            case "amplifier": parts.append(.amplifier)
            case "channel": parts.append(.channel)
            case "axis" where hasAxis: parts.append(.axis)
            case let word:
                problems.error(
                    .unknownWord, at: node, "'{\(word)}' stands for nothing in the name of a card",
                    hint: hasAxis ? "it is {amplifier}, {channel} or {axis}" : "it is {amplifier} or {channel}")
                return nil
            }
            rest = rest[rest.index(after: close)...]
        }
        if rest.contains("{") || rest.contains("}") {
            problems.error(.unknownWord, at: node, "a brace in '\(text)' has no partner", hint: "write {amplifier}")
            return nil
        }
        self.parts = parts + [.text(String(rest))]
    }

    /// The keyword of an amplifier; nil of one without a channel number where that is needed.
    func keyword(_ amplifier: Amplifier, axis: Int? = nil) -> String? {
        var name = ""
        for part in parts {
            switch part {
            case .text(let text): name += text
            case .amplifier: name += amplifier.name
            case .channel:
                guard let channel = amplifier.channel else { return nil }
                name += "\(channel)"
            case .axis: name += axis.map { "\($0)" } ?? ""
            }
        }
        return name
    }
}
