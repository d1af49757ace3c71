internal import ObsText

/// What the colors and marks of a drawing mean, its scale and its axes.
struct PlotLegend {
    let camera: Camera
    let showsAmplifiers: Bool

    func draw(_ canvas: Canvas, _ svg: inout SVGText) {
        let top = canvas.height + 10
        var x = 40.0
        for type in DetectorType.allCases {
            let count = camera.detectors.count { $0.type == type }
            if count > 0 { entry("\(type.rawValue) (\(count))", &x, top, PlotStyle.color(type), &svg) }
        }
        let unusable = camera.detectors.count { $0.status == .dead || $0.status == .unused }
        if unusable > 0 { entry("dead or unused (\(unusable))", &x, top, "#d5d5d5", &svg) }
        if showsAmplifiers {
            svg.element(
                "path",
                [
                    ("d", SVGText.path([Point(x, top), Point(x + 14, top + 14), Point(x, top + 14)])),
                    ("fill", "#222222"),
                ])
            svg.text("readout corner", at: (x + 22, top + 13), size: 15, anchor: "start", color: "#222222")
        }
        scaleBar(canvas, top + 50, &svg)
        axes(Point(canvas.width - 230, top + 84), &svg)
    }

    private func entry(_ label: String, _ x: inout Double, _ top: Double, _ color: String, _ svg: inout SVGText) {
        svg.element(
            "rect",
            [
                ("x", SVGText.number(x)), ("y", SVGText.number(top)), ("width", "20"), ("height", "14"),
                ("fill", color),
                ("stroke", "#333333"), ("stroke-width", "0.7"),
            ])
        svg.text(label, at: (x + 27, top + 13), size: 15, anchor: "start", color: "#222222")
        x += 60 + 8.5 * Double(label.count)
    }

    private func scaleBar(_ canvas: Canvas, _ y: Double, _ svg: inout SVGText) {
        let span = (canvas.high.x - canvas.low.x) / 4
        let lengths = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
        let length = lengths.last { $0 <= span } ?? lengths[0]
        let end = 40 + length * canvas.scale
        svg.line(from: Point(40, y + 14), to: Point(end, y + 14), color: "#222222", width: 2)
        for x in [40, end] { svg.line(from: Point(x, y + 9), to: Point(x, y + 19), color: "#222222", width: 2) }
        let angle = length * camera.plateScale / 60
        svg.text(
            "\(SVGText.number(length)) mm, \(SVGText.number(angle))′ at the center", at: (40, y + 38), size: 14,
            anchor: "start",
            color: "#222222")
    }

    private func axes(_ origin: Point, _ svg: inout SVGText) {
        let center = camera.fieldCenter
        let jacobian = camera.focalPlaneToFieldAngle.jacobian(at: center)
        arrows(origin, Matrix2(1, 0, 0, 1), "#222222", "mm", &svg)
        // The directions in the focal plane in which the field angle grows.
        if let back = jacobian.inverse { arrows(origin + Point(120, 0), back, "#7a3fa0", "field", &svg) }
    }

    private func arrows(_ origin: Point, _ matrix: Matrix2, _ color: String, _ name: String, _ svg: inout SVGText) {
        for (label, direction) in [("x", matrix * Point(1, 0)), ("y", matrix * Point(0, 1))] {
            let length = direction.radius
            guard length > 0, length.isFinite else { continue }
            let unit = Point(direction.x / length, -direction.y / length)
            let tip = Point(origin.x + 40 * unit.x, origin.y + 40 * unit.y)
            svg.line(from: origin, to: tip, color: color, width: 1.6)
            let (left, right) = (Point(-unit.y, unit.x), Point(unit.y, -unit.x))
            let base = Point(tip.x - 8 * unit.x, tip.y - 8 * unit.y)
            svg.element(
                "path",
                [
                    (
                        "d",
                        SVGText.path([
                            tip, Point(base.x + 4 * left.x, base.y + 4 * left.y),
                            Point(base.x + 4 * right.x, base.y + 4 * right.y),
                        ])
                    ), ("fill", color),
                ])
            svg.text(
                label, at: (tip.x + 10 * unit.x - 4, tip.y + 10 * unit.y + 5), size: 13, anchor: "start", color: color)
        }
        svg.text(name, at: (origin.x, origin.y + 20), size: 12, anchor: "middle", color: color)
    }
}
