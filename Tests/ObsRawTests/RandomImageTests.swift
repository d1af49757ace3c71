import CObsCFITSIO
import Foundation
import ObsFITS
import ObsRaw
import TestSupport
import Testing

/// OBSKIT_CASES says how many images are made, OBSKIT_SEED what they begin with.
///
/// OBSKIT_IMAGES is a folder that keeps them, each with the
/// pixels that were read, for another reader to compare.
@Suite("Images of every type, tiling and compression")
struct RandomImageTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let count = environment["OBSKIT_CASES"].flatMap { Int($0) } ?? 300
    private static let first = environment["OBSKIT_SEED"].flatMap { UInt64($0) } ?? 2_026
    private static let kept = environment["OBSKIT_IMAGES"]

    @Test("have the pixels that cfitsio reads, in every type that holds them")
    func equal() throws {
        let folder = try TemporaryFolder()
        var compared = 0
        for number in 0..<Self.count {
            let image = RandomImage(seed: Self.first + UInt64(number))
            let path = folder.path + "/\(number)"
            guard try image.write(to: path) else { continue }
            var generator = SeededGenerator(seed: Self.first ^ UInt64(number))
            let columns = Self.part(of: image.width, &generator)
            let rows = Self.part(of: image.height, &generator)
            func compare<Pixel: PixelValue>(_: Pixel.Type, _ code: Int32, null: Pixel?, zero: Pixel) throws {
                let hdu = image.compression == nil ? 0 : 1
                let (expected, status) = RandomImage.oracle(
                    path, hdu: Int32(hdu + 1), columns: columns, rows: rows, code: code, null: null, zero: zero)
                // Some types cfitsio does not make of tiles.
                guard status == 0 || status == NUM_OVERFLOW else { return }
                let file = try ImageFile(path: path)
                let result = Result { try file.pixels(of: hdu, columns: columns, rows: rows, as: Pixel.self) }
                let found = try? result.get()
                if status == NUM_OVERFLOW {
                    #expect(found == nil, "\(image) as \(Pixel.self): it does not fit")
                    return
                }
                guard let found else {
                    // Fractions as whole numbers are refused here, and rounded by cfitsio.
                    let isLossy = try file.shape(of: hdu).pixelType.isReal && null == nil
                    #expect(isLossy, "\(image) as \(Pixel.self): \(result)")
                    return
                }
                compared += 1
                let wrong = zip(found.values, expected).enumerated().first { _, pair in
                    pair.0 != pair.1 && !(pair.0.realValue.isNaN && pair.1.realValue.isNaN)
                }
                #expect(wrong == nil, "\(image) as \(Pixel.self)")
                if let kept = Self.kept { try Self.keep(path, number, hdu, columns, rows, found, in: kept) }
            }
            switch generator.integer(0...7) {
            case 0: try compare(Int16.self, TSHORT, null: nil, zero: 0)
            case 1: try compare(UInt16.self, TUSHORT, null: nil, zero: 0)
            case 2: try compare(Int32.self, TINT, null: nil, zero: 0)
            case 3: try compare(Int64.self, TLONGLONG, null: nil, zero: 0)
            case 4: try compare(UInt8.self, TBYTE, null: nil, zero: 0)
            case 5: try compare(Double.self, TDOUBLE, null: .nan, zero: 0)
            // cfitsio 4.2 inflates doubles into room for half of their bytes when it reads them as floats.
            case _ where image.numbers == .double: try compare(Double.self, TDOUBLE, null: .nan, zero: 0)
            default: try compare(Float.self, TFLOAT, null: .nan, zero: 0)
            }
            try FileManager.default.removeItem(atPath: path)
        }
        print("images: seed \(Self.first), \(Self.count) made, \(compared) compared")
        #expect(compared > Self.count / 4)
    }

    /// Keeps an image, and beside it the pixels of a section as doubles of this machine, undefined ones as NaN.
    private static func keep<Pixel: PixelValue>(
        _ path: String, _ number: Int, _ hdu: Int, _ columns: Range<Int>, _ rows: Range<Int>,
        _ found: PixelImage<Pixel>, in folder: String
    ) throws {
        let name = "\(hdu)-\(columns.lowerBound)-\(columns.upperBound)-\(rows.lowerBound)-\(rows.upperBound)-\(number)"
        try FileManager.default.copyItem(atPath: path, toPath: "\(folder)/\(name).fits")
        let numbers = found.values.map { $0 == found.undefined ? .nan : $0.realValue }
        try unsafe numbers.withUnsafeBytes { try unsafe Data($0).write(to: URL(filePath: "\(folder)/\(name).pixels")) }
    }

    private static func part(of length: Int, _ generator: inout SeededGenerator) -> Range<Int> {
        if generator.integer(0...2) == 0 { return 0..<length }
        let start = generator.integer(0...length - 1)
        return start..<generator.integer(start + 1...length)
    }
}

extension PixelType {
    fileprivate var isReal: Bool { self == .float || self == .double }
}
