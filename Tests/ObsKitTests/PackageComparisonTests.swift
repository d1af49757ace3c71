import ObsFITS
import ObsHeaderFiles
import ObsText
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@testable import ObsKit

@Suite("The comparison of two versions of a package")
struct PackageComparisonTests {
    /// Compares the sample package with one in which some files are others, over headers of these cards.
    private static func compare(
        _ changes: [String: String?], old: [String: String?] = [:], _ headers: [[String: HeaderValue]]
    ) throws -> PackageDifference {
        let folder = try TemporaryFolder()
        let sample = SamplePackage().replacing(old)
        let before = try sample.write(to: folder, as: "old")
        let after = try sample.replacing(changes).write(to: folder, as: "new")
        let comparison = try PackageComparison(
            from: try #require(try PackageVersion(before, linked: [])),
            to: try #require(try PackageVersion(after, linked: [])))
        var difference = PackageDifference()
        for (number, cards) in headers.enumerated() {
            let header = Header(cards: cards.sorted { $0.key < $1.key }.map { Card(Keyword($0.key), $0.value) })
            let source = MemorySource(headers: [FileHeader(hdu: 0, name: nil, header: header)], name: "file\(number)")
            if let found = try comparison.compare(source) { difference.add(found) }
        }
        return difference
    }

    private static func toy(_ exposure: Int, _ more: [String: HeaderValue] = [:]) -> [String: HeaderValue] {
        let own: [String: HeaderValue] = [
            "INSTRUME": .string("Toy"), "EXPNUM": .integer(exposure), "EXPTIME": .real(5), "FILTER": .string("red"),
            "DATE-BEG": .string("2024-05-01T00:00:00"), "TELESCOP": .string("T"),
        ]
        return own.merging(more) { $1 }
    }

    private static func rules(_ old: String, _ new: String) -> [String: String?] {
        ["translation.yaml": SamplePackage.translation.replacing(old, with: new)]
    }

    @Test("counts an exposure once however many files it has, and another without an id each time")
    func exposures() throws {
        let headers = [toy(1), toy(1), toy(2), toy(3, ["OBJECT": .string("M1")])].map { $0 }
        let nameless = [toy(4), toy(5)].map { $0.filter { $0.key != "EXPNUM" } }
        let found = try Self.compare(
            Self.rules("{card: EXPTIME, unit: s}", "{card: EXPTIME, unit: min}"), headers + nameless)
        #expect(found.files == 6)
        #expect(found.extents["Toy"]?.exposures == 5)
        let change = try #require(found.changes.first { $0.answer == .property(.exposureTime) })
        #expect(change.exposures == 5)
        #expect(change.observations == 6)
        #expect(change.files == 6)
        #expect(change.example.before == "5.0 s" && change.example.after == "300.0 s")
        #expect(change.reasons.map(\.part) == ["rule exposure_time"])
        // What follows from it has the same reason, and what does not is not there.
        #expect(found.changes.allSatisfy { $0.reasons.map(\.part) == ["rule exposure_time"] })
        #expect(!found.changes.contains { $0.answer == .property(.object) })
    }

    private func toy(_ exposure: Int, _ more: [String: HeaderValue] = [:]) -> [String: HeaderValue] {
        Self.toy(exposure, more)
    }

    @Test("does not take another layout of the same rules for a difference")
    func layout() throws {
        let inBase: [String: String?] = [
            "translation.yaml": """
            schema: obskit/translation/2
            extends: base.yaml
            properties:
              # moved
              object:
              - super: true
            """,
            "base.yaml": SamplePackage.translation.replacing(
                "object: [{card: OBJECT}, null]", with: "object: [{card: 'OBJECT'}, null]"),
        ]
        let found = try Self.compare(inBase, [toy(1, ["OBJECT": .string("M1")])])
        #expect(found.changes.isEmpty)
        #expect(found.files == 1)
    }

    @Test("finds a change behind names, and says the alternative that differs with its place in both")
    func names() throws {
        let more = """

            values: {word: [{card: OBJECT}, {card: TARGET}]}
            predicates: {bright: {value: word, equals: sun}}
            tables: {words: {sun: Sun}}
            extensions: {mood: {type: text, rule: {value: word, steps: [{table: words}], when: {predicate: bright}}}}
            """
        let old: [String: String?] = ["translation.yaml": SamplePackage.translation + more]
        let header = [toy(1, ["OBJECT": .string("sun"), "NAME": .string("sun")])]
        func parts(_ from: String, _ to: String) throws -> [String] {
            let text = SamplePackage.translation + more.replacing(from, with: to)
            let found = try Self.compare(["translation.yaml": text], old: old, header)
            let change = try #require(found.changes.first { $0.answer == .other("mood") })
            return change.reasons.map { reason in
                let places = [reason.before, reason.after].map { $0.map { "\($0.line):\($0.column)" } ?? "-" }
                return "\(reason.part) \(places.joined(separator: " "))"
            }
        }
        let first = SamplePackage.translation.split(separator: "\n", omittingEmptySubsequences: false).count + 1
        #expect(try parts("{sun: Sun}", "{sun: Sol}") == ["table words \(first + 2):10 \(first + 2):10"])
        #expect(try parts("equals: sun", "equals: moon") == ["predicate bright \(first + 1):14 \(first + 1):14"])
        #expect(try parts("{card: OBJECT}, ", "") == ["value word \(first):17 \(first):10"])
        #expect(
            try parts("steps: [{table: words}], ", "steps: [upper], ").contains { $0.hasPrefix("extension ext_mood") })
    }

    @Test("says of a file that only one version recognises by what, and of an instrument that is new")
    func recognition() throws {
        let changed = ["instrument.yaml": SamplePackage.instrument("Toy").replacing("equals: Toy", with: "equals: Tyo")]
        let found = try Self.compare(
            changed, [toy(1), toy(2), ["INSTRUME": .string("Tyo")], ["INSTRUME": .string("X")]])
        #expect(found.files == 3)
        let lost = try #require(found.changes.first { $0.example.before == "Toy" })
        #expect(lost.answer == .recognition && lost.example.after == "no instrument")
        #expect(lost.reasons.map(\.part) == ["detection of instrument.yaml"])
        #expect(lost.exposures == 3 && lost.files == 3 && lost.observations == 0)
        let renamed: [String: String?] = [
            "package.yaml": SamplePackage.package("Toy").replacing("[Toy]", with: "[Toy2]"),
            "instrument.yaml": SamplePackage.instrument("Toy").replacing("name: Toy", with: "name: Toy2"),
        ]
        let other = try Self.compare(renamed, [toy(1)])
        #expect(other.changes.map(\.answer) == [.recognition])
        #expect(other.changes.first?.example.after == "Toy2")
        #expect(other.changes.first?.reasons.map(\.part) == ["instrument Toy", "instrument Toy2"])
    }

    @Test("compares failures, flags, diagnostics and statuses, each with the change behind it")
    func others() throws {
        let failed = try Self.compare(Self.rules("{card: EXPTIME, unit: s}", "{card: EXPTME, unit: s}"), [toy(1)])
        let time = try #require(failed.changes.first { $0.answer == .property(.exposureTime) })
        #expect(time.example.after == "no value: there is no EXPTME card")
        #expect(failed.changes.contains { $0.answer == .status })
        let flagged = try Self.compare(Self.rules("{card: EXPTIME, unit: s}", "{default: 5, unit: s}"), [toy(1)])
        let flag = try #require(flagged.changes.first { $0.answer == .property(.exposureTime) })
        #expect(flag.example.before == "5.0 s" && flag.example.after == "5.0 s (defaulted)")
        let filters = ["filters.yaml": SamplePackage.filters.replacing("name: red", with: "name: ruby")]
        let unknown = try Self.compare(filters, [toy(1)])
        let said = try #require(unknown.changes.first { $0.answer == .diagnostic("unknown-filter") })
        #expect(said.example.before == "nothing")
        #expect(said.reasons.map(\.part) == ["filter red", "filter ruby"])
        #expect(unknown.changes.map(\.answer).allSatisfy { [.status, .diagnostic("unknown-filter")].contains($0) })
    }

    @Test(
        "finds the predicate by which a correction is made in one version alone, and the correction where it differs itself"
    )
    func corrections() throws {
        func corrections(_ value: String) -> String {
            """
            schema: obskit/corrections/1
            corrections:
              - name: named
                when: {predicate: nameless}
                change: [{set: OBJECT, to: \(value)}]
                reason: It had no name.
            """
        }
        func rules(_ card: String) -> String {
            SamplePackage.translation + "\npredicates: {nameless: {card: \(card), is: absent}}\n"
        }
        let old: [String: String?] = ["corrections.yaml": corrections("M1"), "translation.yaml": rules("OBJECT")]
        func parts(_ changes: [String: String?]) throws -> [Answer: [String]] {
            let found = try Self.compare(changes, old: old, [toy(1)])
            return Dictionary(uniqueKeysWithValues: found.changes.map { ($0.answer, $0.reasons.map(\.part)) })
        }
        let byPredicate = try parts(["translation.yaml": rules("EXPNUM")])
        #expect(
            byPredicate == [
                .property(.object): ["predicate nameless"], .corrections: ["predicate nameless"],
            ])
        let byItself = try parts(["corrections.yaml": corrections("M2")])
        #expect(byItself == [.property(.object): ["correction named"]])
        let gone = try parts(["corrections.yaml": nil])
        #expect(gone == [.property(.object): ["correction named"], .corrections: ["correction named"]])
    }

    @Test("refuses what is no package, and says what is wrong with a broken one")
    func broken() throws {
        #expect(try PackageVersion("/nowhere", linked: []) == nil)
        let folder = try TemporaryFolder()
        let path = try SamplePackage().replacing(Self.rules("card: EXPTIME", "crad: EXPTIME")).write(to: folder)
        #expect(throws: DiagnosticsError.self) { try PackageVersion(path, linked: []) }
    }
}
