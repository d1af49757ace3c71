internal import ObsDocuments
internal import ObsKit
internal import ObsText
internal import ObsTime

/// A footprint on its way out, with its file and the detectors to print.
struct FootprintRecord {
    /// The schema of its JSON form.
    static let schema = "obskit/footprint/1"

    /// The file; nil where the call said where the camera looks.
    let source: String?
    let instrument: String
    /// Which exposure it is of, and the observing day as YYYYMMDD; nil where the call said where the camera looks.
    var key: ExposureKey?
    var day: Int?
    var exposure: Int?
    var observation: String?
    let footprint: Footprint
    /// The numbers of the detectors that are printed; nil for all.
    var detectors: Set<Int>?

    init(source: String?, instrument: String, footprint: Footprint, detectors: Set<Int>?) {
        self.source = source
        self.instrument = instrument
        self.footprint = footprint
        self.detectors = detectors
    }

    /// The detectors that are printed.
    var parts: [Footprint.Part] { footprint.detectors.filter { detectors?.contains($0.detector) ?? true } }

    /// What it is of, in words.
    var name: String { source ?? instrument }
}

/// Prints footprints as they come, in the wanted format.
struct FootprintPrinter {
    /// The form; nil for none.
    let format: FootprintCommand.Format?
    /// The file of the drawing; nil for none.
    let drawing: String?
    private var list = JSONListOutput()
    private var drawn: [SkyPlot.Shape] = []
    private var hasBegun = false

    /// - Parameters:
    ///   - format: the form; nil for none
    ///   - drawing: the file of the drawing; nil for none
    init(format: FootprintCommand.Format?, drawing: String?) {
        self.format = format
        self.drawing = drawing
    }

    mutating func print(_ record: FootprintRecord) {
        if drawing != nil {
            drawn += record.parts.map {
                SkyPlot.Shape(polygon: $0.polygon, name: "\(record.name) \($0.name)", isOutline: false)
            }
            drawn.append(SkyPlot.Shape(polygon: record.footprint.focalPlane, name: record.name, isOutline: true))
        }
        switch format {
        case .text: Output.result(Self.text(record))
        case .json: list.print { Self.write(record, to: &$0) }
        case .sRegion:
            for part in record.parts { Self.line([record.name, part.name, part.polygon.ivoaText]) }
            Self.line([record.name, "-", record.footprint.focalPlane.ivoaText])
        case .ds9:
            if !hasBegun { Output.result("# Region file format: DS9 version 4.1\nicrs\n") }
            for part in record.parts { Output.line("polygon(\(Self.corners(part.polygon))) # text={\(part.name)}") }
            Output.line("polygon(\(Self.corners(record.footprint.focalPlane))) # color=red dash=1")
        case nil: break
        }
        hasBegun = true
    }

    /// Ends a list, and writes the drawing.
    ///
    /// - Throws: `ExitCode` (1) when the drawing cannot be written
    mutating func finish() throws {
        if format == .json { list.finish() }
        guard let drawing else { return }
        guard let plot = SkyPlot(drawn) else {
            Report.error(.nothingToDraw, "no exposure has a footprint, so \(drawing) is not written")
            throw ExitStatus.problems.code
        }
        try Report.orExit(.problems) { try FileSystem.write(Array(plot.svg.utf8), to: drawing) }
        if format == nil { Output.line("\(drawing): \(DisplayText.counted(drawn.count, "polygon"))") }
    }

    /// A line of cells with tabs between them.
    private static func line(_ cells: [String]) {
        Output.document(Array((cells.map(DisplayText.visible).joined(separator: "\t") + "\n").utf8))
    }

    private static func corners(_ polygon: SkyPolygon) -> String {
        polygon.vertices.map { "\($0.rightAscension),\($0.declination)" }.joined(separator: ",")
    }

    private static func text(_ record: FootprintRecord) -> String {
        let pointing = record.footprint.pointing
        let place = [pointing.boresight.rightAscension, pointing.boresight.declination].map {
            CameraText.decimals($0, 5)
        }
        let exposure = record.observation.map { " \($0)" } ?? ""
        var rows = [["detector", "name", "ra deg", "dec deg", "area deg2", "corners"]]
        rows += record.parts.map { row(["\($0.detector)", $0.name], $0.polygon) }
        rows.append(row(["-", "focal plane"], record.footprint.focalPlane))
        return "\(record.name): \(record.instrument)\(exposure) at \(place[0]) \(place[1]), turned by "
            + "\(CameraText.decimals(pointing.rotation, 4)) deg\n"
            + TextTable.text(rows, rightAligned: [0, 2, 3, 4, 5])
    }

    private static func row(_ names: [String], _ polygon: SkyPolygon) -> [String] {
        let center = polygon.center
        let degrees = 180 / Double.pi
        return names + [
            CameraText.decimals(center.rightAscension, 5), CameraText.decimals(center.declination, 5),
            CameraText.decimals(polygon.area * degrees * degrees, 6), "\(polygon.vertices.count)",
        ]
    }

    private static func write(_ record: FootprintRecord, to writer: inout JSONWriter) {
        let footprint = record.footprint
        writer.beginObject()
        writer.member("schema", FootprintRecord.schema)
        writer.member("source", record.source)
        writer.member("instrument", record.instrument)
        writer.member("exposure_id", record.exposure)
        writer.member("observation_id", record.observation)
        writer.key("pointing")
        writer.beginObject()
        writer.member("ra_deg", footprint.pointing.boresight.rightAscension)
        writer.member("dec_deg", footprint.pointing.boresight.declination)
        writer.member("rotation_deg", footprint.pointing.rotation)
        writer.endObject()
        writer.member("points_per_edge", footprint.outline.pointsPerEdge)
        writer.member("padding_pixels", footprint.outline.paddingPixels)
        writer.key("focal_plane")
        writer.beginObject()
        write(footprint.focalPlane, to: &writer)
        writer.endObject()
        writer.key("detectors")
        writer.beginArray()
        for part in record.parts {
            writer.beginObject()
            writer.member("id", part.detector)
            writer.member("name", part.name)
            write(part.polygon, to: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    private static func write(_ polygon: SkyPolygon, to writer: inout JSONWriter) {
        writer.member("area_sr", polygon.area)
        writer.member("s_region", polygon.ivoaText)
        writer.key("vertices_deg")
        writer.beginArray()
        for vertex in polygon.vertices {
            writer.beginArray()
            writer.value(vertex.rightAscension)
            writer.value(vertex.declination)
            writer.endArray()
        }
        writer.endArray()
    }
}

extension Diagnostic.Code {
    static let nothingToDraw = Self(rawValue: "nothing-to-draw")
}
