import ObsText
import Testing

struct ZeroPaddingTests {
    @Test("Zeros fill a number up, and cut none")
    func padded() {
        #expect([7, 42, 0, 12_345].map { $0.zeroPadded(3) } == ["007", "042", "000", "12345"])
        #expect((-7).zeroPadded(3) == "-007")
        #expect(UInt32(0xAB).zeroPadded(8, radix: 16) == "000000ab")
    }
}
