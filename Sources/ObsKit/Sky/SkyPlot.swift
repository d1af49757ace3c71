internal import Glibc
internal import ObsGeometry
internal import ObsText
internal import ObsTime

/// A drawing of polygons in the sky as SVG: north up, east to the left, distances from the middle to scale (`ARC` of FITS).
package struct SkyPlot: Sendable {
    /// A polygon of the drawing.
    package struct Shape: Sendable {
        let polygon: SkyPolygon
        let name: String
        let isOutline: Bool

        /// - Parameters:
        ///   - polygon: the polygon
        ///   - name: what a browser shows where the pointer is on it
        ///   - isOutline: whether it is drawn as a line only, around others
        package init(polygon: SkyPolygon, name: String, isOutline: Bool) {
            self.polygon = polygon
            self.name = name
            self.isOutline = isOutline
        }
    }

    private let shapes: [(shape: Shape, outline: [Point])]
    private let middle: SkyPosition
    /// The half width of what is drawn, rad.
    private let radius: Double

    private static let size = 1000.0
    private static let margin = 60.0
    private static let legend = 60.0

    /// Creates a drawing; nil without polygons.
    package init?(_ shapes: [Shape]) {
        guard let first = shapes.first else { return nil }
        let sum = shapes.flatMap(\.polygon.directions).reduce(Vector3(0, 0, 0), +)
        // Polygons on opposite sides of the sky have no mean; the first is as good a middle as any.
        middle = sum.length > 1e-9 ? SkyPosition(sum) : first.polygon.center
        let center = middle
        self.shapes = shapes.map { ($0, Self.outline($0.polygon, around: center)) }
        radius = max(self.shapes.flatMap { $0.outline.map { max(abs($0.x), abs($0.y)) } }.max() ?? 0, 1e-9)
    }

    /// The drawing as the text of an SVG file; the same polygons give the same text.
    package var svg: String {
        let (width, height) = (Self.size + 2 * Self.margin, Self.size + 2 * Self.margin + Self.legend)
        var svg = SVGText()
        svg.open(
            "svg",
            [
                ("xmlns", "http://www.w3.org/2000/svg"),
                ("viewBox", "0 0 \(SVGText.number(width)) \(SVGText.number(height))"),
                ("width", SVGText.number(width)), ("height", SVGText.number(height)),
                ("font-family", "Helvetica, Arial, DejaVu Sans, sans-serif"),
            ])
        svg.element(
            "rect", [("width", SVGText.number(width)), ("height", SVGText.number(height)), ("fill", "#ffffff")])
        for (shape, outline) in shapes {
            svg.open("g", [])
            svg.title(shape.name)
            svg.element(
                "polygon",
                [
                    ("points", SVGText.points(outline.map(place))), ("fill", shape.isOutline ? "none" : "#bcd7ee"),
                    ("fill-opacity", "0.5"), ("stroke", shape.isOutline ? "#b03030" : "#333333"),
                    ("stroke-width", shape.isOutline ? "1.5" : "0.7"),
                ])
            svg.close("g")
        }
        legend(&svg)
        svg.close("svg")
        return svg.text
    }

    /// A bar of a round length, the middle, and where north and east are.
    private func legend(_ svg: inout SVGText) {
        let (left, base) = (Self.margin, Self.margin + Self.size + 40)
        let degrees = radius * 180 / .pi
        let round: [Double] = [30, 10, 5, 2, 1]
        let lengths: [Double] = round + [0.5] + round.map { $0 / 60 } + round.map { $0 / 3600 }
        let length = lengths.first { $0 <= degrees * 0.6 } ?? 1 / 3600
        let pixels = length / degrees * Self.size / 2
        svg.line(from: Point(left, base), to: Point(left + pixels, base), color: "#222222", width: 2)
        let words =
            length >= 0.5
            ? "\(SVGText.number(length))°"
            : length * 60 >= 0.5 ? "\(SVGText.number(length * 60))′" : "\(SVGText.number(length * 3600))″"
        svg.text(words, at: (left, base + 22), size: 16, anchor: "start", color: "#222222")
        svg.text(
            "RA \(SVGText.number(middle.rightAscension))°, Dec \(SVGText.number(middle.declination))° (ICRS)",
            at: (Self.margin + Self.size / 2, base + 22), size: 16, anchor: "middle", color: "#222222")
        let corner = Point(Self.margin + Self.size - 10, base + 10)
        svg.line(from: corner, to: Point(corner.x, corner.y - 40), color: "#222222", width: 1.5)
        svg.line(from: corner, to: Point(corner.x - 40, corner.y), color: "#222222", width: 1.5)
        svg.text("N", at: (corner.x + 12, corner.y - 30), size: 16, anchor: "middle", color: "#222222")
        svg.text("E", at: (corner.x - 40, corner.y + 18), size: 16, anchor: "middle", color: "#222222")
    }

    private func place(_ point: Point) -> Point {
        let scale = Self.size / 2 / radius
        let center = Self.margin + Self.size / 2
        return Point(center - point.x * scale, center - point.y * scale)
    }

    /// The edges as lines short enough to show how they bend: x to the east, y to the north, rad from the middle.
    private static func outline(_ polygon: SkyPolygon, around middle: SkyPosition) -> [Point] {
        let plane = SkyAxes(middle)
        let corners = polygon.directions
        return corners.indices.flatMap { index -> [Point] in
            let (begin, end) = (corners[index], corners[(index + 1) % corners.count])
            let steps = max(1, Int(((end - begin).length / 0.02).rounded(.up)))
            return (0..<steps).map { step in
                plane.point(begin + Double(step) / Double(steps) * (end - begin))
            }
        }
    }
}

/// East, north and the way to a position, for distances and position angles seen from it.
private struct SkyAxes {
    let toward, east, north: Vector3

    init(_ position: SkyPosition) {
        toward = position.vector
        east = Vector3(longitude: position.rightAscension + 90, latitude: 0)
        north = toward.cross(east)
    }

    func point(_ direction: Vector3) -> Point {
        let (x, y) = (direction.dot(east), direction.dot(north))
        let across = (x * x + y * y).squareRoot()
        guard across > 0 else { return .zero }
        let distance = atan2(across, direction.dot(toward))
        return Point(x / across * distance, y / across * distance)
    }
}
