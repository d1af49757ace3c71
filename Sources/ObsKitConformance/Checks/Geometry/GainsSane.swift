internal import ObsGeometry
internal import ObsKit

extension ConformanceCheck {
    static let gainsSane = ConformanceCheck(
        "gains-sane", .geometry, .warning, "A pixel holds as many electrons as one of its size can.",
        documentation: """
            Gain times saturation is how many electrons a pixel holds when it is full. Chips hold some hundreds to some thousands for \
            each square micrometre of a pixel; believed are 150 to 6000, for the amplifier in the middle of each chip's. Less or \
            more is most often a gain in ADU/electron instead of electron/ADU, a saturation in electrons instead of ADU, or a \
            pixel size in another unit. `obskit conformance --raw FILE` compares the gain with the noise of an image, which \
            tells for certain.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for detector in instrument.versions.flatMap(\.camera.detectors) {
                // What is beyond belief by itself is nominal-values' to say.
                let amplifiers = detector.amplifiers.filter { $0.gain.map { (0.01...100).contains($0) } ?? false }
                let wells = amplifiers.compactMap { amplifier in
                    amplifier.gain.flatMap { gain in amplifier.saturation.map { gain * $0 } }
                }.sorted()
                guard !wells.isEmpty else { continue }
                let well = wells[wells.count / 2]
                let area = detector.pixelSize.x * detector.pixelSize.y * 1e6
                let density = well / area
                if believed.contains(density) { continue }
                let gains = amplifiers.compactMap(\.gain).sorted()
                let gain = gains[gains.count / 2]
                let inverse = density / gain / gain
                findings.add(
                    at: detector.device.flatMap { instrument.place("focal-plane.yaml", "devices", $0.name, "gain") }
                        ?? instrument.place("sensors.yaml", "sensors", detector.layout.name),
                    "with the gain \(gain) electron/ADU a full pixel of \(detector.name) holds \(Int(well)) electrons, "
                        + "\(Int(density)) for each square micrometre; believed are \(Int(believed.lowerBound)) to "
                        + "\(Int(believed.upperBound))",
                    hint: believed.contains(inverse)
                        ? "is it in ADU/electron? then the gain is \(round4(1 / gain))"
                        : "check the units of gain, saturation and pixel_size_mm", instrument: instrument)
            }
        }
    }

    /// Electrons for each square micrometre of a full pixel.
    private static let believed = 150.0...6000.0

    private static func round4(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
