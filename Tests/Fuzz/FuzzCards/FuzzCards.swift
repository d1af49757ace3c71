import ObsFITS

/// Reads the bytes as card images and as a whole file; whatever they are, nothing may trap, hang or contradict itself.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCards(_ data: UnsafePointer<UInt8>, _ size: Int) -> Int32 {
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    let whole = bytes.count / 80 * 80
    if let header = try? Header(cardImages: Array(bytes.prefix(whole))) { check(header) }
    readFile(bytes)
    readFile(Array("SIMPLE  =                    T".utf8) + [UInt8](repeating: 0x20, count: 50) + bytes)
    return 0
}

private func readFile(_ bytes: [UInt8]) {
    let limits = HeaderReader.Limits(headerBytes: 1 << 20, inflatedBytes: 1 << 24)
    guard let reader = try? HeaderReader(bytes: bytes, limits: limits) else { return }
    var hdus: [HDU] = []
    do {
        while let hdu = try reader.next() { hdus.append(hdu) }
    } catch let error as FITSError {
        precondition(!error.description.isEmpty)
    } catch {
        preconditionFailure("\(error)")
    }
    for hdu in hdus {
        precondition(hdu.dataLength >= 0 && hdu.dataOffset > hdu.headerOffset)
        check(hdu.header)
        check(hdu.storedHeader)
        if let primary = hdus.first { check(hdu.header.inheriting(primary.header)) }
    }
}

/// The laws of a header.
private func check(_ header: Header) {
    var count = 0
    for card in header {
        count += 1
        precondition(header.contains(card.keyword))
        precondition(Keyword(card.keyword.name) == card.keyword || card.keyword.name.hasPrefix("HIERARCH "))
        if !header.isRepeated(card.keyword) {
            precondition(header[card.keyword] == card.value)
            precondition(header.card(card.keyword) == card)
        }
        if case .real(let number) = card.value { precondition(number.isFinite) }
    }
    precondition(header.count == count)
    guard let first = header.first(where: { _ in true }) else { return }
    let edited = header.replacing([(first.keyword, nil), ("FUZZ", .integer(1))])
    precondition(edited[first.keyword] == nil || first.keyword == "FUZZ")
    precondition(edited["FUZZ"] == .integer(1))
}
