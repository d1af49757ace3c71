package import ObsFITS
internal import ObsText
internal import ObsTranslation

/// Translates files with two versions of a package and says what differs.
///
/// Immutable, so that many tasks may ask it at once.
package struct PackageComparison: Sendable {
    private let old: PackageVersion
    private let new: PackageVersion
    /// What differs of each instrument that both versions have.
    private let differences: [String: InstrumentDifferences]

    /// A comparison of two versions of a package.
    ///
    /// - Throws: `DiagnosticsError` when a file of them cannot be read
    package init(from old: PackageVersion, to new: PackageVersion) throws {
        self.old = old
        self.new = new
        var differences: [String: InstrumentDifferences] = [:]
        for before in old.instruments {
            guard let after = new.instruments.first(where: { $0.name == before.name }) else { continue }
            differences[before.name] = InstrumentDifferences(
                PartDifferences(
                    from: try PackageParts(of: before.name, in: old), to: try PackageParts(of: after.name, in: new)),
                before.translator.rules, after.translator.rules)
        }
        self.differences = differences
    }

    /// Translates a file with both versions.
    ///
    /// - Parameters:
    ///   - source: the file, or another source of headers
    ///   - instrument: the instrument, if it is not to be recognized
    /// - Returns: what differs; nil when the file is of neither version's instruments
    /// - Throws: what reading throws, where neither version can read it
    package func compare(_ source: any HeaderSource, as instrument: String? = nil) throws -> FileComparison? {
        let before = Side(old, source, instrument)
        let after = Side(new, source, instrument)
        if case .failure(let error) = after.file, case .failure = before.file { throw error }
        guard before.isOwn || after.isOwn else { return nil }
        return compare(before, after, source.name)
    }

    private func compare(_ before: Side, _ after: Side, _ path: String) -> FileComparison {
        var exposures: [Int?] = []
        func exposure(_ report: TranslationReport?) -> Int {
            let id = report?.info.exposureID
            if let known = exposures.firstIndex(of: id) { return known }
            exposures.append(id)
            return exposures.count - 1
        }
        let (old, new) = (before.observations, after.observations)
        let hdus = Set(old.keys).union(new.keys).sorted()
        let named = hdus.map { (hdu: $0, exposure: exposure((old[$0] ?? new[$0])?.report)) }
        if exposures.isEmpty { exposures = [nil] }
        var changes: [AnswerChange] = []
        let known = before.instrument == after.instrument ? before.instrument.flatMap { differences[$0] } : nil
        if before.words != after.words {
            changes.append(
                AnswerChange(
                    answer: .recognition, before: before.words, after: after.words,
                    reasons: recognitionReasons(before, after), hdu: nil, exposures: Array(exposures.indices)))
        }
        if let known {
            for (hdu, exposure) in named {
                if let one = old[hdu], let other = new[hdu] {
                    changes += known.changes(from: one, to: other, exposure: exposure)
                } else {
                    let words = { (one: HeaderObservation?) in one == nil ? "no observation" : "an observation" }
                    changes.append(
                        AnswerChange(
                            answer: .observations, before: words(old[hdu]), after: words(new[hdu]),
                            reasons: known.layout, hdu: hdu, exposures: [exposure]))
                }
            }
            changes += known.changes(
                from: before.losses, to: after.losses, hdu: nil, because: known.layout,
                exposures: Array(exposures.indices))
        }
        return FileComparison(
            path: path, instrument: after.instrument ?? before.instrument ?? "", exposures: exposures,
            observationCount: hdus.count, changes: changes)
    }

    private func recognitionReasons(_ before: Side, _ after: Side) -> Set<PartDifference> {
        let names = Set(before.names + after.names)
        return names.reduce(into: []) { reasons, name in
            if let known = differences[name] { return reasons.formUnion(known.detection) }
            func place(_ version: PackageVersion) -> SourcePosition? {
                version.package.descriptions.first { $0.description.name == name }?.description.place
            }
            let (old, new) = (place(old), place(new))
            if (old == nil) != (new == nil) {
                reasons.insert(PartDifference(part: "instrument \(name)", before: old, after: new))
            }
        }
    }
}

/// What one version makes of a file.
private struct Side {
    let file: Result<FileTranslation, any Error>
    /// The instruments that it may be of.
    let names: [String]
    /// Whether one of them is of the version's package.
    let isOwn: Bool

    init(_ version: PackageVersion, _ source: any HeaderSource, _ instrument: String?) {
        do {
            let opened = try version.catalog.open(source, as: instrument)
            names = opened.identification.names
            isOwn = names.contains { version.package.instrumentNames.contains($0) }
            file = Result { try opened.translate() }
        } catch {
            (names, isOwn, file) = ([], false, .failure(error))
        }
    }

    private var translation: FileTranslation? { try? file.get() }

    /// The instrument, if there is just one.
    var instrument: String? { translation?.identification.instrument }

    /// The observations by their HDUs, with what is doubtful about the file.
    var observations: [Int: HeaderObservation] {
        Dictionary((translation?.judgedObservations ?? []).map { ($0.hdu, $0) }) { first, _ in first }
    }

    /// What is wrong with the file beside them.
    var losses: [Diagnostic] { translation?.losses ?? [] }

    /// What it is taken to be.
    var words: String {
        switch file {
        case .failure(let error):
            "cannot be read: \(DiagnosticsError(error).diagnostics.map(\.message).joined(separator: "; "))"
        case .success(let file):
            if let product = file.product {
                "\(file.identification.instrument ?? ""), a \(product.name)"
            } else if file.identification.isAmbiguous {
                "as likely \(file.identification.names.joined(separator: " as "))"
            } else {
                file.identification.instrument ?? "no instrument"
            }
        }
    }
}
