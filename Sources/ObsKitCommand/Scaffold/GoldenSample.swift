internal import ObsDocuments
internal import ObsFITS
internal import ObsKit
internal import ObsKitConformance
internal import ObsTranslation

/// A golden header that is being made out of a real file.
struct GoldenSample {
    /// The headers, the primary first, with the cards that matter.
    let hdus: [Header]

    /// The headers as a FITS file without pixels.
    var fits: [UInt8] { GoldenHeader.fits(of: hdus) }

    /// The text of the golden header.
    ///
    /// - Parameters:
    ///   - instrument: the instrument
    ///   - path: the file that it was made of
    ///   - observations: what must come of it
    /// - Returns: the text
    func yaml(of instrument: String, from path: String, observations: [ObservationInfo]) -> String {
        var writer = YAMLWriter()
        writer.beginMapping()
        writer.member("schema", GoldenHeader.schema)
        writer.member("about", "Made by obskit new out of \(path.split(separator: "/").last ?? "a file").")
        writer.member("instrument", instrument)
        writer.key("hdus")
        writer.beginSequence()
        for header in hdus {
            writer.beginMapping(flow: header.count == 0)
            for card in header { write(card, &writer) }
            writer.endMapping()
        }
        writer.endSequence()
        writer.comment(
            "DECIDE: compare each value with what you know of the exposure, say in about: from where, and take the next line away"
        )
        writer.member("unconfirmed", "these are the values that the drafted rules give")
        writer.key("observations")
        writer.beginSequence()
        for info in observations {
            writer.beginMapping()
            if let document = try? Document.json(text: info.wireForm, file: "") {
                for (key, value) in document.root.entries where !value.isNull {
                    writer.key(key.text ?? "")
                    writer.value(value)
                }
            }
            writer.endMapping()
        }
        writer.endSequence()
        writer.endMapping()
        return writer.text
    }

    private func write(_ card: Card, _ writer: inout YAMLWriter) {
        let name = card.keyword.name
        if let truth = card.value.logicalValue {
            writer.member(name, truth)
        } else if let text = card.value.stringValue {
            writer.member(name, text)
        } else if let number = card.value.integerValue {
            writer.member(name, number)
        } else if case .largeInteger(let digits) = card.value {
            writer.key(name)
            writer.value(wholeNumber: digits)
        } else if let number = card.value.realValue {
            writer.member(name, number)
        } else if card.value.isUndefined {
            writer.key(name)
            writer.null()
        }
    }
}
