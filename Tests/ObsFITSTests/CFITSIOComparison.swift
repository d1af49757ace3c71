import Foundation
import ObsFITS
import Testing

/// Compares the reader with cfitsio, card by card.
@Suite struct CFITSIOComparison {
    @Test(
        "Every card of every HDU is what cfitsio finds",
        .enabled(if: !Corpus.files.isEmpty, "OBSKIT_CORPUS does not name the corpus"), arguments: Corpus.files)
    func corpus(path: String) throws {
        try compare(path)
    }

    @Test("What cfitsio writes is read as cfitsio reads it")
    func written() throws {
        let folder = try TemporaryFolder()
        try compare(SampleFile.write(to: folder.path + "/cfitsio.fits"))
    }

    @Test("What cfitsio gzips is read as cfitsio reads it")
    func writtenCompressed() throws {
        let folder = try TemporaryFolder()
        try compare(SampleFile.write(to: folder.path + "/cfitsio.fits.gz"))
    }

    @Test("What cfitsio compresses by tiles is read as cfitsio reads it")
    func writtenTiles() throws {
        let folder = try TemporaryFolder()
        let path = try SampleFile.writeTiles(to: folder.path + "/tiles.fits")
        try compare(path)
        let hdus = try HeaderReader.headers(atPath: path)
        #expect(hdus.map(\.kind) == [.primary, .compressedImage, .compressedImage])
        #expect(hdus[1].storedHeader["EXTNAME"] == .string("COMPRESSED_IMAGE"))
        #expect(hdus.map(\.extensionName) == [nil, nil, "TWO"])
    }

    private func compare(_ path: String) throws {
        let hdus = try HeaderReader.headers(atPath: path)
        let stored = try CFITSIO.cards(of: path)
        let logical = try CFITSIO.cards(of: path, logical: true)
        #expect(hdus.count == stored.count)
        for (hdu, oracle) in zip(hdus, stored) { compare(hdu.storedHeader, oracle, "\(path) HDU \(hdu.index)") }
        for (hdu, oracle) in zip(hdus, logical) where hdu.kind == .compressedImage {
            compare(hdu.header, oracle, "\(path) HDU \(hdu.index) as image")
        }
    }

    private func compare(_ header: Header, _ oracle: [CFITSIO.OracleCard], _ place: String) {
        let cards = Array(header)
        #expect(!cards.isEmpty, "\(place)")
        #expect(cards.count == oracle.count, "\(place)")
        #expect(header.count == cards.count, "\(place)")
        for (card, expected) in zip(cards, oracle) {
            let found = "\(place): \(card)"
            #expect(card.keyword.name == expected.name, "\(found)")
            #expect(matches(card, expected), "\(found), cfitsio: \(expected)")
            #expect(header.contains(card.keyword), "\(found)")
            #expect(header.cards(named: card.keyword).contains(card), "\(found)")
            #expect(header[card.keyword] == header.cards(named: card.keyword).last?.value, "\(found)")
        }
    }

    private func matches(_ card: Card, _ expected: CFITSIO.OracleCard) -> Bool {
        guard let type = expected.type else {
            let text = card.isCommentary ? card.value.stringValue : card.value.isUndefined ? card.comment : nil
            return text == expected.comment
        }
        // Of joined strings cfitsio does not tell the comments.
        let isJoined = type == "C" && !expected.value.hasSuffix("'")
        guard isJoined || card.comment == expected.comment else { return false }
        let number = expected.value.replacing("D", with: "E")
        return switch type {
        case "C": card.value == .string(isJoined ? expected.value : unquoted(expected.value))
        case "L": card.value == .logical(expected.value == "T")
        case "I":
            Int(expected.value).map { card.value == .integer($0) } ?? (card.value == .largeInteger(expected.value))
        case "F": unsafe card.value.realValue?.bitPattern == strtod(number, nil).bitPattern
        case "X": card.value == complex(number)
        default: false
        }
    }

    private func unquoted(_ value: String) -> String {
        var text = String(value.dropFirst().dropLast()).replacing("''", with: "'")
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }

    private func complex(_ text: String) -> HeaderValue? {
        let parts = text.dropFirst().dropLast().split(separator: ",").compactMap {
            Double($0.trimmingCharacters(in: .whitespaces))
        }
        return parts.count == 2 ? .complex(parts[0], parts[1]) : nil
    }
}
