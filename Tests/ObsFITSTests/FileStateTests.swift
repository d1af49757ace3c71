import Foundation
import ObsFITS
import Testing

@Suite("FileState")
struct FileStateTests {
    @Test("has size and time of a file, and the CRC-32 of its bytes")
    func state() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("state-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        // The check value of CRC-32: https://reveng.sourceforge.io/crc-catalogue/17plus.htm#crc.cat.crc-32-iso-hdlc
        try Data("123456789".utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000.5)], ofItemAtPath: path)
        let state = try FileState(path: path)
        #expect(state.size == 9)
        #expect(state.modified == 1_700_000_000_500_000_000)
        #expect(try FileState.checksum(path: path) == "cbf43926")
        try Data([UInt8](repeating: 0, count: 1 << 19)).write(to: URL(fileURLWithPath: path))
        #expect(try FileState.checksum(path: path).count == 8)
    }

    @Test("of a file that is not there is an error")
    func missing() {
        #expect(throws: FITSError.self) { try FileState(path: "/nowhere/x.fits") }
        #expect(throws: FITSError.self) { try FileState.checksum(path: "/nowhere/x.fits") }
        #expect(throws: FITSError.self) { try FileState(path: "/") }
    }
}
