import Testing

@testable import ObsGeometry

struct AmplifierTests {
    /// The upper left amplifier of an E2V chip of LSSTCam and, below, of an ITL chip the lower left one.
    static func e2vC10() throws -> Amplifier {
        var amplifier = Amplifier(name: "C10", box: try box(0, 2002, 512, 2002))
        amplifier.rawBox = try box(0, 0, 576, 2048)
        amplifier.rawDataBox = try box(10, 0, 512, 2002)
        amplifier.rawSerialPrescanBox = try box(0, 0, 10, 2002)
        amplifier.rawSerialOverscanBox = try box(522, 0, 54, 2002)
        amplifier.rawParallelOverscanBox = try box(10, 2002, 512, 46)
        amplifier.flips = Flips(x: true, y: true)
        amplifier.rawOffset = (0, 2048)
        return amplifier
    }

    static func box(_ x: Int, _ y: Int, _ width: Int, _ height: Int) throws -> Box {
        try #require(Box(x: x, y: y, width: width, height: height))
    }

    /// The boxes that assembling by afw leaves, as published for this amplifier.
    @Test("Assembling mirrors the boxes in their section and shifts them")
    func assembled() throws {
        let amplifier = try #require(try Self.e2vC10().assembled)
        #expect(amplifier.rawBox == (try Self.box(0, 2048, 576, 2048)))
        #expect(amplifier.rawDataBox == (try Self.box(54, 2094, 512, 2002)))
        #expect(amplifier.rawSerialOverscanBox == (try Self.box(0, 2094, 54, 2002)))
        #expect(amplifier.rawParallelOverscanBox == (try Self.box(54, 2048, 512, 46)))
        #expect(amplifier.rawSerialPrescanBox == (try Self.box(566, 2094, 10, 2002)))
        #expect(amplifier.rawParallelPrescanBox == .empty)
        #expect(amplifier.readoutCorner == .upperRight)
        #expect(amplifier.flips == .none && amplifier.rawOffset == (0, 0))
        #expect(amplifier.assembled == amplifier)
    }

    @Test("Assembling leaves an amplifier that is part of the detector's image where it is, but for its flips")
    func assembledInPlace() throws {
        var amplifier = Amplifier(name: "B", box: try Self.box(0, 0, 10, 8))
        amplifier.rawBox = try Self.box(20, 0, 16, 8)
        amplifier.rawDataBox = try Self.box(22, 0, 10, 8)
        amplifier.flips = Flips(x: true, y: false)
        let assembled = try #require(amplifier.assembled)
        #expect(assembled.rawBox == amplifier.rawBox)
        #expect(assembled.rawDataBox == (try Self.box(24, 0, 10, 8)))
        #expect(assembled.readoutCorner == .lowerRight)
    }

    @Test("A shift beyond what a box can hold gives nothing")
    func hugeShift() throws {
        var amplifier = try Self.e2vC10()
        amplifier.rawOffset = (.max, 0)
        #expect(amplifier.assembled == nil)
    }

    @Test(
        "Corners follow the flips",
        arguments: zip(ReadoutCorner.allCases, [ReadoutCorner.lowerRight, .lowerLeft, .upperLeft, .upperRight]))
    func corners(_ corner: ReadoutCorner, _ mirrored: ReadoutCorner) {
        #expect(corner.mirrored(Flips(x: true, y: false)) == mirrored)
        #expect(corner.mirrored(.none) == corner)
        #expect(corner.mirrored(Flips(x: true, y: true)).mirrored(Flips(x: false, y: true)) == mirrored)
    }
}

struct BoxTests {
    @Test("Corners are half a pixel outside the outer pixels and the centre is between them")
    func corners() {
        let box = Box(width: 4096, height: 4004)
        #expect(box.corners == [Point(-0.5, -0.5), Point(4095.5, -0.5), Point(4095.5, 4003.5), Point(-0.5, 4003.5)])
        #expect(box.center == Point(2047.5, 2001.5))
    }

    @Test("The lower and left edges belong to a box, the upper and right ones do not")
    func contains() {
        let box = Box(width: 10, height: 5)
        #expect(box.contains(Point(-0.5, -0.5)) && box.contains(Point(9.49, 4.49)))
        #expect(!box.contains(Point(9.5, 0)) && !box.contains(Point(0, 4.5)) && !box.contains(Point(.nan, 0)))
    }

    @Test("Negative sizes and numbers beyond the limit make no box, and no area is the empty box")
    func limits() {
        #expect(Box(x: 0, y: 0, width: -1, height: 1) == nil)
        #expect(Box(x: .max, y: 0, width: 1, height: 1) == nil)
        #expect(Box(x: 5, y: 5, width: 0, height: 9) == .empty)
        #expect(Box(width: .max, height: -3) == .empty)
    }

    @Test("Touching boxes do not overlap")
    func overlaps() throws {
        let left = Box(width: 10, height: 10)
        let right = try #require(Box(x: 10, y: 0, width: 10, height: 10))
        #expect(!left.overlaps(right) && left.overlaps(left) && !left.overlaps(.empty))
        #expect(left.contains(Box.empty) && !left.contains(right))
    }
}
