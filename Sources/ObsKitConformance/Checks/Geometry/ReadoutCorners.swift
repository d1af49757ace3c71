internal import ObsGeometry
internal import ObsKit

extension ConformanceCheck {
    static let readoutCorners = ConformanceCheck(
        "readout-corners", .geometry, .error, "Amplifiers are read at the corner that their prescans and edges say.",
        documentation: """
            Prescan pixels leave the register first, so `serial_prescan_px` lies on the side of `readout_corner`, in the raw section as \
            both are given, and `parallel_prescan_px` likewise; `parallel_overscan_px` is read last and lies on the other side. \
            An amplifier that reaches one of the lower and upper edges of its chip is read towards that edge, flips counted: \
            there is no register inside of a chip (a warning, since some infrared arrays have one). Who corrects charge \
            transfer, crosstalk or brighter-fatter goes by the corner, and corrects in the wrong direction where it is wrong.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            var seen: Set<SensorLayout> = []
            for detector in instrument.versions.flatMap(\.camera.detectors) where seen.insert(detector.layout).inserted
            {
                let layout = detector.layout
                for amplifier in layout.amplifiers {
                    let place = instrument.place(
                        "sensors.yaml", "sensors", layout.name, "amplifiers", amplifier.name, "readout_corner")
                    let what =
                        "the readout_corner of amplifier \(amplifier.name) of sensor \(layout.name) is "
                        + amplifier.readoutCorner.rawValue
                    for evidence in amplifier.cornerEvidence where evidence.side != evidence.corner {
                        findings.add(
                            at: place, "\(what), and its \(evidence.what) says \(evidence.side.rawValue)",
                            hint: "correct the corner, or the sections", instrument: instrument)
                    }
                    if let edge = amplifier.readoutEdge(in: layout.box), edge.side != edge.corner {
                        findings.add(
                            at: place,
                            "\(what), which is inside of the chip after its flips; the amplifier reaches the \(edge.side.rawValue) edge alone",
                            hint: "correct the corner or the flip, or waive it for an array that is read so",
                            instrument: instrument, level: .warning)
                    }
                }
            }
        }
    }
}

/// A side of a box.
private enum Side: String {
    case left, right, lower, upper

    /// On which side of the data of an amplifier another region lies; nil where it lies on neither.
    static func column(of region: Box, beside data: Box) -> Side? {
        if region.isEmpty || data.isEmpty { return nil }
        return region.endX <= data.x ? .left : region.x >= data.endX ? .right : nil
    }

    static func row(of region: Box, beside data: Box) -> Side? {
        if region.isEmpty || data.isEmpty { return nil }
        return region.endY <= data.y ? .lower : region.y >= data.endY ? .upper : nil
    }

    var opposite: Side {
        switch self {
        case .left: .right
        case .right: .left
        case .lower: .upper
        case .upper: .lower
        }
    }
}

extension ReadoutCorner {
    fileprivate var column: Side { self == .lowerLeft || self == .upperLeft ? .left : .right }
    fileprivate var row: Side { self == .lowerLeft || self == .lowerRight ? .lower : .upper }
}

extension Amplifier {
    /// What the regions of the raw section say about the corner, all as they lie in the file: on which side it is, and on which
    /// side it is said to be.
    fileprivate var cornerEvidence: [(what: String, side: Side, corner: Side)] {
        let (column, row) = (readoutCorner.column, readoutCorner.row)
        return [
            ("serial_prescan_px", Side.column(of: rawSerialPrescanBox, beside: rawDataBox), column),
            ("parallel_prescan_px", Side.row(of: rawParallelPrescanBox, beside: rawDataBox), row),
            ("parallel_overscan_px", Side.row(of: rawParallelOverscanBox, beside: rawDataBox)?.opposite, row),
        ].compactMap { what, side, corner in side.map { (what, $0, corner) } }
    }

    /// The edge of the chip, lower or upper, that the amplifier reaches, and the one towards which it is read; nil where it
    /// reaches both or neither.
    fileprivate func readoutEdge(in chip: Box) -> (side: Side, corner: Side)? {
        let (isLower, isUpper) = (box.y == chip.y, box.endY == chip.endY)
        guard isLower != isUpper else { return nil }
        return (isLower ? .lower : .upper, readoutCorner.mirrored(flips).row)
    }
}
