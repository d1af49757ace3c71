import Foundation
import ObsGeometry
import ObsKit
import ObsTime
import ReferenceCameras
import TestSupport
import Testing

@Suite("Footprints of the reference cameras")
struct FootprintTests {
    private static let catalog = InstrumentCatalog(linked: ReferenceCameras.all)
    static let names = catalog.instrumentNames.filter { name in
        (try? catalog.instrument(named: name).cameraHistory()) != nil
    }
    private static let turn = Double.pi / 180

    private static func camera(_ name: String, _ date: String = "2025-06-01") throws -> Camera {
        try catalog.instrument(named: name).camera(at: Instant(date))
    }

    static func pointings(_ seed: UInt64) -> [Pointing] {
        var generator = SeededGenerator(seed: seed)
        let special = [(0.0, 0.0, 0.0), (77, 90, 123), (0.0001, -89.95, 300)]
        let random = (0..<2).map { _ in
            (generator.number(0...360), generator.number(-90...90), generator.number(-360...360))
        }
        return (special + random).map {
            Pointing(boresight: SkyPosition(rightAscension: $0.0, declination: $0.1), rotation: $0.2)
        }
    }

    /// How far (pixels) the convex hulls reach beyond the edges, where optics bend them inward: by Tests/Integration/footprints.py.
    static let bend = [
        "DECam": 0.569, "HSC": 11.063, "LSSTCam": 0.101, "LSSTCamSim": 0.101, "LSSTCam-imSim": 0.101,
        "LSSTCam-PhoSim": 0.101, "LSSTComCam": 0.251, "LSSTComCamSim": 0.251, "LATISS": 0, "LSST-TS3": 0.008,
        "LSST-TS8": 0.008, "LSST-UCDCam": 0.008, "MegaPrime": 2.801,
    ]

    @Test("hold the center of every pixel, and nothing beyond the bend of the edges", arguments: names)
    func inside(_ name: String) throws {
        let camera = try Self.camera(name)
        var generator = SeededGenerator(seed: 11)
        for pointing in Self.pointings(UInt64(name.utf8.count)) {
            let footprint = try camera.footprint(pointing)
            #expect(footprint.detectors.map(\.detector) == camera.detectors.map(\.id))
            for detector in [camera.detectors[0]] + (0..<2).map({ _ in generator.pick(camera.detectors) }) {
                let sky = DetectorSky(detector, pointing: pointing)
                let polygon = try #require(footprint[detector: detector.id])
                #expect(try sky.footprint() == polygon)
                let box = detector.box
                for column in [0, 1, box.width / 3, box.width - 1] {
                    for row in [0, box.height / 2, box.height - 2, box.height - 1] {
                        let position = try #require(
                            sky.position(of: Point(Double(box.x + column), Double(box.y + row))))
                        let isInside = polygon.contains(position) && footprint.focalPlane.contains(position)
                        #expect(isInside, "pixel \(column), \(row) of \(detector.name)")
                    }
                }
                let far = try #require(Self.bend[name]) * 1.02 + 0.52
                for part in [0.0, 0.2, 0.5, 0.9] {
                    let (x, y) = (Double(box.width - 1) * part, Double(box.height - 1) * part)
                    for pixel in [
                        Point(x, -far), Point(x, Double(box.height - 1) + far), Point(-far, y),
                        Point(Double(box.width - 1) + far, y),
                    ] {
                        let position = try #require(sky.position(of: pixel))
                        let isInside = polygon.contains(position)
                        #expect(!isInside, "\(pixel) of \(detector.name)")
                    }
                }
            }
        }
    }

    @Test("have the areas of their triangles by L'Huilier's theorem", arguments: ["DECam", "LATISS", "HSC", "LSSTCam"])
    func areas(_ name: String) throws {
        let camera = try Self.camera(name)
        for pointing in Self.pointings(3) {
            let footprint = try camera.footprint(pointing)
            for polygon in footprint.detectors.prefix(8).map(\.polygon) + [footprint.focalPlane] {
                let expected = Self.area(polygon.vertices)
                #expect(abs(polygon.area / expected - 1) < 1e-9)
            }
        }
    }

    /// A fan of triangles from the first corner, by the lengths of their sides.
    private static func area(_ corners: [SkyPosition]) -> Double {
        func side(_ one: SkyPosition, _ other: SkyPosition) -> Double { one.separation(from: other) * turn }
        return (1..<(corners.count - 1)).reduce(0) { sum, index in
            let sides = [
                side(corners[0], corners[index]), side(corners[index], corners[index + 1]),
                side(corners[0], corners[index + 1]),
            ]
            let half = sides.reduce(0, +) / 2
            let product = sides.reduce(tan(half / 2)) { $0 * tan(max(half - $1, 0) / 2) }
            return sum + 4 * atan(product.squareRoot())
        }
    }

    // Raw header of DECam exposure 160496, CCD 25: the center of the trimmed chip by the TPV cards with astropy 8.0.2. The header's
    // pointing is good to some arcminutes; a mirrored or turned footprint would be off by a degree.
    @Test("of DECam lie where the telescope's own header says")
    func orientation() throws {
        let camera = try Self.camera("DECam", "2012-12-13")
        let pointing = Pointing(
            boresight: SkyPosition(rightAscension: 341.603025, declination: 20.788889), rotation: 90)
        let polygon = try #require(try camera.footprint(pointing)[detector: 25])
        let header = SkyPosition(rightAscension: 340.61029704, declination: 20.86629645)
        #expect(polygon.contains(header) && polygon.center.separation(from: header) < 0.05)
    }

    // A region of the Butler's form by the formula of section 2.3 of the geometry of afw, worked out by hand: DECam has the plate scale
    // of its model at the center; the corners of the grown box lie 250.5 pixels beyond the centers of the corner pixels.
    @Test("with padding are the hulls of corners 250 pixels outside")
    func padded() throws {
        let camera = try Self.camera("DECam")
        let pointing = Pointing(boresight: SkyPosition(rightAscension: 359.9, declination: -30), rotation: 90)
        let footprint = try camera.footprint(pointing, outline: .butler)
        for detector in camera.detectors.prefix(5) {
            let sky = DetectorSky(detector, pointing: pointing)
            let polygon = try #require(footprint[detector: detector.id])
            #expect(polygon.vertices.count == 4)
            let (x1, y1) = (Double(detector.box.width - 1) + 250.5, Double(detector.box.height - 1) + 250.5)
            for pixel in [Point(-250.5, -250.5), Point(x1, -250.5), Point(x1, y1), Point(-250.5, y1)] {
                let corner = try #require(sky.position(of: pixel))
                #expect(polygon.vertices.contains { $0.separation(from: corner) < 1e-12 })
            }
        }
    }
}
