import ObsDocuments
import ObsText
import TestSupport
import Testing

@testable import ObsTranslation

@Suite("GroupIdentifiers")
struct GroupIdentifiersTests {
    private static func groups(
        _ text: String = "[number, {time_since: 2015-01-01}, {hash_digits: 14}]"
    ) throws
        -> GroupIdentifiers
    {
        let problems = Problems()
        let groups = GroupIdentifiers(try Document.yaml(text: text, file: "sample").root, problems: problems)
        try problems.throwIfErrors()
        return try #require(groups)
    }

    @Test(
        "number a group by its digits, its time, or a hash of its name",
        arguments: [
            ("1234", 1234), ("2025-04-16T00:53:10.143", 3_246_943_901_430_000),
            ("2025-04-16T00:53:10.143#1", 3_246_943_901_430_001), ("2025-04-16T00:53:10.143+12", 3_246_943_901_430_012),
            ("TEST01", 1_123_819_875_881_954_006), ("bias_0027_0100", 3_575_576_933_793_566_714),
            ("", 3_389_355_817_605_564_100),
        ])
    func numbers(_ name: String, _ identifier: Int) throws {
        let groups = try Self.groups()
        #expect(try groups.identifier(of: name) == identifier)
        let candidates = groups.candidates(of: identifier)
        let isNamed = candidates.contains(.name(name.replacing("+", with: "#")))
        let isHashed = candidates.contains {
            if case .hashed(name.utf8.count, _) = $0 { true } else { false }
        }
        #expect(isNamed || isHashed)
    }

    @Test(
        "refuse names that have no number",
        arguments: [
            "99999999999999999999", "2025-02-30T00:53:10.143", "2014-12-31T23:59:59.999", "2025-04-16T24:53:10.143",
            "2025-04-16T00:53:10.143#10000", "2025-04-16T00:53:10.143+12345678901234567890",
            "2025-04-16T00:53:60.143", "2025-04-16T00:60:10.143", "0000-04-16T00:53:10.143", "12345678901234567890",
            "9223372036854775808", "Gruppe für Bias", "٣", "２０２５-04-16T00:53:10.143", "2025-04-16T00:53:10.143+１",
            String(repeating: "x", count: 100),
        ])
    func refused(_ name: String) throws {
        let groups = try Self.groups()
        let error = #expect(throws: IdentifierError.self) { try groups.identifier(of: name) }
        #expect(error?.code == .badGroup)
        #expect(error?.part == "name")
        #expect(error?.value == .word(name))
        #expect(error?.expected != nil)
    }

    @Test(
        "take a number and a time only where they are written in the one way, so that two names never share one",
        arguments: [
            "007", "00", "+5", "-5", "5.0", " 5", "5 ", "1_000", "0x10", "2025-04-16T00:53:10.143+",
            "2025-04-16T00:53:10.143#", "2025-04-16T00:53:10.143+0", "2025-04-16T00:53:10.143+01",
            "2025-04-16T00:53:10.143+-1", "2025-04-16T00:53:10.143++1", "2025-04-16T00:53:10.143-1",
            "2025-04-16T00:53:10.143 1", "2025-04-16T00:53:10.14", "2025-04-16T00:53:10.1430", "2025-04-16T00:53:10",
            "2025-04-16 00:53:10.143", "2025-04-16t00:53:10.143", "2025-4-16T00:53:10.143", "2025-04-16T00:53:10,143",
            "20250416T005310.143", "2025-04-16T00:53:10.143Z", "+025-04-16T00:53:10.143",
        ])
    func otherForms(_ name: String) throws {
        #expect(throws: IdentifierError.self) {
            try Self.groups("[number, {time_since: 2015-01-01}]").identifier(of: name)
        }
        let hashed = try Self.groups("[{hash_digits: 14}]").identifier(of: name)
        #expect(try Self.groups().identifier(of: name) == hashed)
    }

    @Test("never give two names one number by the exact ways, for generated names near each other")
    func exactWays() throws {
        let groups = try Self.groups("[number, {time_since: 2015-01-01}]")
        let seed: UInt64 = 20_261_130
        var generator = SeededGenerator(seed: seed)
        var seen: [Int: String] = [:]
        let ends = ["", "+", "+0", "+1", "+01", "+10", "+010", "+9999", "+10000", "+99990", "0", "1", ".", " "]
        for _ in 0..<2_000 {
            let second = generator.integer(57...59)
            let fraction = String(generator.integer(1_000...1_012)).dropFirst()
            let digits = String(repeating: "0", count: generator.integer(0...2)) + "\(generator.integer(0...50))"
            let isNumber = generator.integer(0...3) == 0
            let name = (isNumber ? digits : "2025-04-16T23:59:\(second).\(fraction)") + generator.pick(ends)
            guard let identifier = try? groups.identifier(of: name) else { continue }
            #expect(seen[identifier].map { $0 == name } ?? true, "seed \(seed): \(name), \(seen[identifier] ?? "")")
            #expect(
                groups.candidates(of: identifier).contains(.name(name.replacing("+", with: "#"))),
                "seed \(seed): \(name)")
            seen[identifier] = name
        }
        #expect(seen.count > 100)
    }

    @Test("let a number be that of a time, and say so by their candidates")
    func overlap() throws {
        let groups = try Self.groups()
        let time = try groups.identifier(of: "2025-04-16T07:03:14.566+2345")
        #expect(time == 3_247_165_945_662_345)
        #expect(try groups.identifier(of: "3247165945662345") == time)
        let candidates = groups.candidates(of: time)
        #expect(candidates.contains(.name("3247165945662345")))
        #expect(candidates.contains(.name("2025-04-16T07:03:14.566#2345")))
    }

    @Test("have a time back from its number, for generated times")
    func roundTrip() throws {
        let groups = try Self.groups()
        var generator = SeededGenerator(seed: 20_261_121)
        for _ in 0..<2_000 {
            let second = Int.random(in: 0..<1_500_000_000, using: &generator)
            let identifier =
                (second * 1_000 + Int.random(in: 0..<1_000, using: &generator)) * 10_000
                + Int.random(in: 0..<10_000, using: &generator)
            let names = groups.candidates(of: identifier).compactMap {
                if case .name(let name) = $0, name.contains("T") { name } else { nil }
            }
            #expect(names.count == 1, "seed 20261121: \(identifier)")
            for name in names { #expect(try groups.identifier(of: name) == identifier, "seed 20261121: \(name)") }
        }
    }

    @Test("have no candidates for negative numbers, nor for those beyond the calendar")
    func noCandidates() throws {
        #expect(try Self.groups("[{time_since: 2015-01-01}]").candidates(of: -1) == [])
        #expect(try Self.groups("[{time_since: 2015-01-01}]").candidates(of: .max) == [])
        #expect(throws: IdentifierError.self) { try Self.groups("[number]").identifier(of: "a") }
    }

    @Test(
        "are refused with the reason and the place",
        arguments: [
            ("▸[]", "missing-key"), ("[▸letters]", "unknown-word"), ("[▸{}]", "missing-key"),
            ("[{time_since: ▸soon}]", "wrong-type"), ("[{hash_digits: ▸15}]", "out-of-range"),
            ("[{▸colour: 3, hash_digits: 3}]", "unknown-key"),
        ])
    func diagnostics(_ text: String, _ expected: String) throws {
        let sample = Marked(text)
        let problems = Problems()
        _ = GroupIdentifiers(try Document.yaml(text: sample.text, file: sample.file).root, problems: problems)
        #expect(problems.sorted.contains { $0.code.rawValue == expected && $0.place == sample.places[0] })
    }
}
