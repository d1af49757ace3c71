import Testing

@testable import ObsRaw

@Suite struct CFITSIOLibraryTests {
    @Test("The library that the header belongs to is there")
    func isThere() throws {
        _ = try CFITSIOLibrary.loaded.get()
    }

    @Test(
        "A library that is missing, or is another, is named with the reason",
        arguments: [
            ("libno-such-cfitsio.so.1", "cannot be loaded: libno-such-cfitsio.so.1: cannot open"),
            ("libz.so.1", "libz.so.1 has no function ffomem: "),
        ])
    func missing(_ name: String, _ words: String) throws {
        let error = try #require(throws: CFITSIOLibrary.Missing.self) { try CFITSIOLibrary(name) }
        #expect(error.message.contains(words))
    }

    @Test("An error has all that cfitsio says, and nothing that it says of other errors")
    func stacks() async throws {
        func failure() -> CFITSIO.Failure? {
            let bytes = [UInt8](repeating: 0x20, count: 2880)
            do {
                try CFITSIO.call { library, status in
                    unsafe bytes.withUnsafeBytes {
                        unsafe MemoryFile($0, library).with(hdu: 1, &status) { _, _ in }
                    }
                }
                return nil
            } catch { return error as? CFITSIO.Failure }
        }
        let alone = try #require(failure())
        #expect(alone.status != 0 && alone.stack.first?.hasPrefix("status \(alone.status): ") == true)
        await withTaskGroup(of: CFITSIO.Failure?.self) { group in
            for _ in 0..<40 { group.addTask { failure() } }
            for await error in group { #expect(error?.status == alone.status && error?.stack == alone.stack) }
        }
    }
}
