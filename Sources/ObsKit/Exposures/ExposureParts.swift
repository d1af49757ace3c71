internal import ObsText

/// The exposures that were handed over file by file: a further part of one is said to be that.
final class ExposureParts {
    private var first: [ExposureKey: (file: String, member: ExposureUnity.Member)] = [:]

    /// What a file gave, with a diagnostic on each exposure that has a part in an earlier file.
    func compare(_ outcome: FileOutcome<[Exposure]>) -> FileOutcome<[Exposure]> {
        guard case .success(let exposures) = outcome.result else { return outcome }
        return FileOutcome(
            name: outcome.name, result: .success(exposures.map { compare($0, in: outcome.name) }),
            diagnostics: outcome.diagnostics)
    }

    private func compare(_ exposure: Exposure, in file: String) -> Exposure {
        guard let id = exposure.id else { return exposure }
        let key = ExposureKey(instrument: exposure.instrument, id: id, file: 0)
        let member = ExposureUnity.Member(instrument: exposure.instrument, day: exposure.observingDay, place: file)
        guard let known = first[key] else {
            first[key] = (file, member)
            return exposure
        }
        var part = exposure
        part.diagnostics.append(
            Diagnostic(
                .warning, .exposureSplit, at: nil,
                "\(file) holds a part of exposure \(id) of \(exposure.instrument), and \(known.file) another, which came before",
                hint: "exposures(of:) puts the files of an exposure together"))
        part.diagnostics += ExposureUnity([known.member, member]).diagnostics
        return part
    }
}

extension Diagnostic.Code {
    /// A part of an exposure came by itself, after another part.
    package static let exposureSplit = Self(rawValue: "exposure-split")
}
