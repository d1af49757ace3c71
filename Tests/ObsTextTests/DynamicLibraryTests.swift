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
        try unsafe #require(dlopen(copy, RTLD_NOW | RTLD_LOCAL) != nil)
        let library = try DynamicLibrary(ofProcessWith: "crypt_preferred_method", fileNamed: "libcopy", orNamed: [])
        let version: Version = try unsafe library.function("crypt_preferred_method")
        unsafe #expect(version().map { String(cString: $0).hasPrefix("$") } == true)
    }

    @Test("is the program itself when that has it, and one that is loaded when nothing has")
    func others() throws {
        let own = try DynamicLibrary(ofProcessWith: "strlen", fileNamed: "libnothing", orNamed: [])
        let length: @convention(c) (UnsafePointer<CChar>?) -> Int = try unsafe own.function("strlen")
        unsafe #expect(length("four") == 4)
        let loaded = try DynamicLibrary(
            ofProcessWith: "obskit_nowhere", fileNamed: "libnothing", orNamed: ["libnothing.so", "libc.so.6"])
        let again: @convention(c) (UnsafePointer<CChar>?) -> Int = try unsafe loaded.function("strlen")
        unsafe #expect(again("four") == 4)
        let error = unsafe #expect(throws: DynamicLibrary.Missing.self) {
            try loaded.function("obskit_nowhere", as: Version.self)
        }
        #expect(error?.message.contains("has no function obskit_nowhere") == true)
    }
}
