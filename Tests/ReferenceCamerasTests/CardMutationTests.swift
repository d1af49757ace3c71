import Foundation
import ObsFITS
import ObsHeaderFiles
import ObsKit
import ObsKitConformance
import ObsTranslation
import ReferenceCameras
import TestSupport
import Testing

/// Headers of which single cards are spoilt.
///
/// All cards in all ways are tried when OBSKIT_EXHAUSTIVE is set; else each card that something was made of in one way,
/// and some of the others, drawn with a printed seed.
@Suite("A card that is spoilt")
struct CardMutationTests {
    private static let catalog = InstrumentCatalog(linked: ReferenceCameras.all)
    private static let isExhaustive = ProcessInfo.processInfo.environment["OBSKIT_EXHAUSTIVE"] != nil
    private static let seed: UInt64 = 20_261_121

    private enum Mutation: CaseIterable {
        case deleted, undefined, notANumber, text

        var value: HeaderValue? {
            switch self {
            case .deleted: nil
            case .undefined: .undefined
            case .notANumber: .real(.nan)
            case .text: .string("not a value")
            }
        }
    }

    /// What a header gives when nothing is spoilt.
    private struct Baseline {
        let headers: [FileHeader]
        let instrument: String
        let rules: TranslationRules
        /// By HDU: the report, and by property the cards that it was made of.
        let reports: [Int: (report: TranslationReport, used: [ObservationProperty: Set<String>])]

        init?(_ headers: [FileHeader]) throws {
            let file = try catalog.open(MemorySource(headers: headers, name: "whole")).translate()
            guard let instrument = file.identification.instrument else { return nil }
            self.headers = headers
            self.instrument = instrument
            rules = try catalog.instrument(named: instrument).translator.rules
            var reports: [Int: (report: TranslationReport, used: [ObservationProperty: Set<String>])] = [:]
            for one in file.observations {
                var used: [ObservationProperty: Set<String>] = [:]
                for property in ObservationProperty.allCases {
                    let explanation = one.report.explanation(of: property)
                    used[property] = Set(rules.keywords(usedBy: property))
                        .union(explanation.cards.map(\.keyword.name))
                        .union(Self.undefinedCards(explanation, in: file.header))
                }
                reports[one.hdu] = (one.report, used)
            }
            self.reports = reports
        }

        /// The cards without a value that a rule found by a pattern of names: they gave nothing, and were looked at.
        private static func undefinedCards(_ explanation: PropertyExplanation, in header: Header) -> [String] {
            header.filter { $0.value == .undefined }.map(\.keyword.name).filter { name in
                explanation.reasons.contains("\(name) is undefined")
            }
        }

        var cardsThatMatter: Set<String> {
            var names: Set<String> = []
            for one in reports.values {
                for property in ObservationProperty.allCases {
                    names.formUnion(one.report.explanation(of: property).cards.map(\.keyword.name))
                }
                names.formUnion(one.report.corrections.flatMap { $0.changes.map(\.card) })
            }
            return names
        }
    }

    private func spoil(_ headers: [FileHeader], _ hdu: Int, _ keyword: Keyword, _ mutation: Mutation) -> [FileHeader] {
        headers.map { one in
            guard one.hdu == hdu else { return one }
            let header = one.header.replacing([(keyword, mutation.value)])
            return FileHeader(hdu: hdu, name: header["EXTNAME"]?.stringValue, header: header)
        }
    }

    /// Spoils cards of a header one at a time, and checks what becomes of it.
    private func check(_ headers: [FileHeader], _ name: String) throws {
        guard let whole = try Baseline(headers) else { return }
        var generator = SeededGenerator(seed: Self.seed)
        let matter = whole.cardsThatMatter
        for header in headers {
            var done: Set<String> = []
            // One extension of many alike stands for the others.
            if !Self.isExhaustive, header.hdu > 1 { continue }
            for card in header.header where done.insert(card.keyword.name).inserted && !card.isCommentary {
                let keyword = card.keyword
                var mutations = Mutation.allCases
                if !Self.isExhaustive {
                    guard matter.contains(keyword.name) || Int.random(in: 0..<8, using: &generator) == 0 else {
                        continue
                    }
                    mutations = [mutations[Int.random(in: 0..<4, using: &generator)]]
                }
                for mutation in mutations {
                    let what = "\(name)[\(header.hdu)], \(keyword.name) \(mutation), seed \(Self.seed)"
                    try check(spoil(headers, header.hdu, keyword, mutation), whole, header.hdu, keyword.name, what)
                }
            }
        }
    }

    private func check(_ spoilt: [FileHeader], _ whole: Baseline, _ hdu: Int, _ card: String, _ what: String) throws {
        let source = MemorySource(headers: spoilt, name: "spoilt")
        var file = try Self.catalog.open(source).translate()
        #expect(
            file.identification.names.allSatisfy { $0 == whole.instrument }, "\(what): \(file.identification.names)")
        if file.identification.instrument == nil {
            let candidates = Self.catalog.explainIdentification(of: file.header)
            let own = candidates.first { $0.instrument == whole.instrument }
            #expect(own?.conditions.contains { $0.words.contains(card) } == true, "\(what): not recognised")
            file = try Self.catalog.open(source, as: whole.instrument).translate()
        }
        let found = Dictionary(file.observations.map { ($0.hdu, $0.report) }) { first, _ in first }
        for (place, before) in whole.reports {
            guard let after = found[place] else {
                #expect(place == hdu, "\(what): the observation of HDU \(place) is lost")
                continue
            }
            compare(before.report, after, before.used, card, what)
        }
    }

    private struct Change: Hashable {
        let correction: String
        let card: String
        let after: String?
    }

    private static func changes(_ report: TranslationReport) -> Set<Change> {
        Set(
            report.corrections.flatMap { one in
                one.changes.map { Change(correction: one.name, card: $0.card, after: $0.after) }
            })
    }

    private func compare(
        _ before: TranslationReport, _ after: TranslationReport, _ used: [ObservationProperty: Set<String>],
        _ card: String, _ what: String
    ) {
        var touched: Set<String> = [card]
        // A correction that no longer applies, or writes something else, touches its own cards.
        let (old, new) = (Self.changes(before), Self.changes(after))
        for change in old.symmetricDifference(new) { touched.insert(change.card) }
        for property in ObservationProperty.allCases {
            if used[property]?.isDisjoint(with: touched) ?? true {
                #expect(after.info[property] == before.info[property], "\(what): \(property.name) does not use it")
                continue
            }
            guard after.info[property] == nil,
                let failure = after.failures.first(where: { $0.property == property.name })
            else { continue }
            let isNamed =
                !Set(failure.cards).isDisjoint(with: touched) || touched.contains { failure.summary.contains($0) }
            let wasFailure = before.failures.contains { $0.property == property.name }
            #expect(isNamed || wasFailure, "\(what): \(property.name) fails without naming it: \(failure.summary)")
            #expect(!failure.summary.isEmpty)
        }
    }

    @Test("costs the properties that use it at most, in every golden header", arguments: Places.goldenHeaders)
    func golden(_ file: GoldenFile) throws {
        let golden = try GoldenHeader(path: file.path)
        try check(
            golden.hdus.enumerated().map {
                FileHeader(hdu: $0.offset, name: $0.element["EXTNAME"]?.stringValue, header: $0.element)
            }, file.name)
    }

    @Test(
        "costs the properties that use it at most, in every header of the corpus",
        .enabled(if: Places.corpus != nil, "OBSKIT_CORPUS is not set"), arguments: Places.expectations)
    func corpus(_ file: Expectation) throws {
        try check(try FileSource(path: file.source).headers(), file.name)
    }
}
