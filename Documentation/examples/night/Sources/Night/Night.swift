// The night of a pipeline. usage: Night FILES REGISTRY COLLECTION IMAGES
//
// For each exposure in the folder FILES it prints a line: instrument, name, filter, camera of the
// date, center of the first detector in the sky, calibrations, image of that detector in the folder
// IMAGES, which it writes. What is missing is "-", and standard error says why.

import Foundation
import ObsRaw
import ObsRegistry
import ReferenceCameras

@main
struct Night {
    let catalog = InstrumentCatalog(linked: ReferenceCameras.all)
    let registry: Registry
    let collection: String
    let images: String

    static func main() throws {
        let words = CommandLine.arguments
        guard words.count == 5 else { throw POSIXError(.EINVAL) }
        let registry = try Registry.open(path: words[2], readOnly: true)
        let night = Night(registry: registry, collection: words[3], images: words[4])
        let exposures = try night.exposures(in: words[1])
        for exposure in exposures { print(night.line(of: exposure)) }
        for visits in try night.catalog.visits(of: exposures) {
            print("visits of \(visits.instrument):", visits.visits.map(\.name))
        }
    }

    // A bad file costs that file.
    func exposures(in folder: String) throws -> [Exposure] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let files = names.compactMap { name in
            attempt(name) { try catalog.open(file: "\(folder)/\(name)").translate() }
        }
        for file in files { file.unrecognised.map { warn(file.path, $0) } }
        return try catalog.exposures(of: files)
    }

    func line(of exposure: Exposure) -> String {
        let name = exposure.observationID ?? "-"
        for remark in exposure.diagnostics { warn(name, remark) }
        let sky = attempt(name) { try exposure.sky(of: exposure.detectors.first ?? 0) }
        let center = sky?.center.map { "\($0.rightAscension),\($0.declination)" }
        let image = attempt(name) { try self.image(of: exposure, with: sky?.fitsCards()) }
        return [
            exposure.instrument, name, exposure.physicalFilter,
            exposure.camera.map { "\($0.contentHash)" }, center, calibrations(of: exposure), image,
        ].map { $0 ?? "-" }.joined(separator: "\t")
    }

    /// Each calibration that the exposure needs, as kind, detector and the id of the dataset.
    func calibrations(of exposure: Exposure) -> String? {
        attempt(exposure.instrument) {
            try registry.answers(for: exposure, in: [collection]).map { found in
                if let failure = found.failure { warn(found.kind, failure) }
                let dataset = found.answer.map { "\($0.dataset.id)" } ?? "-"
                return "\(found.kind) \(found.detector.map(String.init) ?? "-") \(dataset)"
            }.joined(separator: ",")
        }
    }

    /// Writes the assembled image of the first detector, with its sky coordinates.
    func image(of exposure: Exposure, with sky: SkyCards?) throws -> String? {
        guard let first = exposure.observations.first, let path = first.source,
            let detector = try RawFile(path: path, in: catalog).detector(first.detector ?? -1)
        else { return nil }
        let image = try detector.image(.trimmed, as: Float.self)
        let header = detector.header(of: image)
        let name = "\(exposure.instrument)-\(exposure.id ?? 0)-\(detector.detector.name).fits"
        let writer = try FITSImageWriter(path: "\(images)/\(name)", replacing: true)
        try writer.append(image.pixels, header: sky?.replacingSky(of: header) ?? header)
        try writer.finish()
        return name
    }
}

/// What a body gives, or nothing: then standard error says why.
func attempt<Result>(_ place: String, _ body: () throws -> Result?) -> Result? {
    do { return try body() } catch { warn(place, error) }
    return nil
}

func warn(_ place: String, _ reason: Any) {
    FileHandle.standardError.write(Data("\(place): \(reason)\n".utf8))
}
