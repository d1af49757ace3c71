import ObsText
import TestSupport
import Testing

@Suite struct TextTableTests {
    @Test("finds what a dictionary finds, and nothing else", arguments: [0, 1, 2, 7, 300])
    func sameAsDictionary(_ count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        func text() -> String {
            String(
                (0..<Int.random(in: 0...20, using: &generator)).map { _ in
                    "abcé".randomElement(using: &generator) ?? "a"
                })
        }
        var dictionary: [String: Int] = [:]
        while dictionary.count < count { dictionary[text()] = dictionary.count }
        let table = TextTable(dictionary)
        #expect(table.isEmpty == dictionary.isEmpty)
        for (text, number) in dictionary { #expect(table[text] == number) }
        for _ in 0..<500 {
            let other = text()
            #expect(table[other] == dictionary[other])
        }
    }
}
