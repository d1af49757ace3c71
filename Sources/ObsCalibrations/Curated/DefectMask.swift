/// Which pixels of a detector are bad, of its trimmed image: the image without overscan, as the camera describes the detector.
public struct DefectMask: Hashable, Sendable {
    /// The number of columns.
    public let width: Int
    /// The number of rows.
    public let height: Int
    /// Whether each pixel is bad: row after row from y = 0, each from x = 0.
    public let isBad: [Bool]

    /// Whether a pixel is bad.
    ///
    /// - Parameters:
    ///   - x: the column, from 0 and below `width`
    ///   - y: the row, from 0 and below `height`
    public subscript(x: Int, y: Int) -> Bool {
        precondition((0..<width).contains(x), "column \(x) of an image of \(width)")
        return isBad[y * width + x]
    }

    /// The number of bad pixels.
    public var badCount: Int { isBad.count { $0 } }
}

extension Defects {
    /// The mask of a detector.
    ///
    /// - Parameters:
    ///   - width: the columns of the detector's trimmed image, as `Detector.box` has them
    ///   - height: the rows
    /// - Returns: the mask; a pixel is bad that lies in a region
    /// - Throws: `CalibrationError` (`badKeys`) of a region that reaches outside: these are defects of another detector;
    ///   and of a size that is no image (1 to a billion pixels)
    public func mask(width: Int, height: Int) throws -> DefectMask {
        let (count, isTooMany) = width.multipliedReportingOverflow(by: height)
        guard width > 0, height > 0, !isTooMany, count <= 1_000_000_000 else {
            throw CalibrationError(
                .badKeys, "there is no image of \(width) by \(height) pixels; give the size of the detector's box")
        }
        var isBad = [Bool](repeating: false, count: count)
        for region in regions {
            guard region.isInside(width: width, height: height) else {
                throw CalibrationError(
                    .badKeys,
                    "the region of \(region.width) by \(region.height) pixels at (\(region.x), \(region.y)) reaches outside "
                        + "the detector, which has \(width) by \(height); take the defects of this detector")
            }
            for y in region.y..<region.y + region.height {
                let first = y * width + region.x
                isBad.replaceSubrange(
                    first..<first + region.width, with: repeatElement(true, count: region.width))
            }
        }
        return DefectMask(width: width, height: height, isBad: isBad)
    }
}
