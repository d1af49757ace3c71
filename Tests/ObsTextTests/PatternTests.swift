import ObsText
import TestSupport
import Testing

@Suite struct PatternTests {
    @Test("matches as the obvious matcher does, with the same captures", arguments: 0..<40)
    func agreesWithReference(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let letters: [Character] = ["a", "b", "é", "1", ".", "\n"]
        for _ in 0..<60 {
            var captures = 0
            let tree = ReferencePattern.random(using: &generator, captures: &captures)
            let pattern = try Pattern(tree.description)
            #expect(pattern.captureCount == captures)
            for _ in 0..<12 {
                let text = (0..<Int.random(in: 0...7, using: &generator)).map { _ in
                    letters[Int.random(in: 0..<letters.count, using: &generator)]
                }
                for isWhole in [true, false] {
                    let expected = tree.find(text, isWhole: isWhole)
                    let string = String(text)
                    let found = isWhole ? pattern.match(string) : pattern.firstMatch(in: string)
                    let context = "seed \(seed), pattern \(pattern), text \(string.debugDescription), whole \(isWhole)"
                    #expect(
                        (isWhole ? pattern.matches(string) : pattern.isFound(in: string)) == (expected != nil),
                        "\(context)")
                    #expect(found.map(\.text) == expected.map { String(text[$0.0]) }, "\(context)")
                    guard let found, let expected else { continue }
                    let start = String(text[..<expected.0.lowerBound]).utf8.count
                    #expect(found.utf8Range.lowerBound == start, "\(context)")
                    let texts = (0..<captures).map { number in expected.1[number + 1].map { String(text[$0]) } }
                    #expect(found.captures == texts, "\(context)")
                    guard isWhole else { continue }
                    #expect((1..<captures + 1).map { pattern.capture($0, of: string) } == texts, "\(context)")
                    #expect(pattern.capture(0, of: string) == string, "\(context)")
                }
            }
        }
    }

    struct Sample: Sendable {
        let pattern: String
        let text: String
        let captures: [String?]?
    }

    @Test(
        "matches whole texts",
        arguments: [
            Sample(pattern: #"R(\d\d)_S(\d\d)"#, text: "R22_S11", captures: ["22", "11"]),
            Sample(pattern: #"R(\d\d)_S(\d\d)"#, text: "R22_S111", captures: nil),
            Sample(
                pattern: #"ct4m(\d{4})(\d{2})(\d{2})t\d{6}"#, text: "ct4m20130901t060255",
                captures: ["2013", "09", "01"]),
            Sample(pattern: #"([a-z]+)(_(\d+))?"#, text: "flat", captures: ["flat", nil, nil]),
            Sample(pattern: #"([a-z]+)(?:_(\d+))?"#, text: "flat_12", captures: ["flat", "12"]),
            Sample(pattern: "(bias|dark|flat)s?", text: "darks", captures: ["dark"]),
            Sample(pattern: "bias|dark|flat", text: "flat", captures: []),
            Sample(pattern: "(a|ab)(c|bcd)", text: "abcd", captures: ["a", "bcd"]),
            Sample(pattern: #"[\]\-x]+"#, text: "]-x", captures: []),
            Sample(pattern: "[-a-c-]+", text: "-b-", captures: []),
            Sample(pattern: "[^0-9]+", text: "é–x", captures: []),
            Sample(pattern: "[α-ω]+", text: "λμ", captures: []),
            Sample(pattern: #"\w+\W\S\s\D"#, text: "a_1-x\ty", captures: []),
            Sample(pattern: ".", text: "😀", captures: []),
            Sample(pattern: ".", text: "\n", captures: nil),
            Sample(pattern: "é{2}", text: "éé", captures: []),
            Sample(pattern: "a{0}b{0,0}c", text: "c", captures: []),
            Sample(pattern: #"\(\.\*\)"#, text: "(.*)", captures: []),
            Sample(pattern: "", text: "", captures: []),
            Sample(pattern: "^a$", text: "a", captures: []),
        ])
    func matches(_ sample: Sample) throws {
        #expect(try Pattern(sample.pattern).match(sample.text)?.captures == sample.captures)
    }

    @Test("finds the leftmost match, as much of it as possible")
    func finds() throws {
        let match = try #require(try Pattern(#"(\d+)-(\d+)"#).firstMatch(in: "é a-1 22-33-44"))
        #expect(match.text == "22-33")
        #expect(match.captures == ["22", "33"])
        #expect(match.utf8Range == 7..<12)
        #expect(match.input[match.range] == "22-33")
        #expect(match.captureRange(2) == 10..<12)
        #expect(try Pattern("x").firstMatch(in: "abc") == nil)
        #expect(try Pattern("x*").firstMatch(in: "abc")?.utf8Range == 0..<0)
        #expect(try Pattern("c$").firstMatch(in: "cbc")?.utf8Range == 2..<3)
        #expect(try Pattern("^b").firstMatch(in: "ab") == nil)
    }

    struct Mistake: CustomTestStringConvertible, Sendable {
        let pattern: String
        let code: PatternError.Code
        let message: String
        var testDescription: String { pattern }

        init(_ pattern: String, _ code: PatternError.Code, _ message: String) {
            self.pattern = pattern
            self.code = code
            self.message = message
        }
    }

    @Test(
        "refuses what is not in the language, and says where",
        arguments: [
            Mistake("(a+)▸+", .unsupported, "a group cannot be repeated"),
            Mistake("(a|b)▸*c", .unsupported, "a group cannot be repeated"),
            Mistake("(?:ab)▸{2}", .unsupported, "a group cannot be repeated"),
            Mistake("a+▸?", .unsupported, "a repeat cannot be repeated"),
            Mistake("a*▸+", .unsupported, "no lazy or possessive ones"),
            Mistake("(a)?▸?", .unsupported, "a repeat cannot be repeated"),
            Mistake("a{1,3}▸{2}", .unsupported, "a repeat cannot be repeated"),
            Mistake("a(▸?=b)", .unsupported, "only (?:…) exists"),
            Mistake(#"(a)▸\1"#, .unsupported, "patterns have no '\\1'"),
            Mistake(#"▸\bx"#, .unsupported, "patterns have no '\\b'"),
            Mistake(#"[a▸\D]"#, .unsupported, "negate the whole class"),
            Mistake("▸*", .syntax, "has nothing to repeat"),
            Mistake("a|▸+", .syntax, "has nothing to repeat"),
            Mistake("^▸*", .syntax, "nothing can be repeated here"),
            Mistake("a▸(b", .syntax, "'(' is not closed"),
            Mistake("ab▸)", .syntax, "')' closes no group"),
            Mistake("▸[ab", .syntax, "'[' is not closed"),
            Mistake("▸[]", .syntax, "at least one character"),
            Mistake("▸[^]", .syntax, "at least one character"),
            Mistake("[▸z-a]", .syntax, "wrong way round"),
            Mistake(#"[\d▸-z]"#, .syntax, "from character to character"),
            Mistake(#"[▸a-\d]"#, .syntax, "from character to character"),
            Mistake("[a▸[b]", .syntax, "'[' stands in a class"),
            Mistake("a▸]", .syntax, "stands alone"),
            Mistake("a▸}", .syntax, "stands alone"),
            Mistake("a▸{", .syntax, "followed by a number"),
            Mistake("a▸{x}", .syntax, "followed by a number"),
            Mistake("a▸{2,x}", .syntax, "a repeat is written"),
            Mistake("a▸{3,2}", .syntax, "allows no number"),
            Mistake("a{▸256}", .tooLarge, "at most 255"),
            Mistake("a{1,▸99999999999999999999}", .tooLarge, "at most 255"),
            Mistake(#"ab▸\"#, .syntax, "a backslash ends the pattern"),
            Mistake("▸\\é", .syntax, "only punctuation"),
            Mistake(String(repeating: "(", count: 16) + "▸(a", .tooLarge, "nested deeper"),
            Mistake(String(repeating: "()", count: 20) + "▸(a)", .tooLarge, "more than 20 captures"),
            Mistake(String(repeating: "a", count: 1000) + "▸b", .tooLarge, "at most 1000"),
            Mistake("a{0,255}a{0,255}a{0,255}▸", .tooLarge, "repeat less"),
        ])
    func refuses(_ mistake: Mistake) throws {
        let parts = mistake.pattern.split(separator: "▸", omittingEmptySubsequences: false)
        let source = parts.joined()
        let error = try #require(throws: PatternError.self) { try Pattern(source) }
        #expect(error.code == mistake.code)
        #expect(error.message.contains(mistake.message), "\(error)")
        if mistake.message != "repeat less" { #expect(error.position == parts[0].unicodeScalars.count + 1, "\(error)") }
        #expect(error.description.contains("at character \(error.position) of the pattern"))
    }

    // Every choice costs one bit and is made once: what makes other matchers take 2^n or n^6 steps takes n here.
    @Test(
        "takes time proportional to the text, whatever the pattern",
        arguments: [
            "a*a*a*a*a*a*b", "(a|a|a|a)?a*a*(a|aa)?a*[ab]{0,50}c", ".*.*.*.*=.*", "(?:a?)?(?:a?)?a*b$",
        ])
    func linear(_ source: String) throws {
        let pattern = try Pattern(source)
        let text = String(repeating: "a", count: 20_000)
        #expect(!pattern.matches(text))
        #expect(!pattern.isFound(in: text))
    }

    @Test("matches bytes that are not UTF-8 without failing")
    func invalidUTF8() throws {
        let bytes: [UInt8] = [0x61, 0xFF, 0xE2, 0x82]
        let (dots, others, letter) = (try Pattern("a..."), try Pattern("[^b]+"), try Pattern("é"))
        let found = (
            dots.matches(utf8: bytes.span), others.isFound(inUTF8: bytes.span), letter.isFound(inUTF8: bytes.span)
        )
        #expect(found == (true, true, false))
    }

    @Test(
        "has a twin in upper case for names that are all upper case",
        arguments: [
            (#"ver(\d)"#, "VER1", true), (#"ver\D"#, "VER1", false), (#"v[a-f\d]r"#, "VER", true),
            (#"(?:det|ccd)\\d"#, #"CCD\D"#, true), (#"\w+ id"#, "DET ID", true), ("é.*", "éX", true),
            ("[Z-a]", "Z", true), ("VER1", "VER1", true), ("[^a-z]", "A", false),
        ])
    func upperCase(_ source: String, _ name: String, _ matches: Bool) throws {
        #expect(try Pattern(source).inUpperCase.matches(name) == matches)
    }

    @Test("is equal to a pattern that is written alike")
    func equality() throws {
        let patterns: Set = [try Pattern("a+"), try Pattern("a+"), try Pattern("aa*")]
        #expect(patterns.count == 2)
        #expect(try Pattern("a+").description == "a+")
    }
}
