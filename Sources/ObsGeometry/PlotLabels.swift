internal import ObsText

/// The names and ids of detectors on a drawing: one size of letters for each type of detector, so that all of its names fit.
struct PlotLabels {
    /// A name above its id, in units of the name's size.
    private static let (ascent, idDrop, idSize, halo) = (0.75, 0.94, 0.6, 0.08)
    /// The part of a chip that a label may take, the largest letters, and those below which a level name is turned.
    private static let (room, largest, turned) = (0.9, 60.0, 16.0)

    private let canvas: Canvas
    private let detectors: [Detector]
    /// The size of letters by type.
    private let sizes: [DetectorType: Double]

    init(_ camera: Camera, _ canvas: Canvas) {
        self.canvas = canvas
        detectors = camera.detectors
        var sizes: [DetectorType: Double] = [:]
        for detector in camera.detectors {
            let (level, upright) = Self.fits(detector, canvas)
            let size = min(level < Self.turned && upright > 1.5 * level ? upright : level, Self.largest)
            sizes[detector.type] = min(sizes[detector.type] ?? size, size)
        }
        self.sizes = sizes
    }

    /// Draws the labels.
    ///
    /// The halo of each has the color of its chip and is thinner than the gap to its neighbors.
    func draw(_ svg: inout SVGText) {
        for detector in detectors {
            guard let size = sizes[detector.type] else { continue }
            let center = canvas.place(detector.pixelsToFocalPlane(detector.box.center))
            let isUpright = Self.fits(detector, canvas).level < size
            let turn = isUpright ? "rotate(-90 \(SVGText.number(center.x)) \(SVGText.number(center.y)))" : nil
            let baseline = center.y + size * (Self.ascent - Self.idDrop) / 2
            line(detector.name, detector, (center.x, baseline), size, "#111111", turn, &svg)
            line(
                "\(detector.id)", detector, (center.x, baseline + size * Self.idDrop), size * Self.idSize, "#444444",
                turn, &svg)
        }
    }

    private func line(
        _ text: String, _ detector: Detector, _ place: (x: Double, y: Double), _ size: Double, _ color: String,
        _ turn: String?, _ svg: inout SVGText
    ) {
        let halo = [
            ("stroke", PlotStyle.fill(detector)), ("stroke-width", SVGText.number(2 * Self.halo * size)),
            ("stroke-linejoin", "round"), ("paint-order", "stroke"),
        ]
        svg.text(text, at: place, size: size, anchor: "middle", color: color, transform: turn, more: halo)
    }

    /// The largest sizes at which a label stays inside of its chip, when it is level and when it is upright.
    private static func fits(_ detector: Detector, _ canvas: Canvas) -> (level: Double, upright: Double) {
        let corners = detector.box.corners.map { canvas.place(detector.pixelsToFocalPlane($0)) }
        let (width, height) = (corners[0].distance(to: corners[1]), corners[0].distance(to: corners[3]))
        guard width > 0, height > 0, width.isFinite, height.isFinite else { return (0, 0) }
        // How far the chip's rows are from level.
        let cosine = abs(corners[1].x - corners[0].x) / width
        let sine = abs(corners[1].y - corners[0].y) / width
        let along = max(TextWidth.of(detector.name), idSize * TextWidth.of("\(detector.id)")) + 2 * halo
        let across = ascent + idDrop + 2 * halo
        func size(_ along: Double, _ across: Double) -> Double {
            room * min(width / (along * cosine + across * sine), height / (along * sine + across * cosine))
        }
        return (size(along, across), size(across, along))
    }
}

/// How wide a text may become, in units of its size: the widest of the fonts that a drawing asks for.
enum TextWidth {
    static func of(_ text: String) -> Double { text.unicodeScalars.reduce(0) { $0 + width($1) } }

    // After DejaVu Sans 2.37, which is wider than Helvetica and Arial; rounded up.
    private static func width(_ scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", " ": 0.35
        case "-", "_", "(", ")", "[", "]", "/", "f", "r", "t": 0.5
        case "0"..."9": 0.64
        case "m", "w", "M", "W", "@", "%": 1.02
        case "a"..."z": 0.64
        case "A"..."Z": 0.79
        default: scalar.isASCII ? 0.84 : 1.02
        }
    }
}
