/// A zip archive whose members are read where they stand: nothing is unpacked (PKWARE APPNOTE 6.3, section 4).
package final class ZipArchive: Sendable {
    /// What the directory says of a member.
    package struct Member: Sendable {
        /// The name, with folders.
        package let name: String
        /// How many bytes it holds.
        package let length: Int64
        let storedLength: Int64
        let checksum: UInt32
        let method: Int
        let isEncrypted: Bool
        /// Where its own header begins.
        let offset: Int64

        /// Whether it is a folder.
        package var isFolder: Bool { name.hasSuffix("/") }
    }

    /// The path, or what the bytes are called.
    package let name: String
    /// The members, in the order of the directory.
    package let members: [Member]
    private let open: @Sendable () -> any RangeReader

    /// Reads the directory of an archive.
    ///
    /// - Throws: `FITSError` when it cannot be read or is damaged
    package convenience init(path: String) throws {
        let file = try FileRange(path: path)
        try self.init(name: path) { file }
    }

    /// Reads the directory of an archive in memory.
    ///
    /// - Throws: `FITSError` when it is damaged
    package convenience init(bytes: [UInt8], name: String) throws {
        try self.init(name: name) { MemoryRange(bytes) }
    }

    private init(name: String, open: @escaping @Sendable () -> any RangeReader) throws {
        self.name = name
        self.open = open
        members = try FITSError.locating(file: name) { try ZipDirectory.members(of: open()) }
    }

    /// The name of a member as that of a file: `x.zip#zip-path=y.fits`, as LSST's tools write it.
    package func path(of member: Member) -> String { name + Self.mark + member.name }

    private static let mark = "#zip-path="

    /// What a member holds; read to its end, it is compared with its CRC-32.
    ///
    /// - Throws: `FITSError` when it is compressed or encrypted in a way that is not read, or its header is damaged
    package func contents(of member: Member) throws -> any RangeReader {
        return try FITSError.locating(file: path(of: member)) {
            var source = open()
            let start = try ZipDirectory.dataOffset(of: member, in: &source)
            guard !member.isEncrypted else {
                throw FITSError(.unsupportedCompression, "the member is encrypted: unpack it first")
            }
            switch member.method {
            case 0:
                guard member.length == member.storedLength else {
                    throw ZipDirectory.damaged("a stored member has two lengths", at: start)
                }
                return StoredMember(source, start: start, length: member.length, checksum: member.checksum)
            case 8:
                let stored = StoredMember(source, start: start, length: member.storedLength, checksum: nil)
                let decoder = try DeflateDecoder(.raw(length: member.length, checksum: member.checksum))
                return DecompressedRange(
                    stored, decoder: decoder, maximumLength: HeaderReader.Limits().inflatedBytes)
            default:
                throw FITSError(
                    .unsupportedCompression,
                    "the member is compressed by method \(member.method) of zip, and 0 (stored) and 8 (deflated) are read: "
                        + "pack it again, or unpack it")
            }
        }
    }

    /// All bytes of a member.
    ///
    /// - Throws: `FITSError`, as `contents(of:)`; when there are more than `limit`
    package func bytes(of member: Member, limit: Int) throws -> [UInt8] {
        var source = try contents(of: member)
        guard member.length <= limit else {
            throw FITSError(
                .inflatedTooLarge, "the member has \(member.length) bytes; at most \(limit) are read",
                file: path(of: member))
        }
        return try FITSError.locating(file: path(of: member)) {
            let bytes = try [UInt8](reading: &source, limit: limit)
            try (source as? StoredMember)?.verify()
            return bytes
        }
    }
}

extension ZipArchive {
    /// Opens the file of exactly this name, or else the member of an archive that the name means.
    static func fileOrMember(_ path: String) throws -> any RangeReader {
        do {
            return try FileRange(path: path)
        } catch let error as FITSError where error.code == .notFound {
            guard let (archive, name) = parts(path) else { throw error }
            let zip = try ZipArchive(path: archive)
            guard let member = zip.members.first(where: { $0.name == name }) else {
                throw FITSError(.notFound, "the zip archive has no such member", file: path)
            }
            return try zip.contents(of: member)
        }
    }

    /// The file that holds what a name means: the archive of a member.
    static func file(of path: String) -> String {
        guard let (archive, _) = parts(path), (try? FileRange(path: path)) == nil else { return path }
        return archive
    }

    private static func parts(_ path: String) -> (archive: String, member: String)? {
        let (bytes, mark) = (Array(path.utf8), Array(Self.mark.utf8))
        guard bytes.count > mark.count else { return nil }
        let place = (0..<(bytes.count - mark.count)).first { bytes[$0...].starts(with: mark) }
        return place.map {
            (
                String(decoding: bytes[..<$0], as: UTF8.self),
                String(decoding: bytes[($0 + mark.count)...], as: UTF8.self)
            )
        }
    }
}

extension [UInt8] {
    /// All bytes of a source, at most `limit`.
    init(reading source: inout any RangeReader, limit: Int) throws {
        self = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let got = try source.read(at: Int64(count), into: &piece, 0..<piece.count)
            guard got > 0 else { return }
            append(contentsOf: piece[..<got])
            guard count <= limit else {
                throw FITSError(.inflatedTooLarge, "there are more than \(limit) bytes, which is the limit")
            }
        }
    }
}
