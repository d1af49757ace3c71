import Testing

@testable import ObsTranslation

@Suite struct BLAKE2bTests {
    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test("The hash of abc is the example of RFC 7693, appendix A")
    func example() {
        #expect(
            hex(BLAKE2b.hash(Array("abc".utf8)))
                == "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")
    }

    @Test(
        "Around the block length the hash is that of Python's hashlib",
        arguments: [
            (0, "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419"),
            (127, "94596b9d6199c807c40ae1a935f3633ba5a8dd5655f7f1bd44f5285b1ce8dbb0"),
            (128, "fc6c71f688f43ea7d60817478808f3cac753e61571865c95adbc2d9122c943a7"),
            (129, "55e6e0eb418149a8af92fd9ddc99254781b2f522a131b4f4d984404b71a00e11"),
            (256, "0eee13d0c73a2710c5015a8b4be0a16120bb88f826b662951ffe4b3b81441cfd"),
        ])
    func lengths(_ count: Int, _ beginning: String) {
        let hash = BLAKE2b.hash([UInt8](repeating: UInt8(ascii: "a"), count: count))
        #expect(hash.count == 64)
        #expect(hex(hash).hasPrefix(beginning))
    }

    @Test("Bytes of every value over many blocks are hashed as by Python's hashlib")
    func manyBlocks() {
        let bytes = (0..<1280).map { UInt8(truncatingIfNeeded: $0) }
        #expect(
            hex(BLAKE2b.hash(bytes)) == "a86b784c748f990b998e6d30d71e20cc95228d2b08dd85e29f63e4de8d8839bd"
                + "f935f4291537af5014fe44c0b578a073e4c9217c7b05542d0c450784c30bac8a")
    }
}
