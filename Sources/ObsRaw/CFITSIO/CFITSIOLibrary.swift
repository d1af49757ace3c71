internal import ObsText
internal import CObsCFITSIO
internal import ObsFITS

/// The functions of cfitsio that are called, loaded when the first of them is needed.
///
/// cfitsio brings some forty libraries along, curl and Kerberos among them, and a program that decompresses no pixels should
/// not wait for them.
@safe
struct CFITSIOLibrary: Sendable {
    typealias Status = UnsafeMutablePointer<Int32>
    typealias Handle = UnsafeMutablePointer<fitsfile>
    typealias Resize = @convention(c) (UnsafeMutableRawPointer?, Int) -> UnsafeMutableRawPointer?

    /// Why the library cannot be used.
    struct Missing: Error {
        let message: String
    }

    let open:
        @convention(c) (
            UnsafeMutablePointer<Handle?>?, UnsafePointer<CChar>?, Int32,
            UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
            UnsafeMutablePointer<Int>?, Int, Resize?, Status?
        ) -> Int32
    let goToHDU: @convention(c) (Handle?, Int32, UnsafeMutablePointer<Int32>?, Status?) -> Int32
    let close: @convention(c) (Handle?, Status?) -> Int32
    let readSection:
        @convention(c) (
            Handle?, Int32, UnsafeMutablePointer<Int>?, UnsafeMutablePointer<Int>?, UnsafeMutablePointer<Int>?,
            UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, UnsafeMutablePointer<Int32>?, Status?
        ) -> Int32
    let forgetMessages: @convention(c) () -> Void
    let nextMessage: @convention(c) (UnsafeMutablePointer<CChar>?) -> Int32
    let describe: @convention(c) (Int32, UnsafeMutablePointer<CChar>?) -> Void

    /// The library that the system's header belongs to.
    static let name = "libcfitsio.so.\(CFITSIO_SONAME)"

    /// The library, or why there is none; asked for once in a process.
    static let loaded = Result { try CFITSIOLibrary(name) }

    /// Loads a library.
    ///
    /// - Parameter name: its file name, which the dynamic linker looks for
    /// - Throws: `Missing` when it or one of its functions is not there
    init(_ name: String) throws {
        do {
            try self.init(try DynamicLibrary([name]))
        } catch {
            throw Missing(
                message: "pixels that HCOMPRESS compressed need cfitsio, and \(error.message); install it (Debian: "
                    + "libcfitsio10)")
        }
    }

    private init(_ library: DynamicLibrary) throws(DynamicLibrary.Missing) {
        unsafe open = try unsafe library.function("ffomem")
        unsafe goToHDU = try unsafe library.function("ffmahd")
        unsafe close = try unsafe library.function("ffclos")
        unsafe readSection = try unsafe library.function("ffgsv")
        forgetMessages = try library.function("ffcmsg")
        unsafe nextMessage = try unsafe library.function("ffgmsg")
        unsafe describe = try unsafe library.function("ffgerr")
    }
}
