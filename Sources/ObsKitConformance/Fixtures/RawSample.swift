internal import ObsFITS
internal import ObsGeometry
package import ObsKit
internal import ObsRaw
internal import ObsText
internal import ObsTranslation

/// A golden header as a raw file with pixels, to try things out on.
///
/// The pixels follow from the camera of the header's date, so that the file shows how raw images are put together and is no test
/// of whether the camera is right. In ADU: the level of an amplifier is 1000, and 100 more for each amplifier before it; the
/// light-sensitive pixels have 500 more, and one for each column and row of the assembled detector; other pixels have the
/// level alone. Amplifiers whose images are HDUs of their own get them, where the camera says, behind the golden header's.
package struct RawSample {
    /// The bytes of the file.
    package let fits: [UInt8]
    /// The number of its HDUs.
    package let hduCount: Int

    /// Makes the file of a golden header.
    ///
    /// - Throws: `DiagnosticsError` when the camera of its detectors is not known, or two of them want one HDU
    package init(_ golden: GoldenHeader, catalog: InstrumentCatalog) throws {
        let instrument = try catalog.instrument(named: golden.instrument)
        let file = try catalog.open(bytes: golden.fits, named: "a golden header").translate()
        guard !file.observations.isEmpty else { throw Self.refused("the golden header has no observation") }
        var hdus = SampleHDUs(golden.hdus)
        for observation in file.observations {
            guard let number = observation.report.info.detectorNum, let begin = observation.report.info.datetimeBegin
            else {
                throw Self.refused("HDU \(observation.hdu) of the golden header names no detector, or no time")
            }
            guard let detector = try instrument.camera(at: begin).detector(number) else {
                throw Self.refused("the camera of \(golden.instrument) has no detector \(number) at \(begin)")
            }
            let layout = try RawLayout(of: detector)
            for (place, image) in zip(layout.images, SampleImage.images(of: layout)) {
                let name = detector.amplifiers.first { $0.rawImage == place }?.extensionName
                try hdus.put(image, at: place, named: name, besides: observation.hdu)
            }
        }
        hduCount = hdus.count
        fits = hdus.fits
    }

    fileprivate static func refused(_ message: String) -> DiagnosticsError {
        DiagnosticsError([
            Diagnostic(.error, .noPixels, at: nil, message, hint: "make the file without --pixels")
        ])
    }
}

/// The HDUs of a file that is made: headers, some with images.
private struct SampleHDUs {
    private var headers: [Header]
    private var images: [Int: SampleImage] = [:]

    var count: Int { headers.count }

    init(_ headers: [Header]) { self.headers = headers }

    /// Puts an image where a camera says that it is.
    ///
    /// - Parameters:
    ///   - image: the image
    ///   - place: which image of a raw file it is
    ///   - name: the name of its HDU
    ///   - own: the HDU that holds the observation of its detector
    /// - Throws: `DiagnosticsError` when the HDU has an image already
    mutating func put(_ image: SampleImage, at place: RawImagePlace, named name: String?, besides own: Int) throws {
        let index =
            switch place {
            case .detector: own
            case .hdu(let number): number
            case .named(let name, let usual): index(of: name, usually: usual)
            }
        while headers.count <= index { headers.append(Header(cards: [])) }
        guard images.updateValue(image, forKey: index) == nil else {
            throw RawSample.refused("two images of the golden header's detectors are in HDU \(index) by the camera")
        }
        if let name, headers[index]["EXTNAME"] == nil {
            headers[index] = Header(cards: [Card("EXTNAME", .string(name))] + headers[index])
        }
    }

    /// The HDU of a name; where there is none, the usual one if that is nobody else's, or a new one.
    private func index(of name: String, usually usual: Int?) -> Int {
        if let known = headers.firstIndex(where: { $0["EXTNAME"]?.stringValue?.uppercased() == name }) { return known }
        if let usual, usual >= headers.count || headers[usual]["EXTNAME"] == nil && images[usual] == nil {
            return usual
        }
        return headers.count
    }

    /// The bytes of the file.
    var fits: [UInt8] {
        var bytes: [UInt8] = []
        for (index, header) in headers.enumerated() {
            let image = images[index]
            bytes += GoldenHeader.fits(
                of: header, isPrimary: index == 0, width: image?.width ?? 0, height: image?.height ?? 0)
            image?.append(to: &bytes)
        }
        return bytes
    }
}

/// An image of a detector, as it lies in a raw file.
private struct SampleImage {
    let width: Int
    let height: Int
    private var pixels: [UInt16]

    /// The images of a detector, in the order of the layout's.
    static func images(of layout: RawLayout) -> [SampleImage] {
        var images = layout.imageSizes.map(SampleImage.init)
        for (index, piece) in layout.pieces(of: .untrimmed).enumerated() {
            images[piece.image].fill(piece) { _, _ in level(index) }
        }
        for (index, piece) in layout.pieces(of: .trimmed).enumerated() {
            images[piece.image].fill(piece) { column, row in level(index) + 500 + column + row }
        }
        return images
    }

    private static func level(_ amplifier: Int) -> Int { 1000 + 100 * amplifier }

    private init(_ size: Box) {
        (width, height) = (size.width, size.height)
        pixels = [UInt16](repeating: 0, count: width * height)
    }

    /// Sets the pixels of a piece, by the place of each in the assembled image.
    private mutating func fill(_ piece: RawPiece, _ value: (_ column: Int, _ row: Int) -> Int) {
        let (source, target, flips) = (piece.source, piece.target, piece.flips)
        for y in 0..<source.height {
            let row = flips.y ? target.endY - 1 - y : target.y + y
            let start = (source.y + y) * width + source.x
            for x in 0..<source.width {
                pixels[start + x] = UInt16(clamping: value(flips.x ? target.endX - 1 - x : target.x + x, row))
            }
        }
    }

    /// Appends the pixels: big-endian, shifted as BZERO says, filled up to whole blocks.
    func append(to bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + 2 * pixels.count + 2880)
        for pixel in pixels {
            let stored = pixel ^ 0x8000
            bytes.append(UInt8(stored >> 8))
            bytes.append(UInt8(stored & 0xFF))
        }
        bytes.append(contentsOf: repeatElement(0, count: (2880 - bytes.count % 2880) % 2880))
    }
}

extension Diagnostic.Code {
    /// A sample file cannot have pixels.
    static let noPixels = Self(rawValue: "no-pixels")
}
