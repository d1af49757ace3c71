internal import ObsText

/// A drawing of a camera as SVG: outlines to scale with names, amplifiers, readout corners, a grid of the field angle and a legend.
public struct FocalPlanePlot: Sendable {
    /// The camera.
    public let camera: Camera

    /// Whether amplifiers and their readout corners are drawn.
    public var showsAmplifiers = true

    /// Whether lines of equal field angle are drawn.
    public var showsFieldAngles = true

    /// The width of the drawing without its margin, in the units of the SVG.
    private static let width = 1200.0

    /// The room around the focal plane, and below it for the legend.
    private static let margin = 70.0
    private static let legendHeight = 120.0

    /// Creates the drawing of a camera.
    public init(_ camera: Camera) { self.camera = camera }

    /// The drawing as the text of an SVG file; the same camera gives the same text.
    public var svg: String {
        let canvas = Canvas(camera, width: FocalPlanePlot.width, margin: FocalPlanePlot.margin)
        let (width, height) = (canvas.width, canvas.height + FocalPlanePlot.legendHeight)
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
        svg.text(camera.name, at: (width / 2, 40), size: 26, anchor: "middle", color: "#222222", bold: true)
        for detector in camera.detectors { outline(detector, canvas, &svg) }
        if showsAmplifiers { for detector in camera.detectors { amplifiers(detector, canvas, &svg) } }
        if showsFieldAngles { FieldAngleGrid(camera, canvas).draw(&svg) }
        PlotLabels(camera, canvas).draw(&svg)
        PlotLegend(camera: camera, showsAmplifiers: showsAmplifiers).draw(canvas, &svg)
        svg.close("svg")
        return svg.text
    }

    private func outline(_ detector: Detector, _ canvas: Canvas, _ svg: inout SVGText) {
        let corners = detector.box.corners.map { canvas.place(detector.pixelsToFocalPlane($0)) }
        let color = PlotStyle.fill(detector)
        svg.open("g", [])
        svg.title(
            "\(detector.name), id \(detector.id), \(detector.serial ?? "serial unknown"), \(detector.status.rawValue)")
        var attributes = [
            ("points", SVGText.points(corners)), ("fill", color), ("stroke", "#333333"), ("stroke-width", "1"),
        ]
        if detector.device == nil { attributes.append(("stroke-dasharray", "4 3")) }
        svg.element("polygon", attributes)
        if detector.status != .working {
            svg.line(from: corners[0], to: corners[2], color: "#b03030", width: 1.5)
            svg.line(from: corners[1], to: corners[3], color: "#b03030", width: 1.5)
        }
        svg.close("g")
    }

    private func amplifiers(_ detector: Detector, _ canvas: Canvas, _ svg: inout SVGText) {
        var (lines, marks, dead) = ("", "", "")
        for amplifier in detector.amplifiers {
            let corners = amplifier.box.corners.map { canvas.place(detector.pixelsToFocalPlane($0)) }
            let outline = SVGText.path(corners)
            lines += outline
            if amplifier.status != .working { dead += outline }
            let corner = amplifier.readoutCorner.mirrored(amplifier.flips)
            let order: [ReadoutCorner] = [.lowerLeft, .lowerRight, .upperRight, .upperLeft]
            guard let place = order.firstIndex(of: corner) else { continue }
            // A triangle in the corner, its legs not much shorter than the shorter side, so that it shows on thin amplifiers too.
            let (at, next, last) = (corners[place], corners[(place + 1) % 4], corners[(place + 3) % 4])
            let leg = min(14, 0.45 * min(at.distance(to: next), at.distance(to: last)))
            marks += SVGText.path([at, at.toward(next, by: leg), at.toward(last, by: leg)])
        }
        if !dead.isEmpty { svg.element("path", [("d", dead), ("fill", "#b03030"), ("fill-opacity", "0.45")]) }
        svg.element("path", [("d", lines), ("fill", "none"), ("stroke", "#333333"), ("stroke-width", "0.35")])
        svg.element("path", [("d", marks), ("fill", "#222222"), ("fill-opacity", "0.7")])
    }
}

/// How the plane of the detectors lies on the drawing: y upward, both axes to one scale.
struct Canvas: Sendable {
    let low: Point
    let high: Point
    let scale: Double
    let margin: Double

    init(_ camera: Camera, width: Double, margin: Double) {
        let corners = camera.detectors.flatMap { detector in
            detector.box.corners.map { detector.pixelsToFocalPlane($0) }
        }
        low = Point(corners.map(\.x).min() ?? -1, corners.map(\.y).min() ?? -1)
        high = Point(corners.map(\.x).max() ?? 1, corners.map(\.y).max() ?? 1)
        scale = width / max(high.x - low.x, high.y - low.y)
        self.margin = margin
    }

    var width: Double { max((high.x - low.x) * scale + 2 * margin, 820) }
    var height: Double { (high.y - low.y) * scale + 2 * margin }

    private var left: Double { (width - (high.x - low.x) * scale) / 2 }

    /// Where a point of the focal plane lies on the drawing.
    func place(_ point: Point) -> Point {
        Point(left + (point.x - low.x) * scale, margin + (high.y - point.y) * scale)
    }
}

extension Point {
    /// The point at a distance on the way to another.
    fileprivate func toward(_ other: Point, by length: Double) -> Point {
        let whole = distance(to: other)
        guard whole > 0 else { return self }
        return Point(x + (other.x - x) * length / whole, y + (other.y - y) * length / whole)
    }
}

/// The colors of a drawing.
enum PlotStyle {
    static func color(_ type: DetectorType) -> String {
        switch type {
        case .science: "#bcd7ee"
        case .focus: "#f6d57a"
        case .guider: "#a9d8b0"
        case .wavefront: "#f0a48c"
        }
    }

    static func fill(_ detector: Detector) -> String {
        detector.status == .dead || detector.status == .unused ? "#d5d5d5" : color(detector.type)
    }
}
