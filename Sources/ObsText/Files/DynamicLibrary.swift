internal import Glibc

/// A library of the system that is loaded when something needs it.
@safe
package struct DynamicLibrary: @unchecked Sendable {
    /// A library or a function of one that is not there.
    package struct Missing: Error {
        /// What is not there, and what the dynamic linker says.
        package let message: String

        fileprivate init(_ what: String) {
            message = unsafe what + ": " + (dlerror().map { unsafe String(cString: $0) } ?? "no reason is given")
        }
    }

    private let name: String
    /// Nil stands for everything that the process has loaded for all to see.
    private let handle: UnsafeMutableRawPointer?

    private init(name: String, handle: UnsafeMutableRawPointer?) {
        self.name = name
        unsafe self.handle = unsafe handle
    }

    /// Loads a library.
    ///
    /// - Parameter names: its file names, the preferred one first
    /// - Throws: `Missing` when there is none of them
    package init(_ names: [String]) throws(Missing) {
        for name in names {
            guard let handle = unsafe dlopen(name, RTLD_NOW | RTLD_LOCAL) else { continue }
            unsafe (self.name, self.handle) = unsafe (name, handle)
            return
        }
        throw Missing("\(names.first ?? "a library") cannot be loaded")
    }

    /// The library that the process has already, or else one that is loaded now.
    ///
    /// Of some libraries a process must have one copy only. Whoever embeds ObsKit may have linked it, or loaded it under a
    /// name of their own, as Python's packages do.
    ///
    /// - Parameters:
    ///   - symbol: a function that the library has
    ///   - prefix: how the names of its files begin, without the folder
    ///   - names: the file names to load, the preferred one first, when it is not there
    /// - Throws: `Missing` when there is none of them
    package init(ofProcessWith symbol: String, fileNamed prefix: String, orNamed names: [String]) throws(Missing) {
        if unsafe dlsym(nil, symbol) != nil {
            unsafe self.init(name: "this program", handle: nil)
            return
        }
        let loaded = Self.loadedFiles().filter { path in
            path.split(separator: "/").last?.hasPrefix(prefix) ?? false
        }
        for path in loaded {
            guard let handle = unsafe dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD),
                unsafe dlsym(handle, symbol) != nil
            else {
                continue
            }
            unsafe self.init(name: path, handle: handle)
            return
        }
        try self.init(names)
    }

    /// The files of all libraries that the process has loaded.
    private static func loadedFiles() -> [String] {
        // The header of glibc declares it for programs of GNU alone, of which Swift's are none.
        typealias Visit = @convention(c) (UnsafeRawPointer?, Int, UnsafeMutableRawPointer?) -> Int32
        guard let address = unsafe dlsym(nil, "dl_iterate_phdr") else { return [] }
        let iterate = unsafe unsafeBitCast(
            address, to: (@convention(c) (Visit, UnsafeMutableRawPointer?) -> Int32).self)
        var files: [String] = []
        unsafe withUnsafeMutablePointer(to: &files) { files in
            _ = unsafe iterate(
                { information, _, files in
                    // struct dl_phdr_info begins with an address and a name.
                    let name = unsafe information?.load(
                        fromByteOffset: MemoryLayout<UInt>.size, as: UnsafePointer<CChar>?.self)
                    guard let name = unsafe name, let files = unsafe files else { return 0 }
                    unsafe files.assumingMemoryBound(to: [String].self).pointee.append(String(cString: name))
                    return 0
                }, unsafe files)
        }
        return files
    }

    /// A function of the library.
    ///
    /// - Throws: `Missing` when it has none of this name
    package func function<Function>(_ name: String, as _: Function.Type = Function.self) throws(Missing) -> Function {
        guard let address = unsafe dlsym(handle, name) else { throw Missing("\(self.name) has no function \(name)") }
        return unsafe unsafeBitCast(address, to: Function.self)
    }
}
