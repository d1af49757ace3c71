internal import ArgumentParser
internal import ObsCalibrations
internal import ObsKit
internal import ObsRegistry
internal import ObsText

extension RegistryReading {
    /// The name of the instrument that is asked about; nil when it has none, or there are several.
    func knownName() throws -> String? {
        let names = try instruments()
        guard let name = instrument ?? (names.count == 1 ? names[0] : nil), !name.isEmpty else { return nil }
        return name
    }
}

extension CatalogOptions {
    /// Refuses detectors that the camera of an instrument does not have, where the camera is known.
    ///
    /// - Parameters:
    ///   - detectors: Their ids.
    ///   - name: The name of the instrument; nil when it is not known.
    /// - Throws: `ExitCode` (2) after it said which there are not
    func checkDetectors(_ detectors: [Int], of name: String?) throws {
        guard !detectors.isEmpty, let name, let known = detectorsOfCamera(of: name) else { return }
        let unknown = Set(detectors).subtracting(known).sorted()
        if unknown.isEmpty { return }
        throw ValidationError(
            "\(name) has no detector \(unknown.map(String.init).joined(separator: ", ")); its camera has "
                + "\(known.ranges), see 'obskit camera \(name)'.")
    }

    /// The detectors of the camera of an instrument; nil when neither is known.
    func detectorsOfCamera(of name: String) -> [Int]? {
        guard let instrument = try? unreportedCatalog().instrument(named: name) else { return nil }
        return instrument.detectorNumbers
    }
}

extension [Int] {
    /// Sorted numbers as ranges: `1-60, 62`.
    fileprivate var ranges: String {
        var parts: [(first: Int, last: Int)] = []
        for number in self {
            if let last = parts.last?.last, last + 1 == number {
                parts[parts.count - 1].last = number
            } else {
                parts.append((number, number))
            }
        }
        return parts.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)-\($0.last)" }.joined(separator: ", ")
    }
}
