package import ObsText

extension SVGText {
    package mutating func line(from: Point, to: Point, color: String, width: Double, dashes: String? = nil) {
        var attributes = [
            ("x1", SVGText.number(from.x)), ("y1", SVGText.number(from.y)), ("x2", SVGText.number(to.x)),
            ("y2", SVGText.number(to.y)), ("stroke", color), ("stroke-width", SVGText.number(width)),
        ]
        if let dashes { attributes.append(("stroke-dasharray", dashes)) }
        element("line", attributes)
    }

    package static func points(_ points: [Point]) -> String {
        points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
    }

    /// A closed path through points.
    package static func path(_ points: [Point]) -> String {
        "M" + points.map { "\(number($0.x)) \(number($0.y))" }.joined(separator: "L") + "Z"
    }
}
