internal import ObsGeometry
internal import ObsKit

extension ConformanceCheck {
    static let gainsSane = ConformanceCheck(
        "gains-sane", .geometry, .warning, "Gains fit the full pixels of chips, and those of one camera are alike.",
        documentation: """
            Gain times saturation is the number of electrons in a full pixel: some hundreds to some thousands for each square \
            micrometer. The check takes the median amplifier of each chip and accepts 60 to 6000, or 140 to 6000 where the gain is \
            below 1. It also reports a gain whose reciprocal is much nearer to the other gains of the camera. Most often such a \
            gain is in ADU/electron instead of electron/ADU. Sometimes the saturation is in electrons instead of ADU, or the pixel \
            size is in another unit. `obskit conformance --raw FILE` compares the gain with the noise of an image, which decides it.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for camera in instrument.versions.map(\.camera) {
                let gains = camera.detectors.flatMap(\.amplifiers).compactMap(\.believableGain).sorted()
                guard !gains.isEmpty else { continue }
                for detector in camera.detectors {
                    let place = instrument.place(ofValue: "gain", of: detector)
                    if let full = FullPixel(detector), !full.isBelievable {
                        let isInverted = FullPixel(full, gain: 1 / full.gain).isBelievable
                        findings.add(
                            at: place,
                            "with a gain of \(full.gain) electron/ADU a full pixel of \(detector.name) holds "
                                + "\(Int(full.electrons)) electrons, \(Int(full.density)) for each square micrometer",
                            hint: isInverted
                                ? "give the gain in electron/ADU; if this is ADU/electron, it is \(rounded(1 / full.gain))"
                                : "check the units of gain, saturation and pixel_size_mm", instrument: instrument)
                        continue
                    }
                    for amplifier in detector.amplifiers {
                        guard let gain = amplifier.believableGain,
                            isReciprocal(gain, among: gains[gains.count / 2])
                        else { continue }
                        findings.add(
                            at: place,
                            "the gain of amplifier \(amplifier.name) of \(detector.name) is \(gain) electron/ADU, and half of the "
                                + "gains of the camera are \(gains[gains.count / 2]) or more",
                            hint: "if it is in ADU/electron, write \(rounded(1 / gain))", instrument: instrument)
                    }
                }
            }
        }
    }

    /// Whether the reciprocal of a gain is nearer to the usual one than the gain, by a factor of 1.5 at least.
    private static func isReciprocal(_ gain: Double, among usual: Double) -> Bool {
        func farness(_ factor: Double) -> Double { max(factor, 1 / factor) }
        return farness(gain / usual) > 1.5 * farness(gain * usual)
    }

    private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}

extension Amplifier {
    /// The gain; nil where no amplifier has such a gain, which nominal-values reports.
    fileprivate var believableGain: Double? { gain.flatMap { (0.01...100).contains($0) ? $0 : nil } }
}

/// The electrons in a full pixel of a chip.
private struct FullPixel {
    /// The median gain of the chip's amplifiers, electron/ADU.
    let gain: Double
    /// The electrons in a full pixel.
    let electrons: Double
    /// The electrons in each square micrometer of a full pixel.
    let density: Double

    /// Computes them for a chip; nil where gain or saturation is not known.
    init?(_ detector: Detector) {
        let values = detector.amplifiers.compactMap { amplifier in
            amplifier.believableGain.flatMap { gain in amplifier.saturation.map { (gain: gain, electrons: gain * $0) } }
        }
        guard !values.isEmpty else { return nil }
        gain = values.map(\.gain).sorted()[values.count / 2]
        electrons = values.map(\.electrons).sorted()[values.count / 2]
        density = electrons / (detector.pixelSize.x * detector.pixelSize.y * 1e6)
    }

    /// Computes them for the chip of `other` with another gain.
    init(_ other: FullPixel, gain: Double) {
        self.gain = gain
        electrons = other.electrons / other.gain * gain
        density = other.density / other.gain * gain
    }

    var isBelievable: Bool { density >= (gain < 1 ? 140 : 60) && density <= 6000 }
}
