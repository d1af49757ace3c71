import Foundation
import ObsDocuments
import TestSupport
import Testing

/// A value without a notation, to see whether notations lose something.
indirect enum Tree: Equatable {
    case scalar(Scalar)
    case list([Tree])
    case mapping([String], [Tree])

    init(_ node: Node) {
        switch node.kind {
        case .scalar: self = .scalar(node.resolved ?? .null)
        case .sequence: self = .list(node.elements.map(Tree.init))
        case .mapping: self = .mapping(node.entries.map { $0.key.text ?? "" }, node.entries.map { Tree($0.value) })
        }
    }

    static let texts = [
        "", " ", "a", "two words", "yes", "No", "null", "~", "true", "1", "1.5", ".5", "1e3", "0x1F", "0o7", "1:30",
        "2013-09-01", "- a", "-", "a: b", "a:", ":a", "a #b", "#a", "a#b", "[a", "a]", "{", "a, b", "*a", "&a", "!a",
        "|",
        ">", "%a", "@a", "`a", "'a'", "\"a\"", "it's", "back\\slash", "line\nbreak", "\r\n", "tab\there", " lead",
        "trail ",
        "é", "日本", "😀", "\u{0}", "\u{7F}", "\u{85}", "\u{2028}", "\u{FEFF}x", "\u{FFFE}", "<<", "=", "?", "? a", "...",
        "---",
        "NaN", ".nan", ".inf", "-.inf", "a\u{1B}[0m", "_x", "/path/to", "on", "y",
        String(repeating: "long ", count: 300),
        String(repeating: "x", count: 1100), "+1", "012", "1_000", "Infinity", "\u{A0}", "e\u{301}",
    ]

    static func random(using generator: inout SeededGenerator, depth: Int = 0) -> Tree {
        switch Int.random(in: 0..<(depth < 5 ? 10 : 7), using: &generator) {
        case 0: return .scalar(.null)
        case 1: return .scalar(.boolean(Bool.random(using: &generator)))
        case 2: return .scalar(.integer(Int(truncatingIfNeeded: generator.next())))
        case 3:
            let number = Double(bitPattern: generator.next())
            return .scalar(.double(number.isFinite ? number : 0.1))
        case 4: return .scalar(.double(Double(Int.random(in: -99...99, using: &generator))))
        case 5, 6: return .scalar(.string(texts.randomElement(using: &generator) ?? ""))
        case 7:
            return .list(
                (0..<Int.random(in: 0...4, using: &generator)).map { _ in random(using: &generator, depth: depth + 1) })
        default:
            let keys = Array(
                Set(
                    (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                        texts.randomElement(using: &generator) ?? ""
                    })
            )
            .sorted()
            return .mapping(keys, keys.map { _ in random(using: &generator, depth: depth + 1) })
        }
    }

    func write(to writer: inout JSONWriter) {
        switch self {
        case .scalar(.null): writer.null()
        case .scalar(.boolean(let value)): writer.value(value)
        case .scalar(.integer(let value)): writer.value(value)
        case .scalar(.double(let value)): writer.value(value)
        case .scalar(.string(let value)), .scalar(.outOfRange(let value)): writer.value(value)
        case .list(let items):
            writer.beginArray()
            for item in items { item.write(to: &writer) }
            writer.endArray()
        case .mapping(let keys, let values):
            writer.beginObject()
            for (key, value) in zip(keys, values) {
                writer.key(key)
                value.write(to: &writer)
            }
            writer.endObject()
        }
    }

    func write(to writer: inout YAMLWriter, flow: Bool) {
        switch self {
        case .scalar(.null): writer.null()
        case .scalar(.boolean(let value)): writer.value(value)
        case .scalar(.integer(let value)): writer.value(value)
        case .scalar(.double(let value)): writer.value(value)
        case .scalar(.string(let value)), .scalar(.outOfRange(let value)): writer.value(value)
        case .list(let items):
            writer.beginSequence(flow: flow)
            for item in items { item.write(to: &writer, flow: flow) }
            writer.endSequence()
        case .mapping(let keys, let values):
            writer.beginMapping(flow: flow)
            for (key, value) in zip(keys, values) {
                writer.key(key)
                value.write(to: &writer, flow: flow)
            }
            writer.endMapping()
        }
    }
}

@Suite struct JSONWriterTests {
    @Test("writes members in the order of the calls")
    func members() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("name", "DECam")
        writer.member("count", 62)
        writer.member("size", 285.0)
        writer.member("isOpen", true)
        writer.member("none", nil as String?)
        writer.member("nan", Double.nan)
        writer.key("list")
        writer.beginArray()
        writer.value(1)
        writer.null()
        writer.endArray()
        writer.endObject()
        writer.newLine()
        #expect(
            writer.text
                == #"{"name":"DECam","count":62,"size":285.0,"isOpen":true,"none":null,"nan":null,"list":[1,null]}"#
                + "\n")
    }

    @Test("indents when it is asked to")
    func pretty() {
        var writer = JSONWriter(pretty: true)
        writer.beginObject()
        writer.member("a", 1)
        writer.key("b")
        writer.beginArray()
        writer.value("x")
        writer.beginArray()
        writer.endArray()
        writer.endArray()
        writer.endObject()
        #expect(writer.text == "{\n  \"a\": 1,\n  \"b\": [\n    \"x\",\n    []\n  ]\n}")
    }

    @Test("gives back every value when it is read", arguments: 0..<30)
    func roundTrip(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<20 {
            let tree = Tree.random(using: &generator)
            for pretty in [false, true] {
                var writer = JSONWriter(pretty: pretty)
                tree.write(to: &writer)
                let root = try Document.json(writer.bytes, file: "seed \(seed)").root
                #expect(Tree(root) == tree, "seed \(seed)")
                _ = try JSONSerialization.jsonObject(with: Data(writer.bytes), options: .fragmentsAllowed)
                var copy = JSONWriter(pretty: pretty)
                copy.value(root)
                #expect(copy.bytes == writer.bytes, "seed \(seed)")
            }
        }
    }

    @Test("copies nodes with aliases and merge keys resolved, and numbers out of range as they are")
    func nodes() throws {
        var writer = JSONWriter()
        writer.value(
            try Document.yaml(text: "a: &a {x: 1, y: no}\nb: {<<: *a, y: 2.50}\nc: *a\n? [1]\n: 3\n", file: "f").root)
        writer.newLine()
        writer.value(try Document.json(text: "[123456789012345678901, 1e999]", file: "f").root)
        #expect(
            writer.text
                == #"{"a":{"x":1,"y":"no"},"b":{"y":2.5,"x":1},"c":{"x":1,"y":"no"},"[1]":3}"#
                + "\n[123456789012345678901,1e999]")
    }
}

@Suite struct YAMLWriterTests {
    @Test("writes block style in one form")
    func canonical() {
        var writer = YAMLWriter()
        writer.comment("Made by hand.\nTwice.")
        writer.beginMapping()
        writer.member("name", "DECam")
        writer.member("answer", "no")
        writer.member("gain", 1e-5)
        writer.comment("where it is")
        writer.key("position_mm")
        writer.beginSequence(flow: true)
        writer.value(1.5)
        writer.value(0.0)
        writer.endSequence()
        writer.key("slots")
        writer.beginSequence()
        writer.beginMapping()
        writer.member("id", 1)
        writer.key("amplifiers")
        writer.beginSequence()
        writer.value("C00")
        writer.beginSequence()
        writer.value("C01")
        writer.value(true)
        writer.endSequence()
        writer.endSequence()
        writer.endMapping()
        writer.beginMapping()
        writer.endMapping()
        writer.endSequence()
        writer.key("none")
        writer.beginSequence()
        writer.endSequence()
        writer.member("infinite", -Double.infinity)
        writer.endMapping()
        #expect(
            writer.text == """
                # Made by hand.
                # Twice.
                name: DECam
                answer: "no"
                gain: 1.0e-05
                # where it is
                position_mm: [1.5, 0.0]
                slots:
                  - id: 1
                    amplifiers:
                      - C00
                      - - C01
                        - true
                  - {}
                none: []
                infinite: -.inf

                """)
    }

    @Test("gives back every value when it is read", arguments: 0..<30)
    func roundTrip(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<20 {
            let tree = Tree.random(using: &generator)
            for flow in [false, true] {
                var writer = YAMLWriter()
                tree.write(to: &writer, flow: flow)
                let root = try Document.yaml(writer.bytes, file: "seed \(seed)").root
                #expect(Tree(root) == tree, "seed \(seed):\n\(writer.text)")
                guard !flow else { continue }
                var copy = YAMLWriter()
                copy.value(root)
                #expect(copy.bytes == writer.bytes, "seed \(seed)")
            }
        }
    }

    @Test("gives back every text, as a value and as a key", arguments: Tree.texts)
    func texts(_ text: String) throws {
        var writer = YAMLWriter()
        writer.beginMapping()
        writer.member(text, text)
        writer.endMapping()
        let root = try Document.yaml(writer.bytes, file: "f").root
        #expect(root.entries.map(\.key.resolved) == [.string(text)], "\(writer.text)")
        #expect(root.entries.map(\.value.resolved) == [.string(text)], "\(writer.text)")
    }

    @Test(
        "leaves words without quotation marks",
        arguments: ["DECam", "i DECam SDSS c0003", "a-b_c/d.e", "été", "R22_S11"])
    func plain(_ text: String) {
        var writer = YAMLWriter()
        writer.value(text)
        #expect(writer.text == text + "\n")
    }

    @Test("Whole numbers of any size are written as numbers, which readers find to be out of range of 64 bits")
    func wholeNumbers() throws {
        let digits = "-55700500000000067457"
        var json = JSONWriter()
        json.beginArray()
        json.value(wholeNumber: digits)
        json.value(1)
        json.endArray()
        #expect(json.text == "[\(digits),1]")
        #expect(try Document.json(json.bytes, file: "x").root.elements.first?.resolved == .outOfRange(digits))
        var yaml = YAMLWriter()
        yaml.beginMapping()
        yaml.key("a")
        yaml.value(wholeNumber: digits)
        yaml.endMapping()
        #expect(yaml.text == "a: \(digits)\n")
        #expect(try Document.yaml(text: yaml.text, file: "x").root["a"]?.resolved == .outOfRange(digits))
    }
}
