public import ObsGeometry

/// The image of a detector with the amplifiers that fit it: boxes and readout corners are those of this image.
public struct DetectorImage<Pixel: BitwiseCopyable & Sendable>: Sendable {
    /// The detector of the camera.
    public let detector: Detector
    /// Which pixels the image has.
    public let form: AssembledForm
    /// The pixels.
    public let pixels: PixelImage<Pixel>
    /// The amplifiers: raw boxes as they lie in this image, `readoutCorner` the corner of it that was read first, nothing left to flip.
    public let amplifiers: [Amplifier]

    /// Joins pixels with what their layout says of them.
    ///
    /// - Precondition: the image has the size of the layout's
    public init(_ pixels: PixelImage<Pixel>, _ form: AssembledForm, of layout: RawLayout) {
        precondition(pixels.box == layout.box(of: form), "the image has not the size of the layout")
        detector = layout.detector
        self.form = form
        self.pixels = pixels
        amplifiers = layout.amplifiers(in: form)
    }

    /// A region of an amplifier, without copying it; empty where the image has none.
    ///
    /// - Parameters:
    ///   - region: which
    ///   - amplifier: one of `amplifiers`
    /// - Returns: the pixels of the region
    public func view(_ region: RawStatement.Region, of amplifier: Amplifier) -> PixelView<Pixel> {
        pixels[amplifier.rawBox(of: region)]
    }

    /// The amplifier of a name, or nil.
    public func amplifier(named name: String) -> Amplifier? { amplifiers.first { $0.name == name } }
}
