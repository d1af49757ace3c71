public import ObsGeometry
public import ObsText

/// The sizes of a kind of assembled image.
public enum AssembledForm: String, Hashable, Sendable, CaseIterable {
    /// The light-sensitive pixels alone, as the detector's box holds them.
    case trimmed
    /// All pixels that were read, prescans and overscans in their places.
    case untrimmed
}

/// How the images of a raw file become the image of a detector: the camera's description, fitted to the file.
///
/// It knows boxes and nothing of files: sizes of images come in, pieces to copy come out.
public struct RawLayout: Sendable {
    /// The detector.
    public let detector: Detector

    /// Which images of the file are needed, in the order in which the amplifiers are read.
    public let images: [RawImagePlace]

    /// The sizes of those images in the file, columns and rows.
    public let imageSizes: [Box]

    /// The amplifiers with raw boxes as the file has them.
    public let amplifiers: [Amplifier]

    /// The amplifiers with raw boxes as they lie in the untrimmed image: nothing to flip or to shift.
    public let assembledAmplifiers: [Amplifier]

    /// The box of the untrimmed image, from the origin.
    public let untrimmedBox: Box

    /// What was noticed: sections that were adapted.
    public let diagnostics: [Diagnostic]

    private let untrimmedPieces: [RawPiece]
    private let trimmedPieces: [RawPiece]

    /// Fits the description of a detector to the images of a file.
    ///
    /// An amplifier with an image of its own may be read with other numbers of overscan columns and rows than the camera says; it is
    /// adapted, with a warning: the section is the image, overscans begin where they did and go on to its end, and sections keep
    /// their place in the mosaic of equal tiles. Anything else is an error.
    ///
    /// - Parameters:
    ///   - detector: the detector of the camera of that date
    ///   - size: the columns and rows of an image in the file, nil where the file has no such image
    /// - Throws: `DiagnosticsError` with everything that fits no rule: `missing-image`, `raw-size`, `raw-layout`
    public init(of detector: Detector, size: (RawImagePlace) throws -> (width: Int, height: Int)?) throws {
        self.detector = detector
        var fitting = RawFitting(detector)
        for place in fitting.places {
            let found = try size(place)
            fitting.fit(place, found.map { Box(width: $0.width, height: $0.height) })
        }
        let result = try fitting.finished()
        (images, imageSizes, amplifiers) = (fitting.places, result.sizes, result.amplifiers)
        diagnostics = result.diagnostics
        let assembled = try RawLayout.assembled(amplifiers, of: detector)
        (assembledAmplifiers, untrimmedBox) = (assembled.amplifiers, assembled.canvas)
        var pieces: (untrimmed: [RawPiece], trimmed: [RawPiece]) = ([], [])
        for (amplifier, placed) in zip(amplifiers, assembledAmplifiers) {
            let image = images.firstIndex(of: amplifier.rawImage) ?? 0
            let size = imageSizes[image]
            let fileFlips = detector.layout.fileFlips
            let flips = Flips(x: fileFlips.x != amplifier.flips.x, y: fileFlips.y != amplifier.flips.y)
            func piece(_ box: Box, at target: Box) -> RawPiece {
                RawPiece(
                    amplifier: amplifier.name, image: image,
                    source: box.mirrored(fileFlips, inWidth: size.width, height: size.height), target: target,
                    flips: flips)
            }
            pieces.untrimmed.append(piece(amplifier.rawBox, at: placed.rawBox))
            pieces.trimmed.append(piece(amplifier.rawDataBox, at: amplifier.box))
        }
        (untrimmedPieces, trimmedPieces) = (pieces.untrimmed, pieces.trimmed)
    }

    /// The camera's own sizes: what a file must have that needs no adaptation.
    ///
    /// - Parameter detector: the detector
    /// - Throws: `DiagnosticsError` of a description that cannot be assembled: `raw-layout`
    public init(of detector: Detector) throws {
        try self.init(of: detector) { place in
            let boxes = detector.amplifiers.filter { $0.rawImage == place }.map(\.rawBox)
            return (boxes.map(\.endX).max() ?? 0, boxes.map(\.endY).max() ?? 0)
        }
    }

    /// The box of an assembled image.
    public func box(of form: AssembledForm) -> Box { form == .trimmed ? detector.box : untrimmedBox }

    /// What is copied where.
    ///
    /// - Parameters:
    ///   - form: the kind of assembled image
    ///   - box: the part of it that is wanted, which becomes an image of its own; all when nil
    /// - Returns: pieces whose targets do not overlap
    public func pieces(of form: AssembledForm, in box: Box? = nil) -> [RawPiece] {
        let all = form == .trimmed ? trimmedPieces : untrimmedPieces
        guard let box else { return all }
        return all.clipped(to: box)
    }

    /// The amplifiers of an assembled image: their boxes in it, corners that are read first in it, nothing left to flip.
    public func amplifiers(in form: AssembledForm) -> [Amplifier] {
        guard form == .trimmed else { return assembledAmplifiers }
        return assembledAmplifiers.map { amplifier in
            var trimmed = amplifier
            trimmed.rawBox = amplifier.box
            trimmed.rawDataBox = amplifier.box
            trimmed.rawSerialPrescanBox = .empty
            trimmed.rawSerialOverscanBox = .empty
            trimmed.rawParallelPrescanBox = .empty
            trimmed.rawParallelOverscanBox = .empty
            return trimmed
        }
    }

    /// The amplifiers as they lie in the untrimmed image, which begins at the origin.
    private static func assembled(
        _ amplifiers: [Amplifier], of detector: Detector
    ) throws -> (amplifiers: [Amplifier], canvas: Box) {
        let placed = amplifiers.compactMap(\.assembled)
        let (left, bottom) = (placed.map(\.rawBox.x).min() ?? 0, placed.map(\.rawBox.y).min() ?? 0)
        let (right, top) = (placed.map(\.rawBox.endX).max() ?? 0, placed.map(\.rawBox.endY).max() ?? 0)
        let shifted = amplifiers.compactMap { amplifier -> Amplifier? in
            var amplifier = amplifier
            amplifier.rawOffset.x -= left
            amplifier.rawOffset.y -= bottom
            return amplifier.assembled
        }
        guard shifted.count == amplifiers.count, !amplifiers.isEmpty,
            let canvas = Box(x: 0, y: 0, width: right - left, height: top - bottom),
            canvas.area <= Box.limit
        else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, .rawLayout, at: nil,
                    "the raw sections of detector \(detector.name) cannot be laid out as one image",
                    hint: "give its layout amplifiers, with offsets that a detector can have")
            ])
        }
        return (shifted, canvas)
    }
}

extension Diagnostic.Code {
    /// The raw sections of a detector make no image.
    public static let rawLayout = Self(rawValue: "raw-layout")
    /// A file lacks an image in which the camera has an amplifier.
    public static let missingImage = Self(rawValue: "missing-image")
    /// An image in a file has a size that no rule explains.
    public static let rawSize = Self(rawValue: "raw-size")
    /// A raw section was adapted to the size that it has in the file.
    public static let adaptedSection = Self(rawValue: "adapted-section")
}
