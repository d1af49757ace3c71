internal import Glibc

/// Names of files, which are bytes to the system, as texts.
///
/// A byte 0xXX that belongs to no UTF-8 stands in the text as the character U+10FEXX, of a private plane that no name uses; a
/// character of that range in a name stands as its bytes do. So every name is a text, each text is that of one name, and JSON
/// has a form of it that every reader takes (`caf\udbff\udee9.fits`).
package enum FileName {
    private static let escapes: ClosedRange<UInt32> = 0x10FE80...0x10FEFF

    /// The byte for which a character stands; nil of an ordinary one.
    package static func byte(of scalar: Unicode.Scalar) -> UInt8? {
        escapes.contains(scalar.value) ? UInt8(truncatingIfNeeded: scalar.value) : nil
    }

    /// The text of a name.
    package static func text(_ bytes: some Collection<UInt8>) -> String {
        if let text = String(validating: bytes, as: UTF8.self), !hasEscapes(text) { return text }
        let bytes = Array(bytes)
        var text = String.UnicodeScalarView()
        var place = 0
        while place < bytes.count {
            let length = min(length(bytes[place]), bytes.count - place)
            if let own = String(validating: bytes[place..<place + length], as: UTF8.self)?.unicodeScalars,
                own.count == 1,
                let scalar = own.first, byte(of: scalar) == nil
            {
                text.append(scalar)
                place += length
            } else if let scalar = Unicode.Scalar(0x10FE00 + UInt32(bytes[place])) {
                text.append(scalar)
                place += 1
            }
        }
        return String(text)
    }

    /// The text of a name that ends in NUL.
    package static func text(_ name: UnsafePointer<CChar>) -> String {
        unsafe text(UnsafeRawBufferPointer(start: name, count: strlen(name)))
    }

    /// The bytes of the name that a text stands for.
    package static func bytes(_ text: String) -> [UInt8] {
        guard hasEscapes(text) else { return Array(text.utf8) }
        return text.unicodeScalars.flatMap { scalar in byte(of: scalar).map { [$0] } ?? Array(String(scalar).utf8) }
    }

    /// The name of a database as SQLite takes it: nothing in it has a special meaning, and it need not be UTF-8.
    package static func sqliteName(_ path: String) -> String {
        guard hasEscapes(path) else { return path.hasPrefix("file:") ? "./" + path : path }
        return sqliteAddress(path)
    }

    /// The name of a database as SQLite's URI, to which parameters can be added: https://www.sqlite.org/uri.html.
    package static func sqliteAddress(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var name = Array("file:".utf8)
        // Two slashes at the beginning would be those of a host.
        if path.hasPrefix("//") { name += Array("//".utf8) }
        for byte in bytes(path) {
            if byte > 0x20, byte < 0x7F, !"%?#".utf8.contains(byte) {
                name.append(byte)
            } else {
                name += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// How many bytes the first byte of a character promises.
    private static func length(_ first: UInt8) -> Int { first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4 }

    /// Whether a character stands for a byte; those have 0xF4 as their first.
    static func hasEscapes(_ text: String) -> Bool {
        text.utf8.contains(0xF4) && text.unicodeScalars.contains { byte(of: $0) != nil }
    }
}

extension String {
    /// Gives the bytes of the name that this text stands for, with a NUL behind them, to a function of the system.
    package func withFileName<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        guard FileName.hasEscapes(self) else { return unsafe withCString(body) }
        return unsafe (FileName.bytes(self).map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { name in
            guard let start = name.baseAddress else { preconditionFailure("a name has its NUL at least") }
            return unsafe body(start)
        }
    }
}
