import ObsDocuments
import ObsText
import TestSupport
import Testing

@Suite("Text that is not what it looks like")
struct DeceptiveTextTests {
    struct Deception: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let says: String
        var testDescription: String { name }

        init(_ name: String, _ text: String, _ says: String) { (self.name, self.text, self.says) = (name, text, says) }
    }

    @Test(
        "has one error, at the character, which is named",
        arguments: [
            Deception("no-break space behind a colon", "name:▸\u{A0}g", "U+00A0 (no-break space)"),
            Deception("no-break space as indentation", "a:\n▸\u{A0}\u{A0}b: 1\n", "U+00A0 (no-break space)"),
            Deception("no-break space before a comment", "a: 1▸\u{A0}# one\n", "U+00A0 (no-break space)"),
            Deception("no-break space at the end", "a: one two▸\u{A0}\nb: 1\n", "U+00A0 (no-break space)"),
            Deception("no-break space in a name", "a: DES▸\u{A0}g\n", "U+00A0 (no-break space)"),
            Deception("ideographic space behind a dash", "- a\n-▸\u{3000}b\n", "U+3000 (ideographic space)"),
            Deception("zero-width space", "a: on▸\u{200B}e two\n", "U+200B (zero-width space)"),
            Deception("quotation marks of a word processor", "a: ▸“one two”\n", "write \" for it"),
            Deception("one quotation mark of a word processor", "a: ▸‘one’\n", "write ' for it"),
            Deception(
                "minus sign", "a: ▸−1.5\n", "U+2212 is a dash and no minus sign, so that this is no number; write -1.5"),
            Deception("en dash", "a: [▸–1]\n", "write -1"),
        ])
    func deception(_ one: Deception) throws {
        let marked = Marked(one.text)
        let found = failures { try Document.yaml(marked.bytes, file: marked.file) }
        #expect(found.map(\.code) == [.encoding], "\(found)")
        #expect(found.first?.place == marked.places.first, "\(found)")
        #expect(found.first?.description.contains(one.says) == true, "\(found)")
    }

    @Test(
        "is left alone where it is meant",
        arguments: [
            "a: 'DES\u{A0}g'", "a: \"\u{200B}\"", "a: ten\u{A0}nm of light", "a: “Foo” is a camera", "a: 5 – 7",
            "# a\u{A0}remark\na: 1", "a: l’étoile", "a: — that is all", "a: Åström",
        ])
    func meant(_ text: String) throws {
        #expect(failures { try Document.yaml(text: text, file: "sample") } == [])
    }

    @Test(
        "is told when it is UTF-16 or UTF-32, with a mark or without", arguments: ["a: 1\nb: [x, y]\n", "{\"a\": 1}"])
    func encodings(_ text: String) throws {
        func wide(_ size: Int, big: Bool, mark: Bool) -> [UInt8] {
            (mark ? [Unicode.Scalar(0xFEFF)!] + Array(text.unicodeScalars) : Array(text.unicodeScalars)).flatMap {
                scalar in
                let bytes = (0..<size).map { UInt8(truncatingIfNeeded: scalar.value >> (8 * UInt32($0))) }
                return big ? bytes.reversed() : bytes
            }
        }
        for (size, name) in [(2, "UTF-16"), (4, "UTF-32")] {
            for big in [true, false] {
                for mark in [true, false] {
                    let bytes = wide(size, big: big, mark: mark)
                    for load in [{ try Document.yaml(bytes, file: "x") }, { try Document.json(bytes, file: "x") }] {
                        let found = failures(load)
                        #expect(found.count == 1)
                        #expect(
                            found.first?.description.hasPrefix("x:1:1: error: the file is in \(name) (") == true,
                            "\(found)")
                    }
                }
            }
        }
        #expect(failures { try Document.yaml([0x61, 0, 0x62], file: "x") }.first?.message.contains("UTF-16") == false)
    }

    @Test(
        "has a hint with the number that was meant",
        arguments: [
            ("60_000", "write 60000"), ("1'000'000", "write 1000000"), ("0,5", "write 0.5"),
            ("60,000", "write 60000, or 60.000 if the comma is a decimal point"), ("1,234,567", "write 1234567"),
            ("-30:15:00", "write -30.25 for degrees or hours as one number"), ("12:30", "write 12.5 for"),
            ("289 30 00", "write 289.5 for"), ("15 mm", "write 15; the unit is that of the key"),
            ("1e5 m", "write 1e5; the unit is that of the key"),
            ("-2.5e-3s", "write -2.5e-3; the unit is that of the key"),
            ("'7.5'", "remove the quotation marks"),
        ])
    func numbers(_ text: String, _ hint: String) throws {
        let problems = try problems(Marked("a: \(text)")) { node, problems in _ = node["a"]?.double(problems) }
        #expect(problems.first?.hint?.hasPrefix(hint) == true, "\(problems)")
    }

    @Test(
        "has no hint with a number that is not meant, or that is refused in its turn",
        arguments: [
            ("4.5e", false), ("4.5e-", false), ("12h30m", false), ("0,125", true), ("0_125", false), ("-0'125", false),
            ("012 mm", false), ("00,5", false), ("12:0x10", false), ("12:1e1", false), ("2,5", true), ("1.5 px", true),
            ("1e5 m", true), ("1:30:00.5", true),
        ])
    func refused(_ text: String, isWhole: Bool) throws {
        let problems = try problems(Marked("a: \"\(text)\"")) { node, problems in
            if isWhole { _ = node["a"]?.integer(problems) } else { _ = node["a"]?.double(problems) }
        }
        let hint = problems.first?.hint
        #expect(problems.count == 1 && hint?.hasPrefix("write") != true, "\(hint ?? "")")
    }

    @Test("has a hint with the fraction alone where the digits are no group")
    func fraction() throws {
        let found = try problems(Marked("a: 0,125")) { node, problems in _ = node["a"]?.double(problems) }
        #expect(found.first?.hint == "write 0.125")
    }

    @Test("has a hint with the seconds or the truth value that was meant")
    func others() throws {
        let seconds = try problems(Marked("a: 12:00:00")) { node, problems in _ = node["a"]?.integer(problems) }
        #expect(seconds.first?.hint == "write 43200 for seconds as one number")
        for (word, hint) in [("yes", "write true"), ("Off", "write false"), ("N", "write false")] {
            let found = try problems(Marked("a: \(word)")) { node, problems in _ = node["a"]?.boolean(problems) }
            #expect(found.first?.hint == hint)
        }
        let null = try problems(Marked("a: ~")) { node, problems in _ = node["a"]?.string(problems) }
        #expect(null.first?.hint == "a text is written in quotation marks, '~'")
    }

    @Test("that stands for a missing key is said once")
    func misspeltKeys() throws {
        func read(_ text: String) throws -> [String] {
            try problems(Marked(text)) { node, problems in
                guard let reader = MappingReader(node, "a thing", problems) else { return }
                _ = (reader.required("name"), reader.required("band"), reader.optional("bands"))
                reader.finish()
            }.map { $0.description }
        }
        #expect(
            try read("{nam: x, band: 1}") == ["sample:1:2: error: a thing: unknown key 'nam'; did you mean 'name'?"])
        // A key that is read by itself stands for no other.
        #expect(try read("{name: x, bands: 1}") == ["sample:1:1: error: a thing: key 'band' is missing"])
    }
}
