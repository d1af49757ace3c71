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
}
