/// Writes SVG, with numbers of two decimals and text escaped.
package struct SVGText {
    package private(set) var text = ""

    package init() {}

    package mutating func open(_ name: String, _ attributes: [(String, String)]) {
        start(name, attributes)
        text += ">\n"
    }

    package mutating func close(_ name: String) { text += "</\(name)>\n" }

    package mutating func element(_ name: String, _ attributes: [(String, String)]) {
        start(name, attributes)
        text += "/>\n"
    }

    package mutating func title(_ title: String) { text += "<title>\(XMLText.escaped(title))</title>\n" }

    package mutating func text(
        _ content: String, at place: (x: Double, y: Double), size: Double, anchor: String, color: String,
        bold: Bool = false,
        transform: String? = nil, more: [(String, String)] = []
    ) {
        var attributes = [
            ("x", SVGText.number(place.x)), ("y", SVGText.number(place.y)), ("font-size", SVGText.number(size)),
            ("text-anchor", anchor), ("fill", color),
        ]
        if bold { attributes.append(("font-weight", "bold")) }
        if let transform { attributes.append(("transform", transform)) }
        start("text", attributes + more)
        text += ">\(XMLText.escaped(content))</text>\n"
    }

    private mutating func start(_ name: String, _ attributes: [(String, String)]) {
        text += "<\(name)"
        for (key, value) in attributes { text += " \(key)=\"\(XMLText.escaped(value))\"" }
    }

    /// A number with at most two decimals.
    package static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let hundredths = Int((value * 100).rounded())
        let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
        let sign = hundredths < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
