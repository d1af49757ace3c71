public import ObsFITS
internal import ObsGeometry
internal import ObsKit
internal import ObsText

extension RawDetector {
    /// The header for a file of an assembled image.
    ///
    /// It is the header of the observation, corrected, without `EXTNAME`, `INHERIT` and the sections of the raw image. `HISTORY`
    /// says how the image was made, and names the camera with its hash.
    ///
    /// - Parameter image: an image of this detector
    /// - Returns: the header; `FITSImageWriter.append` gives it the cards of the pixels
    public func header<Pixel>(of image: DetectorImage<Pixel>) -> Header {
        var cards = header.filter { card in
            card.keyword != "EXTNAME" && card.keyword != "INHERIT"
                && !(card.value.stringValue.map(FITSSection.isSection) ?? false)
        }
        func history(_ text: String) { cards.append(Card("HISTORY", .string(text))) }
        history("obskit raw assemble: detector \(detector.name), \(image.form.rawValue)")
        history("camera \(camera.name) \(camera.contentHash)")
        for amplifier in image.amplifiers where image.form == .untrimmed {
            var text = "amplifier \(amplifier.name): data \(FITSSection.text(of: amplifier.rawDataBox))"
            if !amplifier.rawSerialOverscanBox.isEmpty {
                text += " overscan \(FITSSection.text(of: amplifier.rawSerialOverscanBox))"
            }
            history(text)
        }
        return Header(cards: cards)
    }
}
