internal import ObsFITS
internal import ObsKit
internal import ObsTranslation
internal import ObsYAML

/// One line of `obskit translate --format ndjson`: what became of one header.
enum ObservationRecord {
    static func write(
        _ observation: HeaderObservation, of path: String, explain: [ObservationProperty], to writer: inout JSONWriter
    ) {
        let report = observation.report
        writer.beginObject()
        writer.member("source", path)
        writer.member("hdu", observation.hdu)
        if let name = observation.hduName { writer.member("hdu_name", name) }
        writer.member("instrument", observation.instrument)
        writer.member("translator", report.translatorName)
        writer.member("status", report.isComplete ? "ok" : "failures")
        writer.member("kind", report.kind?.rawValue)
        writer.key("info")
        let notFinite = report.info.writeWireForm(to: &writer)
        if !notFinite.isEmpty {
            writer.key("not_finite")
            writer.list(notFinite)
        }
        writer.key("failures")
        writer.beginObject()
        for failure in report.failures { writer.member(failure.property, failure.summary) }
        writer.endObject()
        writeFlags(report, &writer)
        writer.key("corrections")
        writer.beginArray()
        for correction in report.corrections { write(correction, &writer) }
        writer.endArray()
        writeDiagnostics(report.diagnostics, &writer)
        if !explain.isEmpty {
            writer.key("explanation")
            writer.beginObject()
            for property in explain { write(report.explanation(of: property), &writer) }
            writer.endObject()
        }
        writer.endObject()
    }

    /// The record of a file from which nothing was translated.
    static func write(
        path: String, status: String, diagnostics: [Diagnostic], candidates: [Identification.Candidate],
        to writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.member("source", path)
        writer.key("translator")
        writer.null()
        writer.member("status", status)
        writeDiagnostics(diagnostics, &writer)
        if !candidates.isEmpty {
            writer.key("candidates")
            writer.beginArray()
            for candidate in candidates {
                writer.beginObject()
                writer.member("instrument", candidate.instrument)
                writer.member("score", candidate.score)
                writer.member("why", candidate.summary)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
    }

    private static func writeFlags(_ report: TranslationReport, _ writer: inout JSONWriter) {
        let flagged = ObservationProperty.allCases.filter { !report.flags(of: $0).isEmpty }
        guard !flagged.isEmpty else { return }
        writer.key("flags")
        writer.beginObject()
        for property in flagged {
            writer.key(property.name)
            writer.list(report.flags(of: property).words)
        }
        writer.endObject()
    }

    private static func write(_ correction: AppliedCorrection, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", correction.name)
        writer.member("reason", correction.reason)
        writer.member("reference", correction.reference)
        writer.member("place", correction.place.description)
        writer.key("changes")
        writer.beginArray()
        for change in correction.changes {
            writer.beginObject()
            writer.member("card", change.card)
            writer.member("before", change.before)
            writer.member("after", change.after)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    private static func write(_ explanation: PropertyExplanation, _ writer: inout JSONWriter) {
        writer.key(explanation.property)
        writer.beginObject()
        writer.key("cards")
        writer.beginObject()
        for card in explanation.cards { writer.member(card.keyword.name, card.value.words) }
        writer.endObject()
        writer.member("rule", explanation.rule?.description)
        writer.member("alternative", explanation.alternative)
        if !explanation.flags.isEmpty {
            writer.key("flags")
            writer.list(explanation.flags.words)
        }
        if !explanation.correctedCards.isEmpty {
            writer.key("corrected")
            writer.list(explanation.correctedCards)
        }
        if !explanation.reasons.isEmpty {
            writer.key("tried")
            writer.list(explanation.reasons)
        }
        writer.endObject()
    }

    private static func writeDiagnostics(_ diagnostics: [Diagnostic], _ writer: inout JSONWriter) {
        guard !diagnostics.isEmpty else { return }
        writer.key("diagnostics")
        writer.beginArray()
        for diagnostic in diagnostics {
            writer.beginObject()
            writer.member("severity", diagnostic.severity.rawValue)
            writer.member("code", diagnostic.code.rawValue)
            if let place = diagnostic.place { writer.member("place", place.description) }
            writer.member("message", diagnostic.message)
            if let hint = diagnostic.hint { writer.member("hint", hint) }
            writer.endObject()
        }
        writer.endArray()
    }
}

extension JSONWriter {
    fileprivate mutating func list(_ texts: [String]) {
        beginArray()
        for text in texts { value(text) }
        endArray()
    }
}
