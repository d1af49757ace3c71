internal import CObsKit
internal import ObsGeometry
internal import ObsText

/// What is behind an obk_camera.
final class CameraObject: HandleObject {
    static let kind = HandleKind.camera

    let camera: Camera
    /// Name and hash of the camera; of each detector its name, group and serial; the names of all amplifiers.
    let texts: TextBlock
    /// Where the names of the amplifiers of each detector begin.
    private let amplifierTexts: [Int]

    init(_ camera: Camera) {
        self.camera = camera
        var texts: [String?] = [camera.name, "\(camera.contentHash)"]
        for detector in camera.detectors { texts += [detector.name, detector.group ?? "", detector.serial ?? ""] }
        var begins: [Int] = []
        for detector in camera.detectors {
            begins.append(texts.count)
            texts += detector.amplifiers.map(\.name)
        }
        amplifierTexts = begins
        self.texts = TextBlock(texts)
    }

    /// A detector by its place.
    ///
    /// - Throws: `CallError` (`OBK_NOT_FOUND`)
    func detector(at index: Int) throws(CallError) -> Detector {
        guard camera.detectors.indices.contains(index) else {
            throw .beyond("index", index, camera.detectors.count, "detectors")
        }
        return camera.detectors[index]
    }

    /// A detector by its number.
    ///
    /// - Throws: `CallError` (`OBK_NOT_FOUND`)
    func detector(numbered number: Int32) throws(CallError) -> Detector {
        if let detector = camera.detector(Int(number)) { return detector }
        throw CallError(
            .notFound, "unknown-detector", "camera \(camera.name) has no detector \(number)",
            hint: "obk_camera_detector lists them")
    }

    /// The name of an amplifier, both by their places.
    func amplifierName(_ detector: Int, _ index: Int) -> UnsafePointer<CChar>? {
        unsafe texts[amplifierTexts[detector] + index]
    }
}

extension obk_box {
    /// A rectangle of pixels.
    init(_ box: Box) {
        self.init(
            x: Int32(clamping: box.x), y: Int32(clamping: box.y), width: Int32(clamping: box.width),
            height: Int32(clamping: box.height))
    }
}
