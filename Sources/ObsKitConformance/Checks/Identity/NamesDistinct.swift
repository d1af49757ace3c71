internal import ObsKit

extension ConformanceCheck {
    static let namesDistinct = ConformanceCheck(
        "names-distinct", .identity, .error, "No name or alias of an instrument means another one too.",
        documentation: """
            A name or alias that two instruments share, of this package, of another that is installed beside it or of one that is built \
            into ObsKit, makes one of them unreachable. Case is not enough of a difference: folders are made of names.
            """
    ) { subject, findings in
        var owners: [String: Set<String>] = [:]
        for name in subject.catalog.instrumentNames {
            guard let other = try? subject.catalog.instrument(named: name) else { continue }
            for text in Set([other.name] + other.aliases) { owners[text.lowercased(), default: []].insert(other.name) }
        }
        let builtIn = ForeignInstrument.builtIn.filter { $0.package != subject.package.name }
        for other in builtIn {
            for text in [other.name] + other.aliases { owners[text.lowercased(), default: []].insert(other.name) }
        }
        for instrument in subject.instruments {
            if let other = builtIn.first(where: { $0.name == instrument.name }) {
                findings.add(
                    at: instrument.place("instrument.yaml", "name"),
                    "'\(instrument.name)' is an instrument of the package \(other.package), which is built in",
                    hint: "use another word, or name the package \(other.package) to take its place",
                    instrument: instrument)
            }
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
