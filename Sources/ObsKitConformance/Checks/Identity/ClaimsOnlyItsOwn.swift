internal import ObsKit
internal import ObsText

extension ConformanceCheck {
    static let claimsOnlyItsOwn = ConformanceCheck(
        "claims-only-its-own", .identity, .error, "No way of detection holds for a file of another instrument.",
        documentation: """
            Of all ways of detection that hold for a file the one of the greatest weight decides, among all packages that are \
            installed. A package whose detection also holds for another camera's files takes them from it (more weight), makes \
            them unreadable for everybody (a tie), or reads them by its own rules where the other camera is not installed (less). \
            The kit has the golden headers of every camera that is built into ObsKit, and looks at those of other packages on the \
            search path. Add a condition that the other camera's files do not meet. Instruments of one package are always \
            installed together; `recognised` looks at those.
            """
    ) { subject, findings in
        let foreign = subject.foreignHeaders
        for instrument in subject.instruments {
            var claimed: Set<Claim> = []
            for file in foreign {
                for header in file.headers {
                    let candidates = subject.catalog.explainIdentification(of: header)
                    guard let own = candidates.first(where: { $0.instrument == instrument.name }) else { continue }
                    let score = candidates.first { $0.instrument == file.instrument }?.score
                    for (number, condition) in own.conditions.enumerated() where condition.holds {
                        guard claimed.insert(Claim(way: number, instrument: file.instrument)).inserted else { continue }
                        findings.add(
                            at: instrument.place("instrument.yaml", "detection", String(number)),
                            "\(condition.words), as in files of \(file.instrument) (golden header \(file.path)); "
                                + consequence(condition.weight, score, instrument.name, file.instrument),
                            hint: "add a condition that only files of \(instrument.name) meet", instrument: instrument)
                    }
                }
            }
        }
    }

    /// A way of detection that holds for files of an instrument.
    private struct Claim: Hashable {
        let way: Int
        let instrument: String
    }

    /// What becomes of a file that two instruments claim.
    private static func consequence(_ weight: Int, _ other: Int?, _ name: String, _ owner: String) -> String {
        guard let other, other > 0 else { return "weight \(weight) makes them files of \(name)" }
        if weight > other { return "weight \(weight) takes them from \(owner), which has \(other)" }
        if weight == other { return "\(owner) has weight \(other) too, and nobody can read a file of a tie" }
        return "\(owner) has weight \(other), but where it is not installed, \(name) reads its files"
    }
}
