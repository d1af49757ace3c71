internal import ObsTime
internal import ObsYAML

/// Draws a coverage as a timeline: a bar for each line, gaps and overlaps marked.
public struct CoverageTimeline: Sendable {
    private let coverage: CalibrationCoverage
    private let begin: Double
    private let end: Double
    /// The name of a detector for people.
    private let detectorName: @Sendable (Int) -> String

    private static let left = 260.0
    private static let width = 900.0
    private static let row = 16.0
    private static let top = 64.0
    private static let dayNanoseconds = 86_400e9

    /// A drawing of a coverage.
    ///
    /// Where the range is open, the drawing ends a little beyond the first and last change.
    ///
    /// - Parameters:
    ///   - coverage: What is drawn.
    ///   - detectorName: The name of a detector for people; its id when nothing is given.
    public init(_ coverage: CalibrationCoverage, detectorName: @escaping @Sendable (Int) -> String = { "\($0)" }) {
        self.coverage = coverage
        self.detectorName = detectorName
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

    /// The drawing as SVG.
    public var svg: String {
        let height = Self.top + Double(coverage.lines.count) * Self.row + 70
        let width = Self.left + Self.width + 30
        var svg = SVGText()
        svg.open(
            "svg",
            [
                ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(number(width)) \(number(height))"),
                ("width", number(width)), ("height", number(height)), ("font-family", "sans-serif"),
            ])
        svg.element("rect", [("width", number(width)), ("height", number(height)), ("fill", "#ffffff")])
        svg.text("Coverage of calibrations", at: (20, 28), size: 18, anchor: "start", color: "#222222", bold: true)
        drawYears(&svg, bottom: height - 62)
        for (place, line) in coverage.lines.enumerated() {
            draw(line, top: Self.top + Double(place) * Self.row, &svg)
        }
        drawLegend(&svg, top: height - 40)
        svg.close("svg")
        return svg.text
    }

    private func number(_ value: Double) -> String { SVGText.number(value) }

    private func x(_ nanoseconds: Double) -> Double {
        let part = end > begin ? (nanoseconds - begin) / (end - begin) : 0
        return Self.left + Self.width * min(max(part, 0), 1)
    }

    /// Lines at the beginnings of years, of months where the range is short.
    private func drawYears(_ svg: inout SVGText, bottom: Double) {
        let days = (end - begin) / Self.dayNanoseconds
        let first = Instant(nanosecondsTAI: Int64(begin)).calendarDay(scale: .utc).year
        let last = Instant(nanosecondsTAI: Int64(end)).calendarDay(scale: .utc).year
        let step = max(1, (last - first) / 14)
        let months = days < 800 ? Array(stride(from: 1, through: 12, by: days < 400 ? 1 : 3)) : [1]
        for year in first...last where (year - first) % step == 0 {
            for month in months {
                let text = "\(year)-\(month < 10 ? "0" : "")\(month)-01"
                guard let instant = try? Instant(iso: text, scale: .utc) else { continue }
                let nanoseconds = Double(instant.nanoseconds)
                guard nanoseconds >= begin, nanoseconds <= end else { continue }
                let place = number(x(nanoseconds))
                svg.element(
                    "line",
                    [
                        ("x1", place), ("x2", place), ("y1", number(Self.top - 6)), ("y2", number(bottom)),
                        ("stroke", "#dddddd"), ("stroke-width", "1"),
                    ])
                svg.text(
                    months.count > 1 ? String(text.prefix(7)) : "\(year)", at: (x(nanoseconds), Self.top - 12),
                    size: 11,
                    anchor: "middle", color: "#555555")
            }
        }
    }

    private func draw(_ line: CalibrationCoverage.Line, top: Double, _ svg: inout SVGText) {
        var label = line.kind
        if let detector = line.detector { label += " \(detectorName(detector))" }
        if let filter = line.filter { label += " \(filter)" }
        if !line.state.isEmpty { label += " \(CalibrationKeys(state: line.state))" }
        if label.count > 40 { label = label.prefix(39) + "…" }
        svg.text(label, at: (Self.left - 8, top + 11), size: 11, anchor: "end", color: "#222222")
        var shade = false
        for span in line.spans {
            let from = x(span.validity.begin.map { Double($0.nanoseconds) } ?? begin)
            let to = x(span.validity.end.map { Double($0.nanoseconds) } ?? end)
            guard to > from else { continue }
            let color: String
            if span.dataset == nil {
                color = line.isRequired ? "#c0392b" : "#e8c9c5"
            } else {
                // Neighbours differ in shade, so that each dataset is seen to begin.
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
            guard !span.hidden.isEmpty else { continue }
            svg.element(
                "rect",
                [
                    ("x", number(from)), ("y", number(top + Self.row - 5)), ("width", number(max(to - from, 0.5))),
                    ("height", "3"), ("fill", "#e0a030"),
                ])
        }
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
        var left = Self.left
        for (color, text) in entries {
            svg.element(
                "rect",
                [("x", number(left)), ("y", number(top)), ("width", "20"), ("height", "12"), ("fill", color)])
            svg.text(text, at: (left + 26, top + 10), size: 11, anchor: "start", color: "#222222")
            left += 50 + Double(text.count) * 6.5
        }
    }
}
