import Foundation
import Testing

@testable import ObsGeometry

struct OrientationTests {
    @Test(
        "Quarter turns are exact",
        arguments: [(0.0, 1.0, 0.0), (90, 0, 1), (180, -1, 0), (270, 0, -1), (540, -1, 0), (-90, 0, -1)])
    func quarterTurns(_ yaw: Double, _ cosine: Double, _ sine: Double) {
        #expect(Orientation(yaw: yaw).matrix == Matrix2(cosine, -sine, sine, cosine))
    }

    @Test(
        "Yaw, pitch and roll are the product of the three elementary rotations",
        arguments: [(10.0, 20.0, 30.0), (-77, 5, -12), (359.9, -40, 60), (180.0515083, 0, 0)])
    func elementaryRotations(_ yaw: Double, _ pitch: Double, _ roll: Double) {
        func rotation(_ degrees: Double) -> (Double, Double) { (cos(degrees * .pi / 180), sin(degrees * .pi / 180)) }
        let (cy, sy) = rotation(yaw)
        let (cp, sp) = rotation(pitch)
        let (cr, sr) = rotation(roll)
        let z = [[cy, -sy, 0], [sy, cy, 0], [0, 0, 1]]
        let y = [[cp, 0, sp], [0, 1, 0], [-sp, 0, cp]]
        let x = [[1, 0, 0], [0, cr, -sr], [0, sr, cr]]
        func times(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
            a.map { row in (0..<3).map { column in (0..<3).reduce(0) { $0 + row[$1] * b[$1][column] } } }
        }
        let full = times(times(z, y), x)
        let matrix = Orientation(yaw: yaw, pitch: pitch, roll: roll).matrix
        for (value, expected) in zip([matrix.xx, matrix.xy, matrix.yx, matrix.yy], full[0][..<2] + full[1][..<2]) {
            #expect(abs(value - expected) < 1e-15)
        }
    }

    @Test(
        "The nearest quarter turn of an image",
        arguments: [(0.0, 0), (44, 0), (46, 1), (-0.1, 0), (359.9, 0), (450, 1), (-91, 3)])
    func nearestQuarter(_ yaw: Double, _ turns: Int) {
        #expect(Orientation(yaw: yaw).quarterTurns == turns)
    }
}
