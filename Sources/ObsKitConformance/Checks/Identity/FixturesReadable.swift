internal import ObsDocuments
internal import ObsKit
internal import ObsRaw
internal import ObsText

extension ConformanceCheck {
    static let fixturesReadable = ConformanceCheck(
        "fixtures-readable", .identity, .error, "Everything in conformance/ can be read.",
        documentation: """
            A fixture that cannot be read checks nothing: golden headers, points and raw layouts, waivers.yaml, released.yaml. A file of \
            another ending in conformance/headers, conformance/points or conformance/raw is not read at all. It cannot be waived.
            """
    ) { subject, findings in
        let problems =
            subject.goldenHeaders.flatMap(\.fixture.diagnostics) + subject.goldenPoints.flatMap(\.fixture.diagnostics)
            + subject.goldenRawFiles.flatMap(\.diagnostics) + (subject.released?.diagnostics ?? [])
            + (subject.waiverFile?.diagnostics ?? [])
        for diagnostic in problems {
            findings.add(
                at: diagnostic.place, "\(diagnostic.message) (\(diagnostic.code.rawValue))", hint: diagnostic.hint)
        }
        for folder in ["headers", "points", "raw"] {
            for name in subject.package.names(in: "conformance/\(folder)") where !name.hasSuffix(".yaml") {
                findings.add(
                    at: nil, "conformance/\(folder)/\(name) is not read",
                    hint: "give it the ending .yaml, or move it away",
                    level: .warning)
            }
        }
        let known = Set(subject.instruments.map(\.name))
        for file in subject.goldenHeaders {
            if let golden = file.golden, !subject.package.instrumentNames.contains(golden.instrument) {
                findings.add(
                    at: file.instrumentPlace, "the package has no instrument '\(golden.instrument)'",
                    hint: "it has \(known.sorted().joined(separator: ", "))")
            }
        }
        for golden in subject.goldenRaws {
            for name in golden.instruments where !subject.package.instrumentNames.contains(name) {
                findings.add(
                    at: golden.place, "the package has no instrument '\(name)'",
                    hint: "it has \(known.sorted().joined(separator: ", "))")
            }
        }
        for file in subject.goldenPoints {
            if let golden = file.golden, !subject.package.instrumentNames.contains(golden.instrument) {
                findings.add(
                    at: golden.document.root.follow(["instrument"]).node.position,
                    "the package has no instrument '\(golden.instrument)'",
                    hint: "it has \(known.sorted().joined(separator: ", "))")
            }
        }
    }
}
