internal import ObsCalibrations
public import ObsFITS
internal import ObsText

extension Provenance {
    /// The most cards that a list has, since a keyword has eight characters.
    private static let limit = 999

    /// The cards for the header of the output.
    ///
    /// | keyword | value |
    /// |---|---|
    /// | `OBSKIT` | the version of ObsKit |
    /// | `OKINST` | the instrument |
    /// | `OKPKG`, `OKPKGVER`, `OKPKGSUM` | the package, its version and the hash of its files |
    /// | `OKCTX` | the hash of the context |
    /// | `OKCAM` | the hash of the camera of the date |
    /// | `OKRAW1`…, `OKSUM1`… | the name of a raw file and its SHA-256 |
    /// | `OKCOR1`… | the name of a correction |
    /// | `OKCAL1`… | a calibration: kind, detector or `-`, id of the dataset |
    ///
    /// FITS takes the letters of ASCII alone; other bytes, a percent sign, and a blank at the end are written as % and two hexadecimal digits.
    ///
    /// - Returns: the cards
    /// - Throws: `DiagnosticsError` (`bad-provenance`) of a list with more than 999 entries
    public func cards() throws -> [Card] {
        var cards: [Card] = []
        func add(_ name: String, _ value: String, _ comment: String = "") {
            cards.append(Card(Keyword(name), .string(Self.escaped(value)), comment: comment))
        }
        add("OBSKIT", release, "version of ObsKit")
        add("OKINST", instrument, "instrument")
        add("OKPKG", package.name, "camera package")
        add("OKPKGVER", package.version, "version of the package")
        add("OKPKGSUM", package.content.description)
        if let context { add("OKCTX", context.description) }
        if let camera { add("OKCAM", camera.description) }
        let longest = max(rawFiles.count, corrections.count, calibrations.count)
        guard longest <= Self.limit else {
            throw Self.refused(
                .badProvenance, "a list of \(longest) entries does not fit into cards, which count to \(Self.limit)",
                hint: "write a provenance for each detector")
        }
        for (index, file) in rawFiles.enumerated() {
            add("OKRAW\(index + 1)", file.name)
            add("OKSUM\(index + 1)", file.checksum.description)
        }
        for (index, name) in corrections.enumerated() { add("OKCOR\(index + 1)", name) }
        for (index, one) in calibrations.enumerated() {
            add("OKCAL\(index + 1)", "\(one.kind) \(one.detector.map(String.init) ?? "-") \(one.dataset)")
        }
        return cards
    }

    /// Reads the provenance of an output from its header; nil of a header without `OBSKIT`.
    ///
    /// - Parameter header: the header
    /// - Throws: `DiagnosticsError` (`bad-provenance`) that names the first card that is missing or says what cannot be
    public init?(_ header: Header) throws {
        guard header.contains("OBSKIT") else { return nil }
        func read<Value>(_ name: String, _ expected: String, _ convert: (String) -> Value?) throws -> Value {
            guard let value = try Self.read(header, name, expected, convert) else {
                throw Self.refused(
                    .badProvenance, "there is no \(name) card; expected \(expected)",
                    hint: "take the header of the file as ObsKit wrote it")
            }
            return value
        }
        func list<Value>(_ name: String, _ expected: String, _ convert: (String) -> Value?) throws -> [Value] {
            var values: [Value] = []
            while values.count < Self.limit,
                let value = try Self.read(header, "\(name)\(values.count + 1)", expected, convert)
            { values.append(value) }
            return values
        }
        let (aText, aHash) = ("a text", "64 hexadecimal digits")
        release = try read("OBSKIT", aText) { $0 }
        instrument = try read("OKINST", aText) { $0 }
        package = PinnedContext.Package(
            name: try read("OKPKG", aText) { $0 }, version: try read("OKPKGVER", aText) { $0 },
            content: try read("OKPKGSUM", aHash) { ContentHash($0) })
        context = try Self.read(header, "OKCTX", aHash) { ContentHash($0) }
        camera = try Self.read(header, "OKCAM", aHash) { ContentHash($0) }
        rawFiles = try list("OKRAW", aText) { $0 }.enumerated().map { index, name in
            RawFile(name: name, checksum: try read("OKSUM\(index + 1)", aHash) { ContentHash($0) })
        }
        corrections = try list("OKCOR", aText) { $0 }
        calibrations = try list("OKCAL", "kind, detector or -, and id of a dataset") { Calibration(words: $0) }
    }

    /// What a card says; nil where it is absent.
    private static func read<Value>(
        _ header: Header, _ name: String, _ expected: String, _ convert: (String) -> Value?
    ) throws -> Value? {
        let keyword = Keyword(name)
        guard let value = header[keyword] else { return nil }
        guard !header.isRepeated(keyword), let text = value.stringValue.flatMap(unescaped), let found = convert(text)
        else {
            throw refused(
                .badProvenance,
                "\(name) is \(value.words)\(header.isRepeated(keyword) ? " and is repeated" : ""); expected \(expected)",
                hint: "take the header of the file as ObsKit wrote it")
        }
        return found
    }

    private static let percent = UInt8(ascii: "%")

    private static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        let all = Array(text.utf8)
        for (index, byte) in all.enumerated() {
            let isPlain = (0x21...0x7E).contains(byte) && byte != percent || byte == 0x20 && index < all.count - 1
            bytes += isPlain ? [byte] : [percent, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text without escapes; nil where a percent sign has not two digits behind it, or the bytes are no UTF-8.
    private static func unescaped(_ text: String) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == percent else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension Provenance.Calibration {
    fileprivate init?(words text: String) {
        let words = text.split(separator: " ")
        guard words.count == 3, let dataset = DatasetID(words[2]) else { return nil }
        let detector = Int(words[1])
        guard detector != nil || words[1] == "-" else { return nil }
        self.init(kind: String(words[0]), detector: detector, dataset: dataset)
    }
}
