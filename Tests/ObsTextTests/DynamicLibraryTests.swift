import Foundation
import ObsText
import TestSupport
import Testing

@Suite("A library that is loaded")
struct DynamicLibraryTests {
    private typealias Version = @convention(c) () -> UnsafePointer<CChar>?

    @Test("is the one that the process has, under whatever name it was loaded")
    func loadedUnderAnotherName() throws {
        let folder = try TemporaryFolder()
        let names = ["libcrypt.so.1", "libcrypt.so.2"]
        let original = try #require(
            ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/lib"].flatMap { place in
                names.map { "\(place)/\($0)" }
            }.first { FileManager.default.fileExists(atPath: $0) })
        let copy = folder.path + "/libcopy-3fa2.so.1"
        try FileManager.default.copyItem(
            atPath: URL(fileURLWithPath: original).resolvingSymlinksInPath().path, toPath: copy)
        #expect(throws: DynamicLibrary.Missing.self) {
            try DynamicLibrary(ofProcessWith: "crypt_preferred_method", fileNamed: "libcopy", orNamed: ["libcopy.so"])
        }
        let isLoaded = unsafe dlopen(copy, RTLD_NOW | RTLD_LOCAL) != nil
        try #require(isLoaded)
        let library = try DynamicLibrary(ofProcessWith: "crypt_preferred_method", fileNamed: "libcopy", orNamed: [])
        let version: Version = try unsafe library.function("crypt_preferred_method")
        let method = unsafe version().map { unsafe String(cString: $0) }
        #expect(method?.hasPrefix("$") == true)
    }

    @Test("is the program itself when that has it, and one that is loaded when nothing has")
    func others() throws {
        let own = try DynamicLibrary(ofProcessWith: "strlen", fileNamed: "libnothing", orNamed: [])
        let length: @convention(c) (UnsafePointer<CChar>?) -> Int = try unsafe own.function("strlen")
        let four = unsafe length("four")
        #expect(four == 4)
        let loaded = try DynamicLibrary(
            ofProcessWith: "obskit_nowhere", fileNamed: "libnothing", orNamed: ["libnothing.so", "libc.so.6"])
        let again: @convention(c) (UnsafePointer<CChar>?) -> Int = try unsafe loaded.function("strlen")
        let fourAgain = unsafe again("four")
        #expect(fourAgain == 4)
        let error = #expect(throws: DynamicLibrary.Missing.self) { try find("obskit_nowhere", in: loaded) }
        #expect(error?.message.contains("has no function obskit_nowhere") == true)
    }

    private func find(_ name: String, in library: DynamicLibrary) throws {
        _ = try unsafe library.function(name, as: Version.self)
    }
}
