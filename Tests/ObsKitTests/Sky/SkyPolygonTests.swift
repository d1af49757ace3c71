import Foundation
import ObsGeometry
import ObsTime
import TestSupport
import Testing

@testable import ObsKit

@Suite struct SkyPolygonTests {
    /// Positions around a center at distances and position angles (degrees), by spherical trigonometry.
    static func ring(_ center: SkyPosition, radius: Double, angles: [Double]) -> [SkyPosition] {
        let turn = Double.pi / 180
        let (d, r) = (center.declination * turn, radius * turn)
        return angles.map { angle in
            let a = angle * turn
            let y = sin(a) * sin(r)
            let x = cos(d) * cos(r) - sin(d) * sin(r) * cos(a)
            let z = sin(d) * cos(r) + cos(d) * sin(r) * cos(a)
            let longitude = center.rightAscension + atan2(y, x) / turn
            return SkyPosition(
                rightAscension: longitude - 360 * (longitude / 360).rounded(.down),
                declination: atan2(z, (x * x + y * y).squareRoot()) / turn)
        }
    }

    static let centers = [
        (0.0, 0.0), (359.9999, 45.0), (10, 90), (200, -90), (77, 89.99), (180, -60), (0, -89.9999), (123.4, 12.3),
    ].map { SkyPosition(rightAscension: $0.0, declination: $0.1) }

    /// The area of a regular polygon of n corners at a distance r: n triangles with the angles 2π/n, and twice
    /// atan(1 / (cos r tan(π/n))) (Napier's rules), less π each.
    static func regularArea(_ count: Int, radius: Double) -> Double {
        let half = Double.pi / Double(count)
        return Double(count) * (2 * half + 2 * atan(1 / (cos(radius * .pi / 180) * tan(half))) - .pi)
    }

    @Test(arguments: centers, [0.1, 1.0, 20, 60, 89])
    func `the area of a regular polygon is that of its triangles`(_ center: SkyPosition, _ radius: Double) throws {
        for count in [3, 4, 9, 32] {
            let angles = (0..<count).map { 360 * Double($0) / Double(count) + 7 }
            let polygon = try SkyPolygon(hullOf: Self.ring(center, radius: radius, angles: angles).shuffledBySeed())
            #expect(polygon.vertices.count == count)
            let expected = Self.regularArea(count, radius: radius)
            // The formula subtracts angles of order 1, so that it is good to 1e-15 sr for each corner.
            #expect(abs(polygon.area - expected) < 1e-9 * expected + 1e-15 * Double(count))
        }
    }

    @Test func `an octant has half of π`() throws {
        let corners = [(0.0, 0.0), (90, 0), (0, 90)].map { SkyPosition(rightAscension: $0.0, declination: $0.1) }
        let octant = try SkyPolygon(hullOf: corners)
        #expect(abs(octant.area - .pi / 2) < 1e-15)
        // As far from all three axes: the latitude whose sine is 1/√3.
        let middle = SkyPosition(rightAscension: 45, declination: asin(1 / 3.0.squareRoot()) * 180 / .pi)
        #expect(octant.center.separation(from: middle) < 1e-13)
        #expect(octant.contains(SkyPosition(rightAscension: 45, declination: 35)))
        #expect(!octant.contains(SkyPosition(rightAscension: 45, declination: -1e-9)))
        #expect(octant.contains(SkyPosition(rightAscension: 45, declination: 0)))
        #expect(!octant.contains(SkyPosition(rightAscension: 225, declination: -35)))
        #expect(abs(octant.distance(to: SkyPosition(rightAscension: 45, declination: -3)) - 3) < 1e-13)
        #expect(abs(octant.distance(to: SkyPosition(rightAscension: 350, declination: 0)) - 10) < 1e-13)
        #expect(octant.distance(to: SkyPosition(rightAscension: 12, declination: 34)) == 0)
        #expect(octant.distance(to: SkyPosition(rightAscension: .nan, declination: 34)).isNaN)
        #expect(!octant.contains(SkyPosition(rightAscension: 1, declination: .nan)))
    }

    @Test(arguments: centers)
    func `what lies within a ring is no corner, and is inside`(_ center: SkyPosition) throws {
        var generator = SeededGenerator(seed: 7)
        let angles = stride(from: 0.0, to: 360, by: 30).map(\.self)
        let inner = (0..<50).flatMap { _ in
            Self.ring(
                center, radius: .random(in: 0...1.9, using: &generator),
                angles: [.random(in: 0..<360, using: &generator)])
        }
        let polygon = try SkyPolygon(hullOf: inner + Self.ring(center, radius: 2, angles: angles) + inner)
        #expect(polygon.vertices.count == 12)
        for position in inner + polygon.vertices { #expect(polygon.contains(position)) }
        // Farther than the ring: the distance is at least that beyond the ring, and at most that beyond an edge's middle.
        let sagitta = 2 - atan(tan(2 * Double.pi / 180) * cos(Double.pi / 12)) * 180 / .pi
        for radius in [2.001, 3, 50, 88, 120, 179] {
            for position in Self.ring(center, radius: radius, angles: [0, 11, 45, 100, 301]) {
                #expect(!polygon.contains(position))
                let distance = polygon.distance(to: position)
                #expect(distance > radius - 2 - 1e-9 && distance < radius - 2 + sagitta + 1e-9)
            }
        }
    }

    @Test func `corners run counter-clockwise as the sky is seen`() throws {
        let square = [(1.0, 1.0), (359, 1), (359, -1), (1, -1)].map {
            SkyPosition(rightAscension: $0.0, declination: $0.1)
        }
        let polygon = try SkyPolygon(hullOf: square)
        // North up, east to the left: from the upper left corner down, then to the right (west).
        let begin = try #require(
            polygon.vertices.firstIndex { abs($0.rightAscension - 1) < 1e-9 && $0.declination > 0 })
        let found = (0..<4).map { polygon.vertices[(begin + $0) % 4] }
        for (one, other) in zip(found, [square[0], square[3], square[2], square[1]]) {
            #expect(one.separation(from: other) < 1e-12)
        }
        // The other way round seen from outside: cross(a, b)·c above 0.
        for index in 0..<4 {
            let corners = (0..<3).map { polygon.directions[(index + $0) % 4] }
            #expect(corners[0].cross(corners[1]).dot(corners[2]) > 0)
        }
        #expect(polygon.ivoaText.hasPrefix("POLYGON ICRS "))
        #expect(polygon.ivoaText.split(separator: " ").count == 10)
        #expect(abs(polygon.center.declination) < 1e-12)
    }

    @Test func `positions on an edge are no corners`() throws {
        let points = [(10.0, 0.0), (10.1, 0), (10.2, 0), (10.3, 0), (10.15, 1)]
        let polygon = try SkyPolygon(hullOf: points.map { SkyPosition(rightAscension: $0.0, declination: $0.1) })
        #expect(polygon.vertices.count == 3)
    }

    struct Refusal: Sendable {
        let points: [[Double]]
        let code: String
    }

    static let refusals: [Refusal] = [
        Refusal(points: [[0, 0], [180, 0], [90, 1]], code: "beyond-half-sphere"),
        Refusal(points: [[0, 0], [120, 0], [240, 0], [0, 90]], code: "beyond-half-sphere"),
        Refusal(points: [[0, 10], [90, 10], [180, 10], [270, 10], [0, -80]], code: "beyond-half-sphere"),
        Refusal(points: [[.nan, 0], [1, 0], [0, 1]], code: "beyond-half-sphere"),
        Refusal(points: [], code: "beyond-half-sphere"),
        Refusal(points: [[0, 0], [1, 0], [2, 0]], code: "no-area"),
        Refusal(points: [[5, 5], [5, 5], [5, 5]], code: "no-area"),
        Refusal(points: [[5, 5], [6, 6]], code: "no-area"),
    ]

    @Test(arguments: refusals)
    func `what has no hull is refused`(_ refusal: Refusal) throws {
        let error = try #require(throws: SkyError.self) {
            try SkyPolygon(hullOf: refusal.points.map { SkyPosition(rightAscension: $0[0], declination: $0[1]) })
        }
        #expect(error.code.rawValue == refusal.code)
    }

    @Test
    func `a camera without detectors, a corner beyond the optics and a pointing that is no number have no footprint`()
        throws
    {
        let pointing = Pointing(boresight: SkyPosition(rightAscension: 1, declination: 2), rotation: 3)
        let model = try #require(FieldAngleModel(plateScale: 20))
        let empty = try Camera(CameraParts(name: "Empty", fieldAngle: model))
        // Where r = 10,000 t - 3.7e10 t^3 (mm, rad) turns back, 2 mm from the axis, nothing is seen. The chip has 2.6 mm.
        let optics = try #require(RadialPolynomial(coefficients: [0, 1e4, 0, -3.7e10]))
        let camera = try SkyCamera.make(
            "Short", FieldAngleModel(.inverseRadial(optics)), size: (260, 260), pixelSize: 0.01, at: [(7, .zero, 0)])
        func code(_ camera: Camera, _ pointing: Pointing) -> String? {
            #expect(throws: SkyError.self) { try camera.footprint(pointing, outline: .butler) }?.code.rawValue
        }
        #expect(code(empty, pointing) == "no-detectors")
        #expect(code(camera, pointing) == "outside-optics")
        #expect(try camera.footprint(pointing).detectors.count == 1)
        #expect(code(camera, Pointing(boresight: pointing.boresight, rotation: .nan)) == "bad-pointing")
        let nowhere = SkyPosition(rightAscension: .infinity, declination: 0)
        #expect(code(camera, Pointing(boresight: nowhere, rotation: 0)) == "bad-pointing")
    }

    @Test func `a half sphere is found where the mean of the positions does not show it`() throws {
        // Hundred positions in one place, and two that are more than 90 degrees from it.
        let place = SkyPosition(rightAscension: 0, declination: 0)
        let crowd = Self.ring(place, radius: 0.1, angles: (0..<100).map { Double($0) })
        let far = [20.0, -20].map { SkyPosition(rightAscension: 100, declination: $0) }
        let polygon = try SkyPolygon(hullOf: crowd + far)
        for position in crowd + far { #expect(polygon.distance(to: position) < 1e-12) }
        #expect(polygon.contains(SkyPosition(rightAscension: 50, declination: 0)))
    }
}

extension [SkyPosition] {
    /// The same positions in another order.
    func shuffledBySeed() -> [SkyPosition] {
        var generator = SeededGenerator(seed: 3)
        return shuffled(using: &generator)
    }
}
