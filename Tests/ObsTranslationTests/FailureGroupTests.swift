import ObsFITS
import Testing

@testable import ObsTranslation

/// Failures by what they come from.
@Suite struct FailureGroupTests {
    private static let rules = """
        predicates:
          isNew: {property: datetime_begin, after: 2015-01-01}
          isWarm: {card: TEMP, greater_than: 10}
        values:
          label: {card: LABEL, steps: [{pattern: 'A\\d+'}]}
        properties:
          telescope: {constant: a, when: {predicate: isWarm}}
          instrument: [{constant: a, unless: {predicate: isWarm}}, {constant: b}]
          location: [{location: {site: ctio}, when: {predicate: isNew}}, null]
          datetime_begin: {time: {iso: DATE-OBS}}
          datetime_end: {time: {of: {property: datetime_begin}, plus: {constant: 1}}}
          observing_day: {observing_day: {at: {property: datetime_begin}, offset: {constant: 0}}}
          exposure_id: {property: observing_day}
          visit_id: {property: exposure_id}
          observation_id: {value: label}
          object: {text: '{label}!'}
          science_program: {card: PROPID}
        extensions:
          day: {type: integer, rule: {property: observing_day}}

        """

    private static let cards: [String: HeaderValue] = [
        "TEMP": 20, "DATE-OBS": "2020-01-01T00:00:00", "LABEL": "A1", "PROPID": "p",
    ]

    private func report(_ changes: [String: HeaderValue?]) throws -> TranslationReport {
        var cards = Self.cards
        for (name, value) in changes { cards[name] = value }
        return try RuleSample.translator(Self.rules).translate(header(cards))
    }

    private static let dated = [
        "datetime_begin", "location", "datetime_end", "exposure_id", "visit_id", "observing_day", "ext_day",
    ]

    @Test(
        "One date that is missing, garbled or without a time of day is one failure, with all that hangs on it",
        arguments: [
            (nil, "there is no DATE-OBS card"), (.undefined, "DATE-OBS is undefined"), ("garbage", "DATE-OBS: "),
            ("2015-01-01", "DATE-OBS has no time of day"),
        ] as [(HeaderValue?, String)])
    func date(_ value: HeaderValue?, _ reason: String) throws {
        let report = try report(["DATE-OBS": value])
        let groups = report.failureGroups
        #expect(groups.count == 1)
        let group = try #require(groups.first)
        #expect(group.first?.property == "datetime_begin" && group.first?.root == nil)
        #expect(Set(group.map(\.property)) == Set(Self.dated) && group.count == Self.dated.count)
        for failure in group {
            #expect(failure.reasons.contains { $0.hasPrefix(reason) }, "\(failure)")
            if failure.property == "datetime_begin" { continue }
            #expect(failure.root == "datetime_begin")
            #expect(failure.summary.hasPrefix("datetime_begin has no value: "))
        }
        // Every failure is in exactly one group.
        #expect(groups.joined().map(\.property).sorted() == report.failures.map(\.property).sorted())
    }

    @Test("An intermediate result and a condition are roots, too")
    func otherRoots() throws {
        let value = try report(["LABEL": "B1"]).failureGroups
        #expect(value.map { Set($0.map(\.property)) } == [["object", "observation_id"]])
        #expect(value.joined().allSatisfy { $0.root == "label" })
        let condition = try report(["TEMP": "warm"]).failureGroups
        #expect(condition.map { Set($0.map(\.property)) } == [["telescope", "instrument"]])
        #expect(
            condition.joined().allSatisfy { $0.root == "isWarm" && $0.summary.contains("it is 'warm', not a number") })
    }

    @Test("Failures for different reasons stand apart, in the order of the properties")
    func severalRoots() throws {
        let report = try report(["DATE-OBS": .none, "LABEL": "B1", "PROPID": .none])
        let groups = report.failureGroups
        #expect(groups.count == 3)
        #expect(groups.contains { $0.map(\.property) == ["science_program"] && $0.first?.root == nil })
        #expect(
            Set(groups.joined().map(\.property)) == Set(Self.dated + ["object", "observation_id", "science_program"]))
    }

    @Test("Without failures there is no group")
    func none() throws { #expect(try report([:]).failureGroups == []) }
}
