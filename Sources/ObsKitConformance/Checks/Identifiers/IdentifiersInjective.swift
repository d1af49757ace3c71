internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let identifiersInjective = ConformanceCheck(
        "identifiers-injective", .identifiers, .error, "Different exposures and detectors never get one integer.",
        documentation: """
            Exposures with the first and the last day, sequence number, word and detector that there is room for, and with others \
            between, are put together by every layout of `identifiers:` and taken apart again. A layout that leaves out a part of \
            exposure_id gives two exposures that differ in it one integer. What a layout has no room for is no finding: it is refused.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            let scheme = instrument.instrument.identifiers
            let exposures = scheme.exposure.map { generated($0) } ?? []
            for (name, layout) in scheme.layouts {
                guard let message = fault(scheme, name, layout, exposures) else { continue }
                let isPacker = scheme.packers[name] != nil
                findings.add(
                    at: isPacker
                        ? instrument.place("instrument.yaml", "identifiers", "packers", name)
                        : instrument.place("instrument.yaml", "identifiers", name),
                    "\(isPacker ? "packer \(name)" : name): \(message)",
                    hint: "let the layout have every part of exposure_id, or the whole exposure", instrument: instrument
                )
            }
        }
    }

    /// How two exposures or detectors share an integer, or do not come back from it; nil when neither happens.
    private static func fault(
        _ scheme: IdentifierScheme, _ name: String, _ layout: IdentifierLayout, _ exposures: [Int]
    ) -> String? {
        var known: [Int: String] = [:]
        for form in layout.forms {
            let parts = form.parts
            let isWhole = name != "exposure_id" && !exposures.isEmpty
            // The parts of an exposure come with it.
            let own = isWhole ? parts.filter { !isOfExposure($0, scheme) } : parts
            for exposure in isWhole ? exposures.map({ Optional($0) }) : [nil] {
                for values in combinations(own) {
                    var values = values
                    if let exposure { values["exposure"] = .integer(exposure) }
                    guard let identifier = try? scheme.compose(name, values: values) else { continue }
                    guard let back = try? layout.unpack(identifier), (try? layout.pack(back.values)) == identifier
                    else {
                        return "\(identifier) of \(text(values)) cannot be taken apart"
                    }
                    let what = text(exposure == nil ? back.values : values)
                    if let other = known[identifier], other != what {
                        return "\(identifier) stands for \(other), and for \(what)"
                    }
                    known[identifier] = what
                }
            }
        }
        return nil
    }

    private static func isOfExposure(_ part: IdentifierLayout.Part, _ scheme: IdentifierScheme) -> Bool {
        part.name == "exposure" || (scheme.exposure?.partNames.contains(part.name) ?? false)
    }

    /// Exposure ids of every form, many of which differ in one part only.
    private static func generated(_ layout: IdentifierLayout) -> [Int] {
        var found: Set<Int> = []
        for values in layout.forms.flatMap({ combinations($0.parts) }) {
            if let identifier = try? layout.pack(values) { found.insert(identifier) }
        }
        return found.sorted()
    }

    /// Values of parts, of which each but the first few differs from an earlier one in one part only.
    private static func combinations(_ parts: [IdentifierLayout.Part]) -> [[String: IdentifierValue]] {
        let samples = parts.map { $0.samples(8) }
        var found: Set<[String: IdentifierValue]> = []
        for base in 0..<4 {
            var values: [String: IdentifierValue] = [:]
            for (part, sample) in zip(parts, samples) { values[part.name] = sample[(base * 3) % sample.count] }
            found.insert(values)
            for (part, sample) in zip(parts, samples) {
                for value in sample {
                    var other = values
                    other[part.name] = value
                    found.insert(other)
                }
            }
        }
        return found.sorted { text($0) < text($1) }
    }

    private static func text(_ values: [String: IdentifierValue]) -> String {
        values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }
}
