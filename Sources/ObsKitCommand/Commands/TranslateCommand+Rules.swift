internal import ObsDocuments
internal import ObsKit
internal import ObsText
internal import ObsTranslation

extension TranslateCommand {
    /// The word that asks for all rules.
    private static let all = "all"

    /// Prints rules as they are after all `extends`.
    ///
    /// - Throws: `ExitCode`: 2 when an instrument has no rule of a name, 3 when no instrument is known; as files fared
    func printRules(_ catalog: InstrumentCatalog) throws {
        if let instrument {
            try print([try catalog.instrumentOrExit(named: instrument)], catalog)
            return
        }
        if input.isEmpty {
            let names = cameras.packages.flatMap { catalog.instrumentNames(in: $0) }
            return try print(names.map { try catalog.instrumentOrExit(named: $0) }, catalog)
        }
        let files = input.files()
        var tally = InputTally(fail.failOn, catalog)
        var instruments: [Instrument] = []
        let inputs = HeaderInputs(files, isList: true)
        for outcome in inputs.lazy.flatMap({ $0.results { try catalog.open($0, reading: .instrument) } }) {
            let path = outcome.name
            Report.print(outcome.diagnostics, about: path)
            do {
                let file = try outcome.result.get()
                if let name = file.identification.instrument {
                    tally.add()
                    if !instruments.contains(where: { $0.name == name }) {
                        instruments.append(try catalog.instrument(named: name))
                    }
                } else {
                    tally.addUnused()
                    if let reason = file.unrecognised { Report.print(reason, about: path) }
                }
            } catch {
                tally.addUnused()
                Report.print(error, about: path)
            }
        }
        tally.note(inputs.worst)
        if files.hasProblems { tally.addUnused() }
        if instruments.isEmpty { throw ExitStatus.nothingDone.code }
        try print(instruments, catalog)
        try tally.finish()
    }

    private func print(_ instruments: [Instrument], _ catalog: InstrumentCatalog) throws {
        let wanted = try instruments.map { instrument in
            let listing = try Report.orExit(.nothingDone) { try catalog.ruleListing(of: instrument) }
            return WantedRules(instrument: instrument, listing: listing, asked: try asked(listing, instrument))
        }
        switch format {
        case .table, .yaml:
            for (index, one) in wanted.enumerated() {
                if index > 0 { Output.line("---") }
                Output.document(one.yaml)
            }
        case .json:
            let rules = wanted.flatMap { one in one.rules.map { (one, $0) } }
            Output.json(JSONOutput.list(rules, schema: WantedRules.schema) { $0.0.write($0.1, to: &$1) })
        case .ndjson:
            for one in wanted {
                for rule in one.rules {
                    Output.json(JSONOutput.line(schema: WantedRules.schema) { one.write(rule, to: &$0) })
                }
            }
        }
    }

    /// The entries that were asked for; a word that none has ends the command.
    private func asked(_ listing: RuleListing, _ instrument: Instrument) throws -> [RuleName] {
        var names: [RuleName] = []
        for word in rules {
            let found = word == Self.all ? listing.rules : listing.entries(named: word)
            if found.isEmpty {
                Report.error(
                    .unknownName, "\(instrument.name) has no rule \(DisplayText.quoted(word))",
                    hint: DidYouMean.hint(for: word, among: listing.words + [Self.all])
                        ?? "it is the name of a property, of an extension (ext_NAME), of a value, a predicate or a table"
                )
                throw ExitStatus.wrongCall.code
            }
            names += found.map(\.name)
        }
        return names
    }
}

/// The rules of an instrument that were asked for, with all that they use.
private struct WantedRules {
    static let schema = "obskit/rule/1"

    let instrument: Instrument
    let listing: RuleListing
    let asked: [RuleName]

    /// What was asked for, then what that uses.
    var rules: [WrittenRule] {
        let all = listing.closure(of: asked)
        return all.filter { asked.contains($0.name) } + all.filter { !asked.contains($0.name) }
    }

    /// A translation.yaml.
    var yaml: [UInt8] {
        let isAll = Set(asked).count == listing.rules.count
        let words = isAll ? "all rules" : asked.map(\.description).joined(separator: ", ") + " with all that is used"
        return listing.yaml(
            rules, heading: "\(instrument.name) (package \(instrument.package)): \(words), after all extends.")
    }

    /// Writes the members of a rule.
    func write(_ rule: WrittenRule, to writer: inout JSONWriter) {
        writer.member("instrument", instrument.name)
        writer.member("section", rule.name.section == .root ? nil : rule.name.section.rawValue)
        writer.member("name", rule.name.name)
        writer.member("asked", asked.contains(rule.name))
        writer.member("place", rule.place.description)
        writer.key("rule")
        rule.text.write(to: &writer)
        writer.key("parts")
        writer.beginArray()
        for part in rule.text.parts {
            writer.beginObject()
            writer.member("place", part.place.description)
            writer.member("super", part.broughtInBy.map(\.description))
            writer.member("rule", part.line)
            writer.endObject()
        }
        writer.endArray()
        writer.key("uses")
        writer.beginArray()
        for name in rule.uses {
            writer.beginObject()
            writer.member("section", name.section == .root ? nil : name.section.rawValue)
            writer.member("name", name.name)
            writer.member("place", listing[name]?.place.description)
            writer.endObject()
        }
        writer.endArray()
        writer.member("hooks", rule.needs.hooks.sorted())
        writer.member("corrections", rule.needs.corrections.sorted())
        writer.member("asks_camera", rule.needs.detectors)
        writer.member("asks_identifiers", rule.needs.identifiers)
    }
}
