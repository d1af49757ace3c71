internal import ObsFITS
internal import Synchronization

extension ImageFile {
    /// Compares the bytes of an HDU with its checksums (FITS 4.0, section 4.4.2.7 and appendix J).
    ///
    /// A compressed image is checked as it is stored. The HDU is read whole where it has sums, and once.
    ///
    /// - Parameter hdu: the number of the HDU, the primary being 0; it need not be an image
    /// - Returns: what `DATASUM` and `CHECKSUM` say; absent is what has no value, or is an empty text
    /// - Throws: `ImageError.missingHDU`; `FITSError` when the file cannot be read on
    public func checksums(of hdu: Int) throws -> ChecksumReport {
        let found = try existing(hdu)
        if let known = reports.withLock({ $0[hdu] }) { return known }
        let dataSum = Self.words(of: found.storedHeader["DATASUM"])
        let hasChecksum = Self.words(of: found.storedHeader["CHECKSUM"]) != nil
        guard dataSum != nil || hasChecksum else { return .none }
        let data = try sum(from: found.dataOffset, to: found.dataOffset + found.dataLength)
        var whole = hasChecksum ? try sum(from: found.headerOffset, to: found.dataOffset) : DataSum()
        whole.add(data)
        let report = ChecksumReport(
            dataSum: dataSum, hasChecksum: hasChecksum, data: data.value, hdu: whole.value)
        reports.withLock { $0[hdu] = report }
        return report
    }

    /// Refuses an HDU of which a checksum is wrong; one without checksums passes.
    ///
    /// - Parameter hdu: the number of the HDU, the primary being 0
    /// - Throws: `ImageError`: `wrongChecksum`, and as `checksums(of:)`
    public func requireChecksums(of hdu: Int) throws {
        guard let wrong = try checksums(of: hdu).mismatches.first else { return }
        let what = wrong.card == "DATASUM" ? "the data" : "header and data"
        throw ImageError(
            .wrongChecksum,
            "\(wrong.card) demands that the sum of \(what) be \(wrong.expected), and it is \(wrong.found): the file was "
                + "damaged, or changed without new sums; fetch it again",
            file: path, hdu: hdu)
    }

    /// Refuses an HDU with a wrong checksum, and one of a damaged gzip stream, unless its own sum vouches for it.
    func requireSound(_ hdu: Int) throws {
        try requireChecksums(of: hdu)
        let found = try existing(hdu)
        let end = found.dataOffset + found.dataLength
        let damages: [FITSError.Code] = [.corruptGzip, .corruptStream]
        guard let damage = chain.failures.first(where: { damages.contains($0.code) }), !contents.isVerified(to: end),
            try checksums(of: hdu).data != .correct
        else { return }
        throw FITSError(
            damage.code, damage.message + "; no DATASUM says that the pixels of HDU \(hdu) are as they were",
            file: path,
            hdu: hdu, offset: damage.offset)
    }

    /// A sum as it was written; nil where there is none.
    private static func words(of value: HeaderValue?) -> String? {
        switch value {
        case .string(let text)?:
            let text = String(text.drop { $0 == " " })
            return text.isEmpty ? nil : text
        case .integer(let number)?: return "\(number)"
        case .undefined?, nil: return nil
        case .some(let other): return "\(other)"
        }
    }

    /// The sum of the bytes between two places and of the padding behind them, in pieces for all cores.
    private func sum(from start: Int64, to end: Int64) throws -> DataSum {
        let length = (end - start + 2879) / 2880 * 2880
        let pieceLength: Int64 = 1440 * 2880
        let count = Int((length + pieceLength - 1) / pieceLength)
        let sums = Mutex(DataSum())
        func add(_ piece: Int) throws {
            let first = start + Int64(piece) * pieceLength
            let part = try sum(from: first, count: Int(min(pieceLength, start + length - first)), upTo: end)
            sums.withLock { $0.add(part) }
        }
        if isSequential {
            for piece in 0..<count { try add(piece) }
        } else {
            try ParallelWork.perform(count, add)
        }
        return sums.withLock { $0 }
    }

    /// The sum of some bytes, of which those from `end` on are padding that may be missing, and counts as zeros then.
    private func sum(from start: Int64, count: Int, upTo end: Int64) throws -> DataSum {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: min(count, 1 << 18), alignment: 16)
        defer { unsafe buffer.deallocate() }
        var sum = DataSum()
        var done = 0
        while done < count {
            let part = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, count - done)])
            let place = start + Int64(done)
            let filled = try unsafe contents.fill(part, from: place)
            guard filled == part.count || place + Int64(filled) >= end else {
                throw FITSError(
                    .truncated,
                    "the data should go on to byte \(end), but the file ends at byte \(place + Int64(filled)): fetch the "
                        + "file again", file: path, offset: place + Int64(filled))
            }
            unsafe UnsafeMutableRawBufferPointer(rebasing: part[filled...]).initializeMemory(
                as: UInt8.self, repeating: 0)
            unsafe sum.add(part.bytes)
            done += part.count
        }
        return sum
    }
}
