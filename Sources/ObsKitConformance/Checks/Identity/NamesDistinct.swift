internal import ObsKit

extension ConformanceCheck {
    static let namesDistinct = ConformanceCheck(
        "names-distinct", .identity, .error, "No name or alias of an instrument means another one too.",
        documentation: """
            A name or alias that two instruments share, of this package or of another that is installed beside it, makes one of \
            them unreachable. Case is not enough of a difference: folders are made of names.
            """
    ) { subject, findings in
        var owners: [String: Set<String>] = [:]
        for name in subject.catalog.instrumentNames {
            guard let other = try? subject.catalog.instrument(named: name) else { continue }
            for text in Set([other.name] + other.aliases) { owners[text.lowercased(), default: []].insert(other.name) }
        }
        for instrument in subject.instruments {
            for text in [instrument.name] + instrument.instrument.aliases {
                let others = (owners[text.lowercased()] ?? []).subtracting([instrument.name]).sorted()
                guard !others.isEmpty else { continue }
                findings.add(
                    at: instrument.place("instrument.yaml", text == instrument.name ? "name" : "aliases"),
                    "'\(text)' also stands for \(others.joined(separator: " and "))", hint: "use another word",
                    instrument: instrument)
            }
        }
    }
}
