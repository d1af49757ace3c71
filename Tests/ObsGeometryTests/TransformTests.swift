import Testing

@testable import ObsGeometry

/// The optics of the cameras of the reference, by name: coefficients of radial models in rad/mm^n (or mm/rad^n, inverse).
enum SampleOptics: String, CaseIterable, Sendable {
    case decam, lsstCam, comCam, latiss, megaPrime, evenRadial, polynomial, affine

    var map: PlaneMap? {
        let scale = FieldAngleModel.arcsecond
        switch self {
        case .decam:
            return RadialPolynomial(coefficients: [0, 8.516497674138379e-05, 0, -4.501399132955917e-12]).map(
                PlaneMap.radial)
        case .lsstCam:
            let relative = [0, 1, 0, -8.33713991e-09, 0, -1.41389858e-15]
            return RadialPolynomial(coefficients: relative.map { $0 * 20.005867576692737 * scale }).map(PlaneMap.radial)
        case .comCam:
            let relative = [0, 1, 0, 9.27930280e-08, 0, 2.41770368e-13]
            return RadialPolynomial(coefficients: relative.map { $0 * 20.018130891688713 * scale }).map(PlaneMap.radial)
        case .latiss: return RadialPolynomial(coefficients: [0, 9.5695 * scale]).map(PlaneMap.radial)
        case .megaPrime:
            return RadialPolynomial(coefficients: [0, 14805.4, 13619.3, 426637.0]).map(PlaneMap.inverseRadial)
        case .evenRadial:
            return RadialPolynomial(coefficients: [0, 1e-4, 3e-9, -2e-12, 1e-15]).map(PlaneMap.radial)
        case .polynomial:
            // A linear part with a small rotation and higher terms of both parities.
            var (x, y): ([[Double]], [[Double]]) = ([], [])
            for row in 0...5 {
                x.append((0...5 - row).map { 1e-4 / Double(10 * (row + 2 * $0) + 7) })
                y.append((0...5 - row).map { -2e-4 / Double(11 * (2 * row + $0) + 5) })
            }
            x[0][0] = -0.0005
            (x[1][0], x[0][1]) = (0.9998, 3e-4)
            (y[1][0], y[0][1]) = (-2e-4, 1.0003)
            return BivariatePolynomial(inputScale: 200, outputScale: 0.02, x: x, y: y).map(PlaneMap.polynomial)
        case .affine:
            return .affine(AffineMap(matrix: Matrix2(9e-5, 1e-6, -2e-6, 8.8e-5), offset: Point(1e-3, -2e-3)))
        }
    }
}

struct TransformTests {
    /// Points over the whole of a large focal plane, mm, the origin among them.
    static let grid: [Point] = (-6...6).flatMap { column in
        (-6...6).map { Point(Double(column) * 35.5, Double($0) * 36.25) }
    }

    @Test(
        "A map and its inverse return to the point within a millionth of a nanometre", arguments: SampleOptics.allCases)
    func roundTrip(_ optics: SampleOptics) throws {
        let map = try #require(optics.map)
        for point in Self.grid {
            let back = map.inverse(map(point))
            #expect(back.distance(to: point) < 1e-12 * 300, "\(point) came back as \(back)")
        }
    }

    @Test("The analytic Jacobian agrees with central differences", arguments: SampleOptics.allCases)
    func jacobian(_ optics: SampleOptics) throws {
        let map = try #require(optics.map)
        let step = 1e-3
        for point in Self.grid {
            let jacobian = map.jacobian(at: point)
            let right = map(point + Point(step, 0))
            let left = map(point - Point(step, 0))
            let up = map(point + Point(0, step))
            let down = map(point - Point(0, step))
            // Truncation is largest for a term in r², which has a corner at the origin: 3e-9 * step.
            #expect(abs(jacobian.xx - (right.x - left.x) / (2 * step)) < 1e-11)
            #expect(abs(jacobian.yx - (right.y - left.y) / (2 * step)) < 1e-11)
            #expect(abs(jacobian.xy - (up.x - down.x) / (2 * step)) < 1e-11)
            #expect(abs(jacobian.yy - (up.y - down.y) / (2 * step)) < 1e-11)
        }
    }

    @Test("Many points give the same bits as one point at a time", arguments: SampleOptics.allCases)
    func buffers(_ optics: SampleOptics) throws {
        let map = try #require(optics.map)
        let detector = AffineMap(matrix: Matrix2(0, -0.01, 0.01, 0), offset: Point(-12, 30))
        let transform = Transform(.affine(detector)).followed(by: Transform(map))
        // An odd number, beyond a block, so that the rest of a block and of four points is met.
        let points = (0..<1031).map { Point(Double($0 * 37 % 4096), Double($0 * 91 % 4004)) }
        #expect(transform(points) == points.map { transform($0) })
        let inverse = transform.inverse
        let moved = transform(points)
        #expect(inverse(moved) == moved.map { inverse($0) })
        #expect(zip(inverse(moved), points).allSatisfy { $0.distance(to: $1) < 1e-9 })
    }

    @Test("Points near the edge of what a map reaches, and beyond it, come back one by one as many do")
    func edge() throws {
        // The inverse of r - r³ begins by a series, goes on without, and ends at 0.385.
        let radial = PlaneMap.radial(try #require(RadialPolynomial(coefficients: [0, 1, 0, -1])))
        let rising = PlaneMap.radial(try #require(RadialPolynomial(coefficients: [0, -2, 0, 0, 0, -1, 0, 3])))
        let folded = try #require(
            BivariatePolynomial(
                inputScale: 1, outputScale: 1, x: [[0, 0, 0], [1, 0], [-1]], y: [[0, 1, 0], [0, 0], [0]]))
        for map in [radial, rising, .polynomial(folded)] {
            let points = (0..<503).map { Point(Double($0 % 41) * 0.02 - 0.4, Double($0 / 41) * 0.04 - 0.2) }
            var many = points
            var span = many.mutableSpan
            map.applyInverse(to: &span, points.indices)
            var defined = 0
            for (point, found) in zip(points, many) {
                let one = map.inverse(point)
                #expect(one == found || !one.isFinite && !found.isFinite)
                guard one.isFinite else { continue }
                defined += 1
                #expect(map(one).distance(to: point) < 1e-14)
            }
            #expect(defined > 100, "\(map)")
        }
    }

    @Test("Outside the reach of a radial map the inverse is undefined")
    func outsideDomain() throws {
        // r - r³ has its largest value, 0.385, at r = 0.577.
        let map = try #require(RadialPolynomial(coefficients: [0, 1, 0, -1]))
        #expect(!map.inverse(Point(0.5, 0)).isFinite)
        #expect(!map.inverse(Point(.infinity, 0)).isFinite)
        #expect(!map.inverse(Point(.nan, 0)).isFinite)
        #expect(abs(map.inverse(Point(0.3, 0)).x - 0.3389362415949989) < 1e-14)
    }

    @Test("The stars of SLALIB's distortion fall where that library puts them")
    func slalib() throws {
        // sla_PCD with a disco of 0.925 at 20 arcsec/mm: x (1 + c r²), in radians.
        let scale = 20 * FieldAngleModel.arcsecond
        let map = try #require(RadialPolynomial(coefficients: [0, scale, 0, 0.925 * scale * scale * scale]))
        let point = map(Point(150, -80))
        let (x, y) = (150 * scale, -80 * scale)
        let stretch = 1 + 0.925 * (x * x + y * y)
        #expect(abs(point.x - x * stretch) < 1e-17 && abs(point.y - y * stretch) < 1e-17)
    }

    @Test("Affine neighbours are joined to one map")
    func joined() {
        let turn = AffineMap(matrix: Matrix2(0, -2, 2, 0), offset: Point(1, 2))
        let transform = Transform(.affine(turn)).followed(by: Transform(.affine(turn)).inverse)
        #expect(transform.steps.count == 1)
        #expect(transform.affineMap == .identity)
    }

    @Test("A linearised transform touches the transform", arguments: SampleOptics.allCases)
    func linearized(_ optics: SampleOptics) throws {
        let transform = Transform(try #require(optics.map))
        let point = Point(120, -200)
        let touching = transform.linearized(at: point)
        #expect(touching(point).distance(to: transform(point)) < 1e-16)
        #expect(touching.matrix == transform.jacobian(at: point))
    }
}
