import Foundation
import Testing

@testable import ObsText

@Suite("File name")
struct FileNameTests {
    @Test(
        "every name is a text, and comes back from it",
        arguments: [
            Array("caf\u{E9}.fits".utf8), [0x63, 0xE9, 0x2E], [0xFF], [0xC3], [0xE2, 0x82], [0xF4, 0x8F, 0xBF, 0xBF],
            // A character that stands for a byte, and one cut short.
            Array("\u{10FEE9}".utf8), [0xF4, 0x8F, 0xBB], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [],
        ] as [[UInt8]])
    func roundTrip(_ bytes: [UInt8]) {
        let text = FileName.text(bytes)
        #expect(FileName.bytes(text) == bytes)
        let given = unsafe text.withFileName { unsafe Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
        #expect(given == bytes)
    }

    @Test("random names come back, and no two have one text")
    func random() {
        var generator = SystemRandomNumberGenerator()
        var names: [String: [UInt8]] = [:]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                [UInt8.random(in: 1...255, using: &generator), 0xF4, 0x8F, 0xBB].randomElement() ?? 1
            }
            let text = FileName.text(bytes)
            #expect(FileName.bytes(text) == bytes)
            #expect(names.updateValue(bytes, forKey: text) ?? bytes == bytes, "\(bytes)")
        }
    }

    @Test("a byte that is no UTF-8 is one character of a private plane; an ordinary name is itself")
    func form() {
        #expect(FileName.text([0x63, 0xE9]) == "c\u{10FEE9}")
        #expect(FileName.text(Array("naïve €.fits".utf8)) == "naïve €.fits")
    }

    @Test("SQLite gets the bytes, and no name has a meaning of its own")
    func sqlite() {
        #expect(FileName.sqliteName("a b?.sqlite") == "a b?.sqlite")
        #expect(FileName.sqliteName("file:x?mode=memory") == "./file:x?mode=memory")
        #expect(FileName.sqliteName("c\u{10FEE9} ?%.sqlite") == "file:c%E9%20%3F%25.sqlite")
    }
}
