package import ObsDocuments
internal import ObsFITS
package import ObsText
package import ObsTranslation

/// One line of `obskit translate --format ndjson`: what became of one header, or why a file has no observation.
package enum ObservationRecord {
    /// The schema of a record.
    package static let schema = "obskit/observation-record/1"

    /// Why there is no observation.
    package enum Status: String, CaseIterable {
        /// It cannot be read, or is missing in a file that is cut.
        case error
        /// The file is no observation: a master calibration, say.
        case product
        /// No instrument recognizes the header.
        case unknown
        /// Several instruments recognize it.
        case ambiguous
    }

    /// Writes the record of an observation.
    ///
    /// - Parameters:
    ///   - observation: the observation
    ///   - path: the file, as it was named
    ///   - explain: the properties whose cards and rules are said
    ///   - fileDiagnostics: what was noticed about the file as a whole, where nobody else says it
    ///   - writer: takes the object
    package static func write(
        _ observation: HeaderObservation, of path: String, explain: [ObservationProperty],
        fileDiagnostics: [Diagnostic] = [], to writer: inout JSONWriter
    ) {
        let report = observation.report
        writer.beginObject()
        writer.member("schema", schema)
        writer.member("source", path)
        writer.member("hdu", observation.hdu)
        if let name = observation.hduName { writer.member("hdu_name", name) }
        writer.member("instrument", observation.instrument)
        writer.member("translator", report.translatorName)
        writer.member("status", report.status.rawValue)
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
        report.diagnostics.writeMember(to: &writer)
        if !fileDiagnostics.isEmpty { fileDiagnostics.writeMember("file_diagnostics", to: &writer) }
        if !explain.isEmpty {
            writer.key("explanation")
            writer.beginObject()
            for property in explain { write(report.explanation(of: property), &writer) }
            writer.endObject()
        }
        writer.endObject()
    }

    /// Writes the record of a file, or of a part of it, from which nothing was translated.
    ///
    /// - Parameters:
    ///   - path: the file, as it was named
    ///   - status: why there is no observation
    ///   - diagnostics: what was noticed
    ///   - candidates: what the detection of each instrument says
    ///   - writer: takes the object
    package static func write(
        path: String, status: Status, diagnostics: [Diagnostic], candidates: [Identification.Candidate],
        to writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.member("schema", schema)
        writer.member("source", path)
        writer.key("translator")
        writer.null()
        writer.member("status", status.rawValue)
        diagnostics.writeMember(to: &writer)
        if !candidates.isEmpty { write(candidates, to: &writer) }
        writer.endObject()
    }

    /// Writes what the detection of each instrument says.
    ///
    /// - Parameters:
    ///   - candidates: one for each instrument
    ///   - writer: takes the member
    package static func write(_ candidates: [Identification.Candidate], to writer: inout JSONWriter) {
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

    private static func writeFlags(_ report: TranslationReport, _ writer: inout JSONWriter) {
        writer.key("flags")
        writer.beginObject()
        for property in ObservationProperty.allCases where !report.flags(of: property).isEmpty {
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
}

extension JSONWriter {
    fileprivate mutating func list(_ texts: [String]) {
        beginArray()
        for text in texts { value(text) }
        endArray()
    }
}
