internal import ObsText
internal import ObsTime

/// Draws a coverage along an axis of dates: a bar for each line, gaps and overlaps marked.
public struct CoverageChart: Sendable {
    private let coverage: CalibrationCoverage
    private let begin: Double
    private let end: Double
    /// The names of the lines.
    private let labels: [String]
    /// Where the bars begin: beside the longest name.
    private let left: Double

    private static let width = 900.0
    private static let row = 16.0
    private static let top = 84.0
    private static let dayNanoseconds = 86_400e9
    /// Names are cut when they are longer.
    private static let longestLabel = 60
    /// More lines than this have the dates below them, too.
    private static let manyLines = 25

    /// A drawing of a coverage.
    ///
    /// Where the range is open, the drawing ends a little beyond the first and last change.
    ///
    /// - Parameters:
    ///   - coverage: What is drawn.
    ///   - detectorName: The name of a detector for people; its id when nothing is given.
    public init(_ coverage: CalibrationCoverage, detectorName: @escaping @Sendable (Int) -> String = { "\($0)" }) {
        self.coverage = coverage
        labels = coverage.lines.map { Self.label($0, detectorName) }
        left = 32 + 6.6 * Double(max(labels.map(\.count).max() ?? 0, 16))
        let bounds = coverage.lines.flatMap(\.spans).flatMap { [$0.validity.begin, $0.validity.end] }
            .compactMap { $0.map { Double($0.nanoseconds) } }
        // What begins in 1970 begins before any camera: it would squeeze everything that matters.
        let inner = bounds.filter { $0 > 86_400e9 }
        let first = coverage.range.begin.map { Double($0.nanoseconds) } ?? inner.min() ?? bounds.min() ?? 0
        let last = coverage.range.end.map { Double($0.nanoseconds) } ?? bounds.max() ?? first
        let margin = max((last - first) * 0.05, 30 * Self.dayNanoseconds)
        begin = coverage.range.begin == nil ? first - margin : first
        end = coverage.range.end == nil ? last + margin : last
    }

    private static func label(_ line: CalibrationCoverage.Line, _ detectorName: (Int) -> String) -> String {
        var label = line.kind
        if let detector = line.detector { label += " \(detectorName(detector))" }
        if let filter = line.filter { label += " \(filter)" }
        if !line.state.isEmpty { label += " \(CalibrationKeys(state: line.state))" }
        return label.count > longestLabel ? label.prefix(longestLabel - 1) + "…" : label
    }

    /// The drawing as SVG.
    public var svg: String {
        let bottom = Self.top + Double(coverage.lines.count) * Self.row
        let hasDatesBelow = coverage.lines.count > Self.manyLines
        let height = bottom + (hasDatesBelow ? 70 : 54)
        let width = left + Self.width + 40
        var svg = SVGText()
        svg.open(
            "svg",
            [
                ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(number(width)) \(number(height))"),
                ("width", number(width)), ("height", number(height)), ("font-family", "sans-serif"),
            ])
        svg.element("rect", [("width", number(width)), ("height", number(height)), ("fill", "#ffffff")])
        svg.text("Coverage of calibrations", at: (20, 28), size: 18, anchor: "start", color: "#222222", bold: true)
        svg.text(summary, at: (20, 47), size: 12, anchor: "start", color: "#555555")
        for mark in DateAxis.marks(from: begin, to: end) {
            let place = x(mark.nanoseconds)
            svg.element(
                "line",
                [
                    ("x1", number(place)), ("x2", number(place)), ("y1", number(Self.top - 6)),
                    ("y2", number(bottom + 6)), ("stroke", "#cccccc"), ("stroke-width", "1"),
                ])
            for y in [Self.top - 11] + (hasDatesBelow ? [bottom + 18] : []) {
                svg.text(mark.text, at: (place, y), size: 11, anchor: "middle", color: "#555555")
            }
        }
        for (place, line) in coverage.lines.enumerated() {
            let top = Self.top + Double(place) * Self.row
            if place > 0, coverage.lines[place - 1].kind != line.kind {
                svg.element(
                    "line",
                    [
                        ("x1", "20"), ("x2", number(left + Self.width)), ("y1", number(top)), ("y2", number(top)),
                        ("stroke", "#dddddd"), ("stroke-width", "1"),
                    ])
            }
            draw(line, labels[place], top: top, &svg)
        }
        drawLegend(&svg, top: height - 32)
        svg.close("svg")
        return svg.text
    }

    /// What is drawn, and how much of it is not covered.
    private var summary: String {
        func text(_ nanoseconds: Double) -> String {
            Instant(nanosecondsTAI: Int64(nanoseconds)).isoText(scale: .utc, fractionDigits: 0) + " UTC"
        }
        let ends = coverage.range.begin == nil || coverage.range.end == nil ? "; arrows go on forever" : ""
        let count = coverage.lines.count
        let incomplete = coverage.lines.count { line in
            line.gaps.contains { gap in
                gap.begin.map { Double($0.nanoseconds) < end } ?? true
                    && gap.end.map { Double($0.nanoseconds) > begin } ?? true
            }
        }
        return "\(text(begin)) to \(text(end))\(ends). "
            + (incomplete == 0
                ? "\(count) lines, no gap." : "\(count) lines, \(incomplete) of them with gaps.")
    }

    private func number(_ value: Double) -> String { SVGText.number(value) }

    private func x(_ nanoseconds: Double) -> Double {
        let part = end > begin ? (nanoseconds - begin) / (end - begin) : 0
        return left + Self.width * min(max(part, 0), 1)
    }

    private func draw(_ line: CalibrationCoverage.Line, _ label: String, top: Double, _ svg: inout SVGText) {
        svg.text(label, at: (left - 12, top + 12), size: 11, anchor: "end", color: "#222222")
        var shade = false
        for span in line.spans {
            let from = x(span.validity.begin.map { Double($0.nanoseconds) } ?? begin)
            let to = x(span.validity.end.map { Double($0.nanoseconds) } ?? end)
            guard to > from else { continue }
            let color: String
            if span.dataset == nil {
                color = line.isRequired ? "#c0392b" : "#e8c9c5"
            } else {
                // Neighbors differ in shade, so that each dataset is seen to begin.
                color = shade ? "#4a86b8" : "#8ab4d8"
                shade.toggle()
            }
            svg.open(
                "rect",
                [
                    ("x", number(from)), ("y", number(top + 2)), ("width", number(max(to - from, 0.5))),
                    ("height", number(Self.row - 4)), ("fill", color),
                ])
            svg.title(title(span, label))
            svg.close("rect")
            if span.validity.begin == nil { arrow(from: from, by: -7, top, color, &svg) }
            if span.validity.end == nil { arrow(from: to, by: 7, top, color, &svg) }
            guard !span.hidden.isEmpty else { continue }
            svg.element(
                "rect",
                [
                    ("x", number(from)), ("y", number(top + Self.row - 5)), ("width", number(max(to - from, 0.5))),
                    ("height", "3"), ("fill", "#e0a030"),
                ])
        }
    }

    /// A bar's point, which says that it goes on.
    private func arrow(from place: Double, by length: Double, _ top: Double, _ color: String, _ svg: inout SVGText) {
        let corners = [(place, top + 2), (place + length, top + Self.row / 2), (place, top + Self.row - 2)]
        let points = corners.map { "\(number($0.0)),\(number($0.1))" }.joined(separator: " ")
        svg.element("polygon", [("points", points), ("fill", color)])
    }

    private func title(_ span: CalibrationCoverage.Span, _ label: String) -> String {
        var text = "\(label): \(span.validity)"
        if let dataset = span.dataset { text += " \(dataset) in \(span.collection ?? "")" } else { text += " gap" }
        if !span.hidden.isEmpty { text += ", hides \(span.hidden.count)" }
        return text
    }

    private func drawLegend(_ svg: inout SVGText, top: Double) {
        let entries = [
            ("#8ab4d8", "a dataset"), ("#4a86b8", "the next one"), ("#e0a030", "hides another"), ("#e8c9c5", "gap"),
            ("#c0392b", "gap of a required kind"),
        ]
        var left = left
        for (color, text) in entries {
            svg.element(
                "rect",
                [("x", number(left)), ("y", number(top)), ("width", "20"), ("height", "12"), ("fill", color)])
            svg.text(text, at: (left + 26, top + 10), size: 11, anchor: "start", color: "#222222")
            left += 50 + Double(text.count) * 6.5
        }
    }
}
