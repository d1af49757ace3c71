internal import CObsZlib

/// A member of a zip archive that a test makes.
package struct ZipEntry {
    package var name: String
    package var bytes: [UInt8]
    /// Whether it is deflated, and not stored.
    package var isDeflated = false
    /// The CRC-32 that the archive says, where it is not the right one.
    package var checksum: UInt32?
    /// The length that the archive says, where it is not the right one.
    package var length: Int?
    /// The method that the archive says.
    package var method: Int?
    /// The flags: 1 is encrypted.
    package var flags = 0

    package init(_ name: String, _ bytes: [UInt8], isDeflated: Bool = false) {
        self.name = name
        self.bytes = bytes
        self.isDeflated = isDeflated
    }
}

/// A zip archive (PKWARE APPNOTE 6.3) of some members.
package func zip(_ entries: [ZipEntry]) -> [UInt8] {
    var (archive, directory): ([UInt8], [UInt8]) = ([], [])
    for entry in entries {
        // Deflated bytes are those of a gzip stream without its ten bytes before and eight behind.
        let stored = entry.isDeflated ? Array(gzip(entry.bytes).dropFirst(10).dropLast(8)) : entry.bytes
        let sum = unsafe entry.checksum ?? UInt32(crc32(0, entry.bytes, UInt32(entry.bytes.count)))
        let name = Array(entry.name.utf8)
        let common =
            little(20, 2) + little(entry.flags, 2) + little(entry.method ?? (entry.isDeflated ? 8 : 0), 2)
            + little(0, 4)
            + little(Int(sum), 4) + little(stored.count, 4) + little(entry.length ?? entry.bytes.count, 4)
            + little(name.count, 2) + little(0, 2)
        directory +=
            little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 10) + little(archive.count, 4) + name
        archive += little(0x0403_4B50, 4) + common + name + stored
    }
    return archive + directory + little(0x0605_4B50, 4) + little(0, 4) + little(entries.count, 2)
        + little(entries.count, 2) + little(directory.count, 4) + little(archive.count, 4) + little(0, 2)
}

private func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : 0 }
}
