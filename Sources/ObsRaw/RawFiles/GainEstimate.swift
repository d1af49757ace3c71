public import ObsGeometry

/// What the noise of an image says of an amplifier's gain.
///
/// Light arrives in electrons, whose number in a pixel varies by its square root: `S` ADU above the bias scatter by
/// `sqrt(S / gain)` ADU and the read noise beside it, in quadrature (J. R. Janesick, Photon Transfer, SPIE 2007, chapter 5). Scatter is
/// that of the differences of neighbors in a row, so that gradients and most of what stars and flat fields do is left out.
public struct GainEstimate: Hashable, Sendable {
    /// The name of the amplifier.
    public let amplifier: String
    /// The signal, ADU above the serial overscan.
    public let signal: Double
    /// The scatter of one pixel, ADU.
    public let noise: Double
    /// The gain that makes photons scatter so, electron/ADU; infinite where nothing is left for photons.
    public let gain: Double

    /// How many differences there must be.
    private static let leastCount = 500
    /// How much of the scatter must be that of photons by the gain that is described.
    private static let leastShare = 0.75
    /// The least scatter, ADU, of an overscan that was measured.
    private static let leastReadNoise = 0.1

    /// The estimate from an untrimmed image; nil where there is no overscan, no gain or too little light, or where the overscan does
    /// not scatter, as in an image that was made and not measured.
    ///
    /// - Parameters:
    ///   - amplifier: one of the image's amplifiers, with the gain that is described
    ///   - image: the image
    public init?<Pixel: PixelValue>(_ amplifier: Amplifier, in image: DetectorImage<Pixel>) {
        guard let described = amplifier.gain else { return nil }
        let statistics = AmplifierStatistics(amplifier, in: image)
        guard let bias = statistics.serialOverscan, let data = statistics.data, bias.noise >= Self.leastReadNoise else {
            return nil
        }
        if let saturation = amplifier.saturation, data.level > 0.9 * saturation { return nil }
        let (view, blank) = (image.view(.data, of: amplifier), image.pixels.undefined)
        var differences: [Double] = []
        differences.reserveCapacity(view.count)
        for row in 0..<view.box.height {
            var previous = Double.nan
            for pixel in view.row(row) {
                let value = pixel == blank ? .nan : pixel.realValue
                let difference = value - previous
                if difference.isFinite { differences.append(difference) }
                previous = value
            }
        }
        guard differences.count >= Self.leastCount, let scatter = RegionStatistics(differences) else { return nil }
        signal = data.level - bias.level
        noise = scatter.noise / 2.0.squareRoot()
        self.amplifier = amplifier.name
        let (photons, read) = (signal / described, bias.noise * bias.noise)
        guard signal > 0, photons > Self.leastShare * (photons + read) else { return nil }
        let rest = noise * noise - read
        gain = rest > 0 ? signal / rest : .infinity
    }

    /// What the estimate says against a gain, in words; nil where it says nothing.
    ///
    /// Nothing scatters less than photons do: a gain of less than half of the estimate cannot be. More scatter than that of photons has
    /// many reasons, so that a gain above the estimate is told only where its reciprocal is the estimate.
    ///
    /// - Parameter described: a gain, electron/ADU
    /// - Returns: a phrase with the figures
    public func contradiction(of described: Double) -> String? {
        let isInverted = (0.7...1.4).contains(gain * described)
        guard gain > 2 * described || gain < described / 2 && isInverted else { return nil }
        func round(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
        let expected = (signal / described).squareRoot()
        return
            "\(round(signal)) ADU of light scatter by \(round(noise)) ADU; at a gain of \(described) electron/ADU photons alone "
            + "scatter by \(round(expected)) ADU"
            + (isInverted ? ", and at its reciprocal by \(round((signal * described).squareRoot())) ADU" : "")
    }
}
