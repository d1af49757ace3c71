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
    private let handle: UnsafeMutableRawPointer

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

    /// A function of the library.
    ///
    /// - Throws: `Missing` when it has none of this name
    package func function<Function>(_ name: String, as _: Function.Type = Function.self) throws(Missing) -> Function {
        guard let address = unsafe dlsym(handle, name) else { throw Missing("\(self.name) has no function \(name)") }
        return unsafe unsafeBitCast(address, to: Function.self)
    }
}
