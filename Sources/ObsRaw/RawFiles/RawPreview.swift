internal import ObsGeometry
internal import ObsText

/// A drawing of a detector's image as SVG: the pixels in grays, undefined ones in a color, amplifiers with their readout corners,
/// overscans and prescans outlined.
public struct RawPreview: Sendable {
    /// What of the pixels is black and what is white.
    public struct Stretch: Hashable, Sendable {
        /// The percentage of the pixels that are black.
        public let low: Double
        /// The percentage from which on pixels are white.
        public let high: Double

        /// Creates a stretch; nil unless 0 ≤ low < high ≤ 100.
        public init?(low: Double, high: Double) {
            guard low >= 0, low < high, high <= 100 else { return nil }
            (self.low, self.high) = (low, high)
        }

        /// What shows most images well: 1 to 99 per cent.
        public static let usual = Stretch(uncheckedLow: 1, high: 99)

        private init(uncheckedLow low: Double, high: Double) { (self.low, self.high) = (low, high) }
    }

    /// The drawing as the text of an SVG file; the same image gives the same text.
    public let svg: String

    /// The value that is black, and the one that is white.
    public let limits: (black: Double, white: Double)

    /// The number of undefined pixels, and of others that are no finite number.
    public let undefined: Int

    /// The most pixels of the drawing along an axis.
    private static let size = 1000

    /// Draws an image.
    ///
    /// - Parameters:
    ///   - image: the image; overscans show in untrimmed ones
    ///   - title: what stands above it
    ///   - stretch: what is black and what is white
    public init<Pixel: PixelValue>(_ image: DetectorImage<Pixel>, title: String, stretch: Stretch = .usual) {
        let pixels = image.pixels
        let bin = max(1, (max(pixels.width, pixels.height) + RawPreview.size - 1) / RawPreview.size)
        let binned = RawPreview.binned(pixels, by: bin)
        limits = RawPreview.limits(binned.values, stretch)
        undefined = binned.undefined
        let grays = RawPreview.grays(binned.values, limits, leastGray: undefined > 0 ? 1 : 0)
        let png = PNGImage(
            width: binned.width, grays: RawPreview.upsideDown(grays, width: binned.width),
            isZeroTransparent: undefined > 0)
        let drawing = Drawing(
            image: pixels.box, amplifiers: image.amplifiers, isTrimmed: image.form == .trimmed, bin: bin,
            binned: Box(width: binned.width, height: binned.height), title: title, limits: limits,
            undefined: undefined)
        svg = drawing.svg(png)
    }

    /// Means of the defined pixels of squares, NaN where they are less than half; the last ones of a row or column may be smaller.
    private static func binned<Pixel: PixelValue>(
        _ pixels: PixelImage<Pixel>, by bin: Int
    ) -> (width: Int, height: Int, values: [Double], undefined: Int) {
        let (width, height) = ((pixels.width + bin - 1) / bin, (pixels.height + bin - 1) / bin)
        var values = [Double](repeating: 0, count: width * height)
        var undefined = 0
        for row in 0..<height {
            var sums = [Double](repeating: 0, count: width)
            var counts = [Double](repeating: 0, count: width)
            let rows = row * bin..<min((row + 1) * bin, pixels.height)
            for y in rows {
                for x in 0..<pixels.width {
                    let pixel = pixels[x, y]
                    let value = pixel.realValue
                    guard pixel != pixels.undefined, value.isFinite else {
                        undefined += 1
                        continue
                    }
                    sums[x / bin] += value
                    counts[x / bin] += 1
                }
            }
            for column in 0..<width {
                let all = rows.count * (min((column + 1) * bin, pixels.width) - column * bin)
                let isDefined = 2 * counts[column] > Double(all)
                values[row * width + column] = isDefined ? sums[column] / counts[column] : .nan
            }
        }
        return (width, height, values, undefined)
    }

    private static func limits(_ values: [Double], _ stretch: Stretch) -> (black: Double, white: Double) {
        let sorted = values.filter(\.isFinite).sorted()
        guard !sorted.isEmpty else { return (0, 1) }
        func value(_ percent: Double) -> Double { sorted[Int((percent / 100 * Double(sorted.count - 1)).rounded())] }
        return (value(stretch.low), value(stretch.high))
    }

    /// Grays from black to white, the darkest of them the least gray; what is no number is 0.
    private static func grays(
        _ values: [Double], _ limits: (black: Double, white: Double), leastGray: UInt8
    ) -> [UInt8] {
        let range = limits.white - limits.black
        return values.map { value in
            guard value.isFinite else { return 0 }
            guard range > 0 else { return value < limits.black ? leastGray : value > limits.white ? 255 : 128 }
            return max(leastGray, UInt8(min(max((value - limits.black) / range, 0), 1) * 255))
        }
    }

    /// Rows from the top, as pictures have them.
    private static func upsideDown(_ grays: [UInt8], width: Int) -> [UInt8] {
        stride(from: grays.count - width, through: 0, by: -width).flatMap { grays[$0..<$0 + width] }
    }
}

/// The lines over the picture.
private struct Drawing {
    let image: Box
    let amplifiers: [Amplifier]
    let isTrimmed: Bool
    let bin: Int
    let binned: Box
    let title: String
    let limits: (black: Double, white: Double)
    let undefined: Int

    /// What shows through the picture where pixels are undefined.
    private static let undefinedColor = "#d0108c"

    private static let margin = 30.0
    private static let header = 40.0
    private static let footer = 40.0

    private static var colors: [(name: String, color: String, box: KeyPath<Amplifier, Box>)] {
        [
            ("data", "#4da3ff", \.rawDataBox), ("serial prescan", "#ffd54d", \.rawSerialPrescanBox),
            ("serial overscan", "#ff5a4d", \.rawSerialOverscanBox),
            ("parallel prescan", "#9be37a", \.rawParallelPrescanBox),
            ("parallel overscan", "#e07aff", \.rawParallelOverscanBox),
        ]
    }

    func svg(_ png: PNGImage) -> String {
        let (width, height) = (Double(binned.width), Double(binned.height))
        let (fullWidth, fullHeight) = (
            max(width, 560) + 2 * Drawing.margin, height + Drawing.header + Drawing.footer + Drawing.margin
        )
        var svg = SVGText()
        svg.open(
            "svg",
            [
                ("xmlns", "http://www.w3.org/2000/svg"),
                ("viewBox", "0 0 \(SVGText.number(fullWidth)) \(SVGText.number(fullHeight))"),
                ("width", SVGText.number(fullWidth)), ("height", SVGText.number(fullHeight)),
                ("font-family", "Helvetica, Arial, DejaVu Sans, sans-serif"),
            ])
        svg.element(
            "rect", [("width", SVGText.number(fullWidth)), ("height", SVGText.number(fullHeight)), ("fill", "#1c1c1c")])
        svg.text(title, at: (Drawing.margin, 26), size: 16, anchor: "start", color: "#f0f0f0", bold: true)
        if undefined > 0 {
            svg.element(
                "rect",
                [
                    ("x", SVGText.number(Drawing.margin)), ("y", SVGText.number(Drawing.header)),
                    ("width", SVGText.number(width)), ("height", SVGText.number(height)),
                    ("fill", Drawing.undefinedColor),
                ])
        }
        svg.element(
            "image",
            [
                ("x", SVGText.number(Drawing.margin)), ("y", SVGText.number(Drawing.header)),
                ("width", SVGText.number(width)), ("height", SVGText.number(height)),
                ("href", "data:image/png;base64,\(png.base64)"), ("image-rendering", "pixelated"),
            ])
        outlines(&svg)
        for amplifier in amplifiers { mark(amplifier, &svg) }
        legend(&svg, at: Drawing.header + height + 26)
        svg.close("svg")
        return svg.text
    }

    /// Where the outer corner of a pixel is drawn.
    private func place(_ point: Point) -> Point {
        Point(
            Drawing.margin + (point.x + 0.5) / Double(bin),
            Drawing.header + Double(binned.height) - (point.y + 0.5) / Double(bin))
    }

    private func outlines(_ svg: inout SVGText) {
        for (name, color, path) in Drawing.colors {
            let boxes = amplifiers.map { $0[keyPath: path] }.filter { !$0.isEmpty }
            guard !boxes.isEmpty else { continue }
            let lines = boxes.map { SVGText.path($0.corners.map(place)) }.joined()
            let isOutside = name != "data"
            svg.element(
                "path",
                [
                    ("d", lines), ("fill", isOutside ? color : "none"), ("fill-opacity", isOutside ? "0.12" : "0"),
                    ("stroke", color), ("stroke-width", "0.8"),
                ])
        }
    }

    /// A triangle in the corner that is read first, and the name of the amplifier.
    private func mark(_ amplifier: Amplifier, _ svg: inout SVGText) {
        let box = amplifier.rawDataBox.isEmpty ? amplifier.rawBox : amplifier.rawDataBox
        let corners = box.corners.map(place)
        let order: [ReadoutCorner] = [.lowerLeft, .lowerRight, .upperRight, .upperLeft]
        guard let corner = order.firstIndex(of: amplifier.readoutCorner) else { return }
        let (at, next, last) = (corners[corner], corners[(corner + 1) % 4], corners[(corner + 3) % 4])
        func along(_ other: Point) -> Point {
            let whole = ((other.x - at.x) * (other.x - at.x) + (other.y - at.y) * (other.y - at.y)).squareRoot()
            let leg = min(18, 0.4 * whole)
            return whole > 0 ? Point(at.x + (other.x - at.x) * leg / whole, at.y + (other.y - at.y) * leg / whole) : at
        }
        svg.element(
            "path",
            [
                ("d", SVGText.path([at, along(next), along(last)])), ("fill", "#00e5c8"), ("fill-opacity", "0.9"),
                ("stroke", "#003c35"), ("stroke-width", "0.5"),
            ])
        let middle = place(box.center)
        let room = min(abs(corners[1].x - corners[0].x) * 0.9 / (0.62 * Double(max(amplifier.name.count, 2))), 22)
        svg.text(
            amplifier.name, at: (middle.x, middle.y), size: room, anchor: "middle", color: "#ffffff",
            more: [("stroke", "#000000"), ("stroke-width", SVGText.number(room * 0.2)), ("paint-order", "stroke")])
    }

    private func legend(_ svg: inout SVGText, at y: Double) {
        var x = Drawing.margin
        let shown = Drawing.colors.filter { entry in amplifiers.contains { !$0[keyPath: entry.box].isEmpty } }
        for (name, color, _) in shown where !(isTrimmed && name != "data") {
            svg.element(
                "rect",
                [
                    ("x", SVGText.number(x)), ("y", SVGText.number(y - 9)), ("width", "10"), ("height", "10"),
                    ("fill", "none"), ("stroke", color), ("stroke-width", "1.5"),
                ])
            svg.text(name, at: (x + 15, y), size: 12, anchor: "start", color: "#dddddd")
            x += 25 + 6.6 * Double(name.count)
        }
        if undefined > 0 {
            svg.element(
                "rect",
                [
                    ("x", SVGText.number(x)), ("y", SVGText.number(y - 9)), ("width", "10"), ("height", "10"),
                    ("fill", Drawing.undefinedColor),
                ])
            svg.text(
                "undefined: \(undefined) pixels", at: (x + 15, y), size: 12, anchor: "start", color: "#dddddd")
        }
        svg.text(
            "black \(SVGText.number(limits.black)), white \(SVGText.number(limits.white)), \(image.width) x \(image.height) pixels, "
                + "triangle: read first", at: (Drawing.margin, y + 20), size: 12, anchor: "start", color: "#aaaaaa")
    }
}
