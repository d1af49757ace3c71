/// Reads the directory at the end of a zip archive (PKWARE APPNOTE 6.3, sections 4.3.12 to 4.3.16), also of zip64.
enum ZipDirectory {
    /// The most members that are read.
    private static let mostMembers = 1 << 20
    /// The largest directory.
    private static let greatestSize: Int64 = 256 << 20

    /// The members, in the order of the directory.
    ///
    /// - Throws: `FITSError` when it is damaged or too large; whatever the source throws
    static func members(of source: any RangeReader) throws -> [ZipArchive.Member] {
        var source = source
        let (offset, size, count) = try place(&source)
        guard size <= greatestSize, count <= mostMembers else {
            throw FITSError(
                .headerTooLarge,
                "the directory of the zip archive has \(count) members in \(size) bytes; at most \(mostMembers) in "
                    + "\(greatestSize) are read")
        }
        let bytes = try read(&source, at: offset, count: Int(size))
        var members: [ZipArchive.Member] = []
        var at = 0
        for _ in 0..<count {
            guard let (member, next) = member(bytes, at) else {
                throw damaged("member \(members.count) of its directory cannot be read", at: offset + Int64(at))
            }
            members.append(member)
            at = next
        }
        return members
    }

    /// Where the bytes of a member begin.
    static func dataOffset(of member: ZipArchive.Member, in source: inout any RangeReader) throws -> Int64 {
        let bytes = try read(&source, at: member.offset, count: 30)
        guard bytes.integer(0, 4) == 0x0403_4B50 else {
            throw damaged("no header of a member is where its directory says", at: member.offset)
        }
        let name = try read(&source, at: member.offset + 30, count: bytes.integer(26, 2))
        guard name == Array(member.name.utf8) || String(decoding: name, as: UTF8.self) == member.name else {
            throw damaged("the header of the member names another one", at: member.offset)
        }
        return member.offset + 30 + Int64(bytes.integer(26, 2) + bytes.integer(28, 2))
    }

    static func damaged(_ what: String, at offset: Int64) -> FITSError {
        FITSError(.corruptStream, "the zip archive is damaged: \(what): fetch it again", offset: offset)
    }

    /// Where the directory is, and how many members it has.
    private static func place(_ source: inout any RangeReader) throws -> (offset: Int64, size: Int64, count: Int) {
        guard let length = source.length, length >= 22 else {
            throw FITSError(.truncated, "the zip archive ends too early: fetch it again")
        }
        // The record has 22 bytes and a comment of at most 65,535 behind it.
        let tail = try read(&source, at: max(0, length - 65_557), count: Int(min(length, 65_557)))
        let found = (0...(tail.count - 22)).last {
            tail.integer($0, 4) == 0x0605_4B50 && $0 + 22 + tail.integer($0 + 20, 2) <= tail.count
        }
        guard let at = found else {
            throw FITSError(.truncated, "the zip archive has no directory at its end: it was cut; fetch it again")
        }
        guard tail.integer(at + 4, 2) == 0 || tail.integer(at + 4, 2) == 0xFFFF else {
            throw FITSError(.unsupportedCompression, "the zip archive is one part of several: join them first")
        }
        var (count, size, offset) = (
            tail.integer(at + 10, 2), tail.integer(at + 12, 4), tail.integer(at + 16, 4)
        )
        if count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF, at >= 20,
            tail.integer(at - 20, 4) == 0x0706_4B50
        {
            let record = tail.integer(at - 12, 8)
            guard record >= 0, Int64(record) <= length - 56 else { throw damaged("zip64 leads behind its end", at: 0) }
            let bytes = try read(&source, at: Int64(record), count: 56)
            guard bytes.integer(0, 4) == 0x0606_4B50 else { throw damaged("zip64 leads nowhere", at: Int64(record)) }
            (count, size, offset) = (bytes.integer(32, 8), bytes.integer(40, 8), bytes.integer(48, 8))
        }
        guard count >= 0, size >= 0, offset >= 0, Int64(size) <= length, Int64(offset) <= length - Int64(size) else {
            throw damaged("its directory lies behind its end", at: length)
        }
        return (Int64(offset), Int64(size), count)
    }

    /// A member of the directory, and where the next begins; nil when it is damaged.
    private static func member(_ bytes: [UInt8], _ at: Int) -> (ZipArchive.Member, Int)? {
        guard at + 46 <= bytes.count, bytes.integer(at, 4) == 0x0201_4B50 else { return nil }
        let (nameLength, extraLength) = (bytes.integer(at + 28, 2), bytes.integer(at + 30, 2))
        let extra = at + 46 + nameLength
        let next = extra + extraLength + bytes.integer(at + 32, 2)
        guard next <= bytes.count else { return nil }
        var (stored, length, offset) = (
            bytes.integer(at + 20, 4), bytes.integer(at + 24, 4), bytes.integer(at + 42, 4)
        )
        // Zip64 has what does not fit into 32 bits, in this order (section 4.5.3).
        if var field = zip64(bytes, extra..<extra + extraLength) {
            func take(_ value: inout Int) {
                guard value == 0xFFFF_FFFF, field.count >= 8 else { return }
                value = bytes.integer(field.lowerBound, 8)
                field = field.dropFirst(8)
            }
            take(&length)
            take(&stored)
            take(&offset)
        }
        guard stored >= 0, length >= 0, offset >= 0 else { return nil }
        let member = ZipArchive.Member(
            name: String(decoding: bytes[(at + 46)..<extra], as: UTF8.self), length: Int64(length),
            storedLength: Int64(stored), checksum: UInt32(bytes.integer(at + 16, 4)), method: bytes.integer(at + 10, 2),
            isEncrypted: bytes.integer(at + 8, 2) & 1 == 1, offset: Int64(offset))
        return (member, next)
    }

    private static func zip64(_ bytes: [UInt8], _ extra: Range<Int>) -> Range<Int>? {
        var at = extra.lowerBound
        while at + 4 <= extra.upperBound {
            let end = at + 4 + bytes.integer(at + 2, 2)
            guard end <= extra.upperBound else { return nil }
            if bytes.integer(at, 2) == 1 { return at + 4..<end }
            at = end
        }
        return nil
    }

    private static func read(_ source: inout any RangeReader, at offset: Int64, count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard try source.fill(&bytes, from: offset) == count else {
            throw FITSError(.truncated, "the zip archive ends too early: fetch it again", offset: offset)
        }
        return bytes
    }
}

extension [UInt8] {
    /// A little-endian number of at most eight bytes; one beyond 63 bits is negative.
    fileprivate func integer(_ at: Int, _ count: Int) -> Int {
        var number: UInt64 = 0
        for index in 0..<count { number |= UInt64(self[at + index]) << UInt64(8 * index) }
        return Int(truncatingIfNeeded: number)
    }
}
