import ObsDocuments
import ObsGeometry
import ObsKit
import ObsTime
import Passes

/// Cameras are read and used: `Cameras FOLDER YAMLCAMERA [PASS…]`, where FOLDER holds the reference packages and YAMLCAMERA is
/// a camera of the LSST pipelines' form.
///
/// Passes: `read` makes LSSTCam from its files, `import` from the YamlCamera file, each from the first byte; `cached` asks a
/// million times for the camera of an instant; `points`, `back`, `hsc` and `hscback` move a million points from pixels to the
/// field angle and back; `footprints` makes those of all detectors at 200 pointings (of the focal plane too), 205 each; `sums` and `hscsums` answer with a sum of the results in 1e-9 rad.
@main
struct Cameras {
    static let count = 1_000_000

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 2 else { fatalError("usage: Cameras FOLDER YAMLCAMERA [PASS…]") }
        let (folder, yamlCamera) = (arguments[1], arguments[2])
        let catalog = InstrumentCatalog(folders: [folder])
        let instant = try Instant("2025-06-01")
        let lsst = try catalog.instrument(named: "LSSTCam")
        let hsc = try catalog.instrument(named: "HSC")
        let toField = try detector("R22_S11", lsst.camera(at: instant)).pixelsToFieldAngle
        let hscToField = try detector("1_12", hsc.camera(at: instant)).pixelsToFieldAngle
        let pixels = points(width: 4096, height: 4004)
        let hscPixels = points(width: 2048, height: 4176)
        let (angles, hscAngles) = (toField(pixels), hscToField(hscPixels))
        var buffer = pixels
        func move(_ points: [Point], _ transform: Transform) -> Int {
            buffer.replaceSubrange(buffer.indices, with: points)
            transform.apply(to: &buffer)
            return points.count
        }
        try Passes.run(Array(arguments.dropFirst(3))) { pass in
            switch pass {
            case "read": try read(folder + "/LSST", at: instant)
            case "import": try LSSTCameraImport(path: yamlCamera).camera.detectors.count
            case "cached":
                try (0..<count).reduce(0) { sum, _ in try sum + lsst.camera(at: instant).detectors.count } / 205
            case "footprints": try footprints(lsst.camera(at: instant), 200)
            case "points": move(pixels, toField)
            case "back": move(angles, toField.inverse)
            case "hsc": move(hscPixels, hscToField)
            case "hscback": move(hscAngles, hscToField.inverse)
            case "sums": sum(angles)
            case "hscsums": sum(hscAngles)
            default: fatalError("there is no pass \(pass)")
            }
        }
    }

    /// The camera of files, through nothing that was read before.
    private static func read(_ folder: String, at instant: Instant) throws -> Int {
        let camera = folder + "/LSSTCam/camera/"
        let history = try CameraHistory(
            focalPlane: [Document.read(path: camera + "focal-plane.yaml")],
            sensors: [
                Document.read(path: camera + "sensors.yaml"), Document.read(path: folder + "/base/camera/sensors.yaml"),
            ], history: Document.read(path: camera + "history.yaml"))
        return try history.camera(at: instant).detectors.count
    }

    /// The footprints of a camera at so many pointings all over the sky.
    private static func footprints(_ camera: Camera, _ count: Int) throws -> Int {
        try (0..<count).reduce(0) { sum, index in
            let (longitude, latitude) = (Double(index * 137 % 360), Double(index * 53 % 181 - 90))
            let place = SkyPosition(rightAscension: longitude, declination: latitude)
            let footprint = try camera.footprint(Pointing(boresight: place, rotation: Double(index * 29 % 360)))
            return sum + footprint.detectors.count
        }
    }

    private static func detector(_ name: String, _ camera: Camera) -> Detector {
        guard let detector = camera.detector(named: name) else { fatalError("there is no detector \(name)") }
        return detector
    }

    /// Points all over a detector, as the peer takes them: a grid of 1000 by 1000.
    private static func points(width: Double, height: Double) -> [Point] {
        (0..<count).map { Point(Double($0 % 1000) * width / 1000, Double($0 / 1000) * height / 1000) }
    }

    private static func sum(_ points: [Point]) -> Int {
        Int((points.reduce(0) { $0 + abs($1.x) + abs($1.y) } * 1e9).rounded())
    }
}
