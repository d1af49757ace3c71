import Foundation
import ObsDocuments
import ObsText
import ObsTime
import Testing

@testable import ObsGeometry

struct CameraWritingTests {
    static let moments = [
        ("2012-06-01", "2019-01-01"), ("2013-06-15", "2019-01-01"), ("2016-01-01", "2020-06-01"),
        ("2013-03-01", "2022-01-01"),
    ]

    @Test("A camera that is written and read is equal, and is written alike", arguments: moments)
    func camera(_ date: String, _ edition: String) throws {
        let camera = try SampleCamera.camera(at: date, edition: .asOf(SampleCamera.date(edition)))
        let text = camera.yaml
        let again = try CameraHistory(focalPlane: .yaml(text: text, file: "camera.yaml"))
        let copy = try again.camera(at: SampleCamera.date("2000-01-01"))
        #expect(copy == camera)
        #expect(copy.yaml == text)
        #expect(copy.differences(from: camera).isEmpty)
        for (first, second) in zip(camera.detectors, copy.detectors) { #expect(first.amplifiers == second.amplifiers) }
    }

    @Test("A description that is written and read gives the same cameras, and is written alike")
    func description() throws {
        let history = try SampleCamera.read()
        let first = history.yaml
        let copy = try SampleCamera.read(sensors: first.sensors, focalPlane: first.focalPlane, history: first.history)
        let second = copy.yaml
        #expect(first.sensors == second.sensors)
        #expect(first.focalPlane == second.focalPlane)
        #expect(first.history == second.history)
        #expect(copy.editions == history.editions)
        for edition in history.editions {
            let versions = try history.versions(edition: .asOf(edition))
            let copies = try copy.versions(edition: .asOf(edition))
            #expect(versions.map(\.camera) == copies.map(\.camera))
            #expect(versions.map(\.validity) == copies.map(\.validity))
        }
    }

    @Test("A camera without history has no history file")
    func noHistory() throws {
        #expect(try SampleCamera.read(history: nil).yaml.history == nil)
    }

    @Test("JSON holds the same camera: boxes, corners in every frame, values and nulls")
    func json() throws {
        let camera = try SampleCamera.camera(edition: .asOf(SampleCamera.date("2019-01-01")))
        let object = try JSONSerialization.jsonObject(with: Data(camera.json(pretty: true).utf8))
        let root = try #require(object as? [String: Any])
        #expect(root["name"] as? String == "Sample")
        #expect(root["focalPlaneParity"] as? Bool == true)
        #expect(root["contentHash"] as? String == camera.contentHash.description)
        #expect((root["maxFocalPlaneRadiusMm"] as? Double) == camera.maximumRadius)
        let detectors = try #require(root["detectors"] as? [[String: Any]])
        #expect(detectors.map { $0["name"] as? String } == ["W1", "W2", "E1", "E2"])
        let guider = detectors[2]
        #expect(guider["type"] as? String == "GUIDER")
        #expect(guider["fpPositionMm"] as? [Double] == [1, 1, -0.5])
        #expect(guider["yawRad"] as? Double == 269.9 * .pi / 180)
        #expect(detectors[1]["serial"] is NSNull)
        #expect(detectors[0]["crosstalkCount"] as? Int == 4)
        let corners = try #require(guider["corners"] as? [String: [[Double]]])
        let detector = try #require(camera.detector(11))
        for name in Frame.standardNames {
            let expected = try detector.corners(in: Frame(name)).flatMap { [$0.x, $0.y] }
            for (number, value) in zip(try #require(corners[name]).flatMap { $0 }, expected) {
                #expect(abs(number - value) < 1e-12)
            }
        }
        let amplifiers = try #require(guider["amps"] as? [[String: Any]])
        #expect(amplifiers[1]["bbox"] as? [String: Int] == ["x0": 80, "y0": 0, "w": 120, "h": 40])
        #expect(amplifiers[1]["rawFlipX"] as? Bool == true && amplifiers[1]["rawFlipY"] as? Bool == false)
        #expect(amplifiers[1]["saturation"] is NSNull)
        #expect(amplifiers[1]["readoutCorner"] as? String == "LL")
        #expect(amplifiers[1]["rawXYOffset"] as? [Int] == [90, 0])
    }
}
