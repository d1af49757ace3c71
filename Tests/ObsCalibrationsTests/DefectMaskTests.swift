import ObsCalibrations
import Testing

/// The mask of a detector that its defects give.
@Suite("DefectMask")
struct DefectMaskTests {
    private static func region(_ x: Int, _ y: Int, _ width: Int, _ height: Int) throws -> Defects.Region {
        try #require(Defects.Region(x: x, y: y, width: width, height: height))
    }

    @Test("has each pixel of each region, and no other, rows from the bottom")
    func pixels() throws {
        let regions = try [
            Self.region(0, 0, 1, 1), Self.region(4, 1, 3, 2), Self.region(5, 0, 2, 2), Self.region(6, 4, 1, 1),
        ]
        let defects = Defects(regions: regions)
        let mask = try defects.mask(width: 7, height: 5)
        #expect(mask.width == 7 && mask.height == 5 && mask.isBad.count == 35)
        for y in 0..<5 {
            for x in 0..<7 {
                let expected = regions.contains {
                    x >= $0.x && x < $0.x + $0.width && y >= $0.y && y < $0.y + $0.height
                }
                #expect(mask[x, y] == expected && mask.isBad[y * 7 + x] == expected, "(\(x), \(y))")
            }
        }
        #expect(mask.badCount == defects.pixelCount)
        #expect(try Defects(regions: []).mask(width: 2, height: 2).badCount == 0)
    }

    @Test(
        "refuses a region that reaches outside, and a size that is no image",
        arguments: [(6, 5), (7, 4), (0, 5), (-1, 5), (Int.max, 2)])
    func outside(_ width: Int, _ height: Int) throws {
        let defects = Defects(regions: [try Self.region(6, 4, 1, 1)])
        let error = #expect(throws: CalibrationError.self) { try defects.mask(width: width, height: height) }
        #expect(error?.code.rawValue == "bad-calibration-keys")
    }
}
