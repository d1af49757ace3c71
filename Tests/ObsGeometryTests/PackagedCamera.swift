import Foundation
import ObsDocuments
import ObsTime
import Synchronization
import Testing

@testable import ObsGeometry

/// The cameras of the packages in Cameras/, read with what their files extend.
enum PackagedCamera: String, CaseIterable, CustomTestStringConvertible {
    case decam = "DECam"
    case hsc = "HSC"
    case megaPrime = "MegaPrime"
    case lsstCam = "LSST/LSSTCam"
    case latiss = "LSST/LATISS"
    case comCam = "LSST/LSSTComCam"
    case comCamSim = "LSST/LSSTComCamSim"
    case lsstCamSim = "LSST/LSSTCamSim"
    case imSim = "LSST/LSSTCam-imSim"
    case phoSim = "LSST/LSSTCam-PhoSim"
    case ts3 = "LSST/LSST-TS3"
    case ts8 = "LSST/LSST-TS8"
    case ucd = "LSST/LSST-UCDCam"

    var testDescription: String { rawValue }

    /// The name of the camera, which is that of its instrument.
    var name: String { String(rawValue.split(separator: "/").last ?? "") }

    /// The name of its file among the reference's numbers.
    var reference: String {
        switch self {
        case .decam: "decam"
        case .hsc: "hsc"
        case .megaPrime: "megaprime"
        case .lsstCam: "lsstCam"
        case .latiss: "latiss"
        case .comCam: "comCam"
        case .comCamSim: "comCamSim"
        case .lsstCamSim: "lsstCamSim"
        case .imSim: "imsim"
        case .phoSim: "phosim"
        case .ts3: "ts3"
        case .ts8: "ts8"
        case .ucd: "ucd"
        }
    }

    private static let histories = Mutex<[PackagedCamera: CameraHistory]>([:])

    /// The camera through time, which all tests share.
    func read() throws -> CameraHistory {
        try PackagedCamera.histories.withLock { histories in
            if let known = histories[self] { return known }
            let history = try readFiles()
            histories[self] = history
            return history
        }
    }

    private func readFiles() throws -> CameraHistory {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../Cameras/\(rawValue)/camera"
        ).standardized
        return try CameraHistory(
            focalPlane: layers(folder.appendingPathComponent("focal-plane.yaml")),
            sensors: layers(folder.appendingPathComponent("sensors.yaml")),
            history: layers(folder.appendingPathComponent("history.yaml")).first)
    }

    /// The camera of a date, as of an edition.
    func camera(at date: String = "2025-09-01", asOf edition: String? = nil) throws -> Camera {
        try read().camera(
            at: PackagedCamera.date(date), edition: edition.map { .asOf(try PackagedCamera.date($0)) } ?? .newest)
    }

    static func date(_ text: String) throws -> Instant { try Instant(iso: text, scale: .utc) }

    /// A file and those that it extends, or nothing when there is no such file.
    private func layers(_ file: URL) throws -> [Document] {
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        let document = try Document.read(path: file.path)
        guard let base = document.root["extends"]?.text else { return [document] }
        return [document] + (try layers(file.deletingLastPathComponent().appendingPathComponent(base).standardized))
    }
}

/// The numbers of the reference cameras, beside the corpus that OBSKIT_CORPUS names.
enum ReferenceNumbers {
    static let folder: URL? = ProcessInfo.processInfo.environment["OBSKIT_CORPUS"].flatMap { path in
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent("facts/geometry")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }

    /// The content of a file; numbers are `Double` or `Int`, null is `NSNull`.
    static func read(_ name: String) throws -> [String: Any] {
        guard let folder else { return [:] }
        let data = try Data(contentsOf: folder.appendingPathComponent(name + ".json"))
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }
}
