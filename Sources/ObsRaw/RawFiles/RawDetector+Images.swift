public import ObsGeometry
public import ObsText

extension RawDetector {
    /// The image of the detector, with the amplifiers that fit it.
    ///
    /// Pixels of an untrimmed image that no amplifier has are 0.
    ///
    /// - Parameters:
    ///   - form: trimmed or untrimmed
    ///   - type: the numbers to return; `pixelType()` is the one that holds all
    ///   - inParallel: whether all cores may work on it
    /// - Returns: the image; undefined pixels are NaN, or the value that `pixels.undefined` says in whole numbers
    /// - Throws: as `layout()`; `ImageError`, `FITSError` when pixels cannot be read; `DiagnosticsError` (`no-undefined-value`) when
    ///   undefined pixels have other numbers in other HDUs and every number is that of a pixel: floating-point numbers always can
    public func image<Pixel: PixelValue & AdditiveArithmetic>(
        _ form: AssembledForm, as type: Pixel.Type = Pixel.self, inParallel: Bool = true
    ) throws -> DetectorImage<Pixel> {
        let fitted = try fitted.get()
        return DetectorImage(try pixels(fitted, form, nil, inParallel), form, of: fitted.layout)
    }

    /// Puts the image of the detector into memory that the caller has: what `image` does, for one exposure after the other.
    ///
    /// Pixels of an untrimmed image that no amplifier has are 0.
    ///
    /// - Parameters:
    ///   - form: trimmed or untrimmed
    ///   - target: room for the image: as many pixels as `layout().box(of: form)` has, row after row
    ///   - inParallel: whether all cores may work on it
    /// - Returns: the value of undefined pixels; nil when all are defined, and of floating-point numbers, where they are NaN
    /// - Throws: as `image`; what is in the memory then means nothing
    /// - Precondition: the target has the size of the image
    @discardableResult
    public func read<Pixel: PixelValue & AdditiveArithmetic>(
        _ form: AssembledForm, into target: UnsafeMutableBufferPointer<Pixel>, inParallel: Bool = true
    ) throws -> Pixel? {
        let fitted = try fitted.get()
        precondition(target.count == fitted.layout.box(of: form).area, "the target has not the size of the image")
        return try unsafe fill(target, fitted, form, nil, inParallel)
    }

    /// A rectangle of the image of the detector; only the rows of the file that hold it are read.
    ///
    /// - Parameters:
    ///   - box: the pixels, in the trimmed or untrimmed image
    ///   - form: which image
    ///   - type: the numbers to return
    ///   - inParallel: whether all cores may work on it
    /// - Returns: the pixels, the corner of the box first
    /// - Throws: as `layout()`; `DiagnosticsError` (`outside-detector`) of a box that reaches outside; `ImageError`, `FITSError` when
    ///   pixels cannot be read
    public func pixels<Pixel: PixelValue & AdditiveArithmetic>(
        in box: Box, of form: AssembledForm, as type: Pixel.Type = Pixel.self, inParallel: Bool = true
    ) throws -> PixelImage<Pixel> {
        let fitted = try fitted.get()
        guard !box.isEmpty, fitted.layout.box(of: form).contains(box) else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, .outsideDetector, at: nil,
                    "the box \(box) is no part of the \(form.rawValue) image of detector \(detector.name), "
                        + "\(fitted.layout.box(of: form))", hint: "boxes are x, y, width, height, counted from 0")
            ])
        }
        return try pixels(fitted, form, box, inParallel)
    }

    /// One amplifier, as it lies in the assembled detector; only its HDU is read.
    ///
    /// - Parameters:
    ///   - name: the name of the amplifier
    ///   - form: its data alone, or all that was read
    ///   - type: the numbers to return
    /// - Returns: the pixels
    /// - Throws: as `layout()`; `DiagnosticsError` (`unknown-amplifier`); `ImageError`, `FITSError` when pixels cannot be read
    public func amplifier<Pixel: PixelValue & AdditiveArithmetic>(
        named name: String, _ form: AssembledForm, as type: Pixel.Type = Pixel.self
    ) throws -> PixelImage<Pixel> {
        let fitted = try fitted.get()
        guard let amplifier = fitted.layout.amplifiers(in: form).first(where: { $0.name == name }) else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, .unknownAmplifier, at: nil, "detector \(detector.name) has no amplifier '\(name)'",
                    hint: "it has \(detector.amplifiers.map(\.name).joined(separator: ", "))")
            ])
        }
        return try pixels(fitted, form, amplifier.rawBox, true)
    }

    /// Compares the checksums of the HDUs that hold pixels; those without pass.
    ///
    /// - Throws: as `layout()`; `ImageError` (`wrong-checksum`, `cfitsio`), `FITSError` when bytes cannot be read
    public func requireChecksums() throws {
        for hdu in try fitted.get().hdus { try file.requireChecksums(of: hdu) }
    }

    private func pixels<Pixel: PixelValue & AdditiveArithmetic>(
        _ fitted: Fitted, _ form: AssembledForm, _ box: Box?, _ inParallel: Bool
    ) throws -> PixelImage<Pixel> {
        let size = box ?? fitted.layout.box(of: form)
        var undefined: Pixel?
        var image = try unsafe PixelImage<Pixel>(width: size.width, height: size.height) { target in
            undefined = try unsafe fill(target, fitted, form, box, inParallel)
        }
        image.undefined = undefined
        return image
    }

    private func fill<Pixel: PixelValue & AdditiveArithmetic>(
        _ target: UnsafeMutableBufferPointer<Pixel>, _ fitted: Fitted, _ form: AssembledForm, _ box: Box?,
        _ inParallel: Bool
    ) throws -> Pixel? {
        let layout = fitted.layout
        unsafe layout.clear(target, form, in: box)
        let (pieces, width) = (layout.pieces(of: form, in: box), (box ?? layout.box(of: form)).width)
        try unsafe RawReading(file: file, hdus: fitted.hdus, pieces: pieces, target: target, width: width).run(
            inParallel: inParallel)
        let undefined = try fitted.hdus.map { try file.shape(of: $0).undefined(as: Pixel.self) }
        return try unsafe UndefinedPixels.unify(
            pieces.map { ($0.target, undefined[$0.image]) }, in: unsafe target, width: width)
    }
}

/// The pixels of a file on their way into the image of a detector.
@safe
private struct RawReading<Pixel: PixelValue> {
    let file: ImageFile
    let hdus: [Int]
    let pieces: [RawPiece]
    let target: UnsafeMutableBufferPointer<Pixel>
    let width: Int

    func run(inParallel: Bool) throws {
        // In the order of the file, so that a gzip'd one is inflated once.
        let images = Set(pieces.map(\.image)).sorted { hdus[$0] < hdus[$1] }
        guard inParallel, images.allSatisfy({ file.isAtHand(hdus[$0]) }) else {
            for image in images { try read(image, inParallel: false) }
            return
        }
        if images.count > 3 {
            try ParallelWork.perform(images.count) { try read(images[$0], inParallel: false) }
        } else {
            for image in images { try read(image, inParallel: true) }
        }
    }

    /// Reads an image in bands of rows, of which no more are in memory than cores work on.
    private func read(_ image: Int, inParallel: Bool) throws {
        let wanted = pieces.filter { $0.image == image }
        let stored = try file.image(hdus[image])
        let columns = stored.goodColumns(
            of: (wanted.map(\.source.x).min() ?? 0)..<(wanted.map(\.source.endX).max() ?? 0), as: Pixel.self)
        let bands = stored.bands(
            of: (wanted.map(\.source.y).min() ?? 0)..<(wanted.map(\.source.endY).max() ?? 0))
        let room = columns.count * (bands.map(\.count).max() ?? 0)
        func read(_ bands: ArraySlice<Range<Int>>) throws {
            let buffer = UnsafeMutableBufferPointer<Pixel>.allocate(capacity: room)
            defer { unsafe buffer.deallocate() }
            for band in bands {
                let parts = wanted.compactMap { $0.clipped(toSourceRows: band) }
                guard !parts.isEmpty,
                    let section = Box(
                        x: columns.lowerBound, y: band.lowerBound, width: columns.count, height: band.count)
                else { continue }
                let rows = unsafe UnsafeMutableBufferPointer(rebasing: buffer[..<section.area])
                try unsafe stored.read(columns: columns, rows: band, into: rows, inParallel: false)
                for part in parts {
                    unsafe part.copy(from: UnsafeBufferPointer(rows), of: section, into: target, width: width)
                }
            }
        }
        guard inParallel else { return try read(bands[...]) }
        // A few shares, each with memory that is used again from band to band.
        let shares = min(bands.count, 8)
        try ParallelWork.perform(shares) { share in
            try read(bands[bands.count * share / shares..<bands.count * (share + 1) / shares])
        }
    }
}

extension Diagnostic.Code {
    /// A box that is no part of the image of a detector.
    public static let outsideDetector = Self(rawValue: "outside-detector")
}
