internal import ObsText

/// Lines of equal field angle over a drawing of a focal plane, each with its angle at its end.
struct FieldAngleGrid {
    private let camera: Camera
    private let canvas: Canvas

    /// The angle between lines, degrees.
    private let step: Double

    /// The lines, by their number of steps from zero.
    private let columns: ClosedRange<Int>
    private let rows: ClosedRange<Int>

    /// The points of a line.
    private static let segments = 240

    init(_ camera: Camera, _ canvas: Canvas) {
        self.camera = camera
        self.canvas = canvas
        let edge = (0...8).map { Double($0) / 8 }
        let (low, high) = (canvas.low, canvas.high)
        let frame = edge.flatMap { part in
            let (x, y) = (low.x + (high.x - low.x) * part, low.y + (high.y - low.y) * part)
            return [Point(x, low.y), Point(x, high.y), Point(low.x, y), Point(high.x, y)]
        }
        let angles = camera.focalPlaneToFieldAngle(frame).filter(\.isFinite)
        let (xs, ys) = (angles.map { $0.x * 180 / .pi }, angles.map { $0.y * 180 / .pi })
        let (left, right) = (xs.min() ?? 0, xs.max() ?? 0)
        let (bottom, top) = (ys.min() ?? 0, ys.max() ?? 0)
        let span = max(right - left, top - bottom)
        // Angles of whole turns are no angles that a grid would explain.
        guard span > 0, span < 360, max(abs(left), abs(right), abs(top), abs(bottom)) < 360 else {
            (step, columns, rows) = (0, 0...0, 0...0)
            return
        }
        let step = FieldAngleGrid.step(for: span)
        self.step = step
        columns =
            Int((left / step).rounded(.up))...max(Int((left / step).rounded(.up)), Int((right / step).rounded(.down)))
        rows =
            Int((bottom / step).rounded(.up))...max(Int((bottom / step).rounded(.up)), Int((top / step).rounded(.down)))
    }

    /// A round angle in degrees of which about eight make up a span.
    private static func step(for span: Double) -> Double {
        let minutes = [1.0, 2, 5, 10, 15, 30, 60, 120, 300, 600]
        let seconds = minutes.map { $0 / 60 } + minutes
        return (seconds.first { $0 / 60 * 9 >= span } ?? 600) / 60
    }

    func draw(_ svg: inout SVGText) {
        guard step > 0 else { return }
        for column in columns { line(column, isColumn: true, along: rows, &svg) }
        for row in rows { line(row, isColumn: false, along: columns, &svg) }
    }

    private func line(_ number: Int, isColumn: Bool, along range: ClosedRange<Int>, _ svg: inout SVGText) {
        let angle = Double(number) * step
        // Half a step beyond the outermost lines, and not beyond the drawing.
        let (begin, end) = (Double(range.lowerBound) * step - step, Double(range.upperBound) * step + step)
        let back = camera.focalPlaneToFieldAngle.inverse
        let points = (0...FieldAngleGrid.segments).compactMap { part -> Point? in
            let along = begin + (end - begin) * Double(part) / Double(FieldAngleGrid.segments)
            let field = isColumn ? Point(angle, along) : Point(along, angle)
            let place = back(Point(field.x * .pi / 180, field.y * .pi / 180))
            guard place.isFinite, place.x >= canvas.low.x, place.x <= canvas.high.x, place.y >= canvas.low.y,
                place.y <= canvas.high.y
            else { return nil }
            return canvas.place(place)
        }
        guard points.count > 1 else { return }
        svg.element(
            "polyline",
            [
                ("points", SVGText.points(points)), ("fill", "none"), ("stroke", "#7a3fa0"), ("stroke-opacity", "0.45"),
                ("stroke-width", number == 0 ? "1.6" : "0.8"), ("stroke-dasharray", number == 0 ? "none" : "6 4"),
            ])
        let label = label(angle)
        if isColumn {
            let top = points.min { $0.y < $1.y } ?? points[0]
            svg.text(label, at: (top.x, canvas.margin - 8), size: 12, anchor: "middle", color: "#7a3fa0")
        } else {
            let right = points.max { $0.x < $1.x } ?? points[0]
            let edge = canvas.place(canvas.high).x
            svg.text(label, at: (edge + 6, right.y + 4), size: 12, anchor: "start", color: "#7a3fa0")
        }
    }

    /// An angle in degrees, or in minutes where lines are less than half a degree apart, with a minus sign.
    private func label(_ degrees: Double) -> String {
        let sign = degrees < -1e-9 ? "\u{2212}" : ""
        let isCoarse = step >= 0.5 - 1e-9
        return "\(sign)\(SVGText.number(abs(isCoarse ? degrees : degrees * 60)))\(isCoarse ? "°" : "′")"
    }
}
