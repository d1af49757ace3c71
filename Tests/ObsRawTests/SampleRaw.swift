import Foundation
import ObsFITS
import ObsKit
import ObsKitConformance
import ObsRaw
import TestSupport

/// Raw files made of golden headers.
enum SampleRaw {
    /// Writes headers with an image for some of them, and with checksums.
    ///
    /// - Parameters:
    ///   - hdus: the headers, the primary first
    ///   - images: the images by the number of the HDU
    ///   - path: the file
    /// - Throws: `ImageError` when it cannot be written
    static func write(_ hdus: [Header], _ images: [Int: PixelImage<Int32>], to path: String) throws {
        let writer = try FITSImageWriter(path: path)
        for (number, header) in hdus.enumerated() {
            try writer.append(images[number], header: header)
        }
        try writer.finish()
    }

    /// A raw file of the tutorial camera: chips W and E in HDU 1 and 2.
    static func twoChips(width: Int = 296, in folder: TemporaryFolder) throws -> String {
        let golden = try GoldenHeader(path: "\(Repository.root.path)/Cameras/TwoChip/conformance/headers/science.yaml")
        let images = [
            1: PixelImage(width: width, height: 128, filledWith: Int32(7)),
            2: PixelImage(width: 208, height: 160, filledWith: Int32(8)),
        ]
        let path = folder.path + "/raw.fits"
        try write(golden.hdus, images, to: path)
        return path
    }

    /// The packages of the repository, those that are not compiled in too.
    static let catalog = InstrumentCatalog(folders: ["\(Repository.root.path)/Cameras"])

    /// Changes the bytes of a file.
    static func change(_ path: String, _ body: (inout Data) throws -> Void) throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        try body(&bytes)
        try bytes.write(to: URL(fileURLWithPath: path))
    }
}
