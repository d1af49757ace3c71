public import ObsGeometry

extension RawLayout {
    /// The assembled image of a detector, out of the images of its raw file.
    ///
    /// Pixels of an untrimmed image that no amplifier has are 0; trimmed ones are all set, since amplifiers tile the detector.
    ///
    /// - Parameters:
    ///   - form: which image
    ///   - box: the part of it that is wanted; all when nil
    ///   - images: one image for each of the layout's `images`, of the layout's `imageSizes`
    /// - Returns: the image; undefined pixels have one value in it, whatever they have in the images
    /// - Throws: `DiagnosticsError` (`no-undefined-value`) when the images have other values for undefined pixels, and no number is
    ///   left for all of them
    /// - Precondition: number and sizes of the images are those of the layout
    public func assembled<Pixel: AdditiveArithmetic & BitwiseCopyable & Sendable>(
        _ form: AssembledForm, in box: Box? = nil, from images: [PixelImage<Pixel>]
    ) throws -> PixelImage<Pixel> {
        let size = box ?? self.box(of: form)
        var undefined: Pixel?
        var image = try unsafe PixelImage<Pixel>(width: size.width, height: size.height) { target in
            unsafe clear(target, form, in: box)
            undefined = try unsafe assemble(form, in: box, from: images, into: target)
        }
        image.undefined = undefined
        return image
    }

    /// Copies the images of a raw file into memory that the caller has: what `assembled` does, without making an image.
    ///
    /// Only pixels that an amplifier has are set.
    ///
    /// - Parameters:
    ///   - form: which image
    ///   - box: the part of it that is wanted; all when nil
    ///   - images: one image for each of the layout's `images`, of the layout's `imageSizes`
    ///   - target: room for the assembled image
    /// - Returns: the value of undefined pixels; nil when all are defined, and of floating-point numbers, where they are NaN
    /// - Throws: as `assembled`
    /// - Precondition: number and sizes of the images are those of the layout, the target is large enough
    @discardableResult
    public func assemble<Pixel: BitwiseCopyable & Sendable>(
        _ form: AssembledForm, in box: Box? = nil, from images: [PixelImage<Pixel>],
        into target: UnsafeMutableBufferPointer<Pixel>
    ) throws -> Pixel? {
        precondition(
            images.count == self.images.count && zip(images, imageSizes).allSatisfy { $0.box == $1 },
            "the images are not of the layout's sizes")
        let size = box ?? self.box(of: form)
        let pieces = pieces(of: form, in: box)
        // Whole rows of the target, which its memory holds together, whatever pieces they are of.
        let bands = Box(width: size.width, height: size.height).bands(
            ofPixels: RawLayout.bandBytes / MemoryLayout<Pixel>.size)
        // The bands do not overlap, and ParallelWork waits for all.
        nonisolated(unsafe) let target = unsafe target
        @Sendable func copy(_ band: Box) {
            for piece in pieces {
                guard let part = piece.clipped(to: band) else { continue }
                let image = images[part.image]
                unsafe image.values.withUnsafeBufferPointer { source in
                    unsafe part.copy(from: source, of: image.box, into: target, width: size.width)
                }
            }
        }
        if bands.count < 4 {
            bands.forEach(copy)
        } else {
            try ParallelWork.perform(bands.count) { copy(bands[$0]) }
        }
        return try unsafe UndefinedPixels.unify(
            pieces.map { ($0.target, images[$0.image].undefined) }, in: unsafe target, width: size.width)
    }

    /// The bytes of an assembled image that a core works on at a time.
    private static let bandBytes = 1 << 19

    /// Sets pixels to 0 where no amplifier has them.
    public func clear<Pixel: AdditiveArithmetic & BitwiseCopyable>(
        _ target: UnsafeMutableBufferPointer<Pixel>, _ form: AssembledForm, in box: Box? = nil
    ) {
        let size = box ?? self.box(of: form)
        let covered = pieces(of: form, in: box).reduce(0) { $0 + $1.target.area }
        if covered < size.area { unsafe target.update(repeating: .zero) }
    }

    /// The trimmed image, out of an untrimmed one.
    ///
    /// - Precondition: the image has the size of `untrimmedBox`
    public func trimmed<Pixel: AdditiveArithmetic & BitwiseCopyable & Sendable>(
        _ untrimmed: PixelImage<Pixel>
    ) -> PixelImage<Pixel> {
        precondition(untrimmed.box == untrimmedBox, "this is no untrimmed image of the layout")
        var image = unsafe PixelImage<Pixel>(width: detector.box.width, height: detector.box.height) { target in
            unsafe target.update(repeating: .zero)
            unsafe untrimmed.values.withUnsafeBufferPointer { source in
                for piece in trims {
                    unsafe piece.copy(from: source, of: untrimmed.box, into: target, width: detector.box.width)
                }
            }
        }
        image.undefined = untrimmed.undefined
        return image
    }

    /// An untrimmed image with the light-sensitive pixels of a trimmed one: the way back from `trimmed`, overscans kept.
    ///
    /// - Precondition: the images have the sizes of the layout, and one value for undefined pixels
    public func restored<Pixel: Equatable & BitwiseCopyable & Sendable>(
        _ trimmed: PixelImage<Pixel>, into untrimmed: PixelImage<Pixel>
    ) -> PixelImage<Pixel> {
        precondition(
            untrimmed.box == untrimmedBox && trimmed.box == detector.box, "these are no images of the layout")
        precondition(trimmed.undefined == untrimmed.undefined, "undefined pixels have two values")
        var result = untrimmed
        unsafe result.withPixels { target in
            unsafe trimmed.values.withUnsafeBufferPointer { source in
                for piece in trims {
                    unsafe piece.reversed.copy(from: source, of: trimmed.box, into: target, width: untrimmed.width)
                }
            }
        }
        return result
    }

    /// The images of the raw file, out of an untrimmed one: the way back from `assembled`.
    ///
    /// - Precondition: the image has the size of `untrimmedBox`
    public func images<Pixel: AdditiveArithmetic & BitwiseCopyable & Sendable>(
        of untrimmed: PixelImage<Pixel>
    ) -> [PixelImage<Pixel>] {
        precondition(untrimmed.box == untrimmedBox, "this is no untrimmed image of the layout")
        let all = pieces(of: .untrimmed)
        return imageSizes.indices.map { number in
            let size = imageSizes[number]
            var image = unsafe PixelImage<Pixel>(width: size.width, height: size.height) { target in
                unsafe target.update(repeating: .zero)
                unsafe untrimmed.values.withUnsafeBufferPointer { source in
                    for piece in all where piece.image == number {
                        unsafe piece.reversed.copy(from: source, of: untrimmed.box, into: target, width: size.width)
                    }
                }
            }
            image.undefined = untrimmed.undefined
            return image
        }
    }

    /// What trimming copies out of an untrimmed image.
    package var trims: [RawPiece] {
        assembledAmplifiers.map {
            RawPiece(amplifier: $0.name, image: 0, source: $0.rawDataBox, target: $0.box, flips: .none)
        }
    }
}

extension RawPiece {
    /// The same rectangle on its way back.
    package var reversed: RawPiece {
        RawPiece(amplifier: amplifier, image: image, source: target, target: source, flips: flips)
    }
}
