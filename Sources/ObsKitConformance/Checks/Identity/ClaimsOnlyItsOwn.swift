internal import ObsDocuments
internal import ObsFITS
internal import ObsKit
internal import ObsText

extension ConformanceCheck {
    static let claimsOnlyItsOwn = ConformanceCheck(
        "claims-only-its-own", .identity, .error, "No way of detection holds for a file of another instrument.",
        documentation: """
            For each file ObsKit asks the detections of all installed packages, and the way of the greatest weight decides. A \
            package that also holds for another camera's files takes them away (more weight), makes them unreadable for everybody \
            (a tie), or reads them by its own rules where the other camera is not installed (less weight). The kit holds the golden \
            headers and the detections of every camera that is built into ObsKit, and reads those of other packages on the search \
            path. It tries each golden header as it is, and with each word that either detection asks for, as long as the other \
            camera still takes the header. It also reports a detection that asks INSTRUME for the name of another camera. Add a \
            condition that the other camera's files do not meet. Instruments of one package are installed together; the check \
            `recognized` compares those.
            """
    ) { subject, findings in
        for other in subject.foreignInstruments {
            for instrument in subject.instruments {
                let own = instrument.layers("instrument.yaml").lazy.compactMap { $0.root["detection"] }.first
                var claimed: Set<Int> = []
                for file in other.samples(with: own.map { CardWord.all(in: $0) } ?? []) {
                    let candidates = subject.catalog.explainIdentification(of: file.header)
                    let candidate = candidates.first { $0.instrument == instrument.name }
                    for (number, condition) in (candidate?.conditions ?? []).enumerated()
                    where condition.holds && claimed.insert(number).inserted {
                        let words = consequence(
                            condition.weight, other.score(file.header), instrument.name, other.name)
                        findings.add(
                            at: instrument.place("instrument.yaml", "detection", String(number)),
                            "\(condition.words), as in files of \(other.name) (\(file.what)); \(words)",
                            hint: "add a condition that only files of \(instrument.name) meet", instrument: instrument)
                    }
                }
                for (number, words) in (own?.elements.map { CardWord.all(in: $0) } ?? []).enumerated() {
                    guard !claimed.contains(number), let word = words.first(where: { other.isNamed(by: $0) }) else {
                        continue
                    }
                    findings.add(
                        at: instrument.place("instrument.yaml", "detection", String(number)),
                        "\(word.card) '\(word.word)' names \(other.name), a camera of the package \(other.package)",
                        hint: "take the name away; files that say so are of that camera", instrument: instrument)
                }
            }
        }
    }

    /// What becomes of a file that two instruments claim.
    private static func consequence(_ weight: Int, _ other: Int, _ name: String, _ owner: String) -> String {
        if weight > other { return "weight \(weight) takes them from \(owner), which has \(other)" }
        if weight == other {
            return "\(owner) has weight \(other) too, and nobody can read a file that two cameras claim alike"
        }
        return "\(owner) has weight \(other), but where it is not installed, \(name) reads its files"
    }
}

extension ForeignInstrument {
    /// Whether a word for INSTRUME is the camera's name or one of its aliases, whatever the case of its letters.
    fileprivate func isNamed(by word: CardWord) -> Bool {
        Keyword(word.card) == Keyword("INSTRUME")
            && ([name] + aliases).contains { $0.lowercased() == word.word.lowercased() }
    }

    /// Headers that the instrument's detection takes: the golden ones, and those with another word in a card by which it goes.
    ///
    /// - Parameter words: words that somebody else's detection asks for
    /// - Returns: the headers, and what they are
    fileprivate func samples(with words: [CardWord]) -> [(header: Header, what: String)] {
        let golden = files.flatMap { file in file.headers.map { ($0, "golden header \(file.path)") } }
        var samples = golden
        for word in Set(words + self.words).sorted(by: { ($0.card, $0.word) < ($1.card, $1.word) }) {
            let card = Keyword(word.card)
            for (header, what) in golden where header[card]?.stringValue != word.word {
                let edited = header.replacing([(card, .string(word.word))])
                // Only where this card decides: with a word that nobody has, the file is not of the instrument.
                guard score(edited) > 0, score(header.replacing([(card, .string(Self.nobody))])) == 0 else { continue }
                samples.append((edited, "\(what) with \(word.card) '\(word.word)'"))
                break
            }
        }
        return samples
    }

    /// A word that no detection asks for.
    private static let nobody = "\u{2E3B}"
}
