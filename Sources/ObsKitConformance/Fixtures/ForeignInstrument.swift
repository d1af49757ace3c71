internal import CObsGoldenHeaders
internal import ObsDocuments
internal import ObsFITS
internal import ObsHeaderFiles
internal import ObsKit
internal import ObsText
internal import ObsTranslation

/// An instrument of another package: how it is recognized, and headers of its files.
///
/// Those of the cameras that ObsKit maintains are compiled into the kit, so that a package of somebody else is held against
/// them wherever it is tested. A rule of that package may ask for any card; hence golden headers are here as they are.
struct ForeignInstrument: Sendable {
    /// The name.
    let name: String
    /// Other names.
    let aliases: [String]
    /// The name of its package.
    let package: String
    /// How it is recognized.
    let detection: Detection
    /// The words for cards that its detection, as written, asks for.
    let words: [CardWord]
    /// Its golden headers.
    let files: [File]

    /// A golden header.
    struct File: Sendable {
        /// The instrument whose header it is.
        let instrument: String
        /// The path in the folder of cameras, as `DECam/conformance/headers/science.yaml`.
        let path: String
        /// What detection is shown of the file.
        let headers: [Header]
    }

    /// The greatest weight of the ways of detection that hold for a header; 0 when none does.
    func score(_ header: Header) -> Int {
        detection.explanation(header).lazy.filter(\.holds).map(\.weight).max() ?? 0
    }

    /// The cameras that are built in, read once.
    static let builtIn: [ForeignInstrument] = {
        let files = unsafe EmbeddedFiles(table: obs_golden_header_files, count: obs_golden_header_file_count)
        let documents = files.paths.compactMap { path in
            (try? files.withBytes(of: path) { try Document.yaml($0, file: path) }).map { (path: path, document: $0) }
        }
        let byPath = Dictionary(documents.map { ($0.path, $0.document) }, uniquingKeysWith: { first, _ in first })
        return all(documents.map { path, document in (path, layers(path, document, byPath)) })
    }()

    /// A document and those of the table that it extends, one beneath the other.
    private static func layers(_ path: String, _ document: Document, _ table: [String: Document]) -> [Document] {
        var (path, layers) = (path, [document])
        // As many bases as may stand one beneath the other.
        while layers.count < 16, let reference = layers.last?.root["extends"]?.text {
            let parts = reference.split(separator: ":", maxSplits: 1).map(String.init)
            let next = parts.count == 2 ? parts.joined(separator: "/") : PackagePath.resolve(reference, in: path)
            guard let next, let base = table[next] else { break }
            layers.append(base)
            path = next
        }
        return layers
    }

    /// The instruments of documents, which are golden headers and instrument.yaml files, each with those that it extends.
    ///
    /// What cannot be read is left out, since the checks of its own package say so.
    static func all(_ documents: [(path: String, layers: [Document])]) -> [ForeignInstrument] {
        let files = documents.compactMap { path, layers in layers.first.flatMap { File($0, path: path) } }
        return documents.compactMap { path, layers -> ForeignInstrument? in
            let problems = Problems()
            /// The entry of the topmost file that has it.
            func entry(_ key: String) -> Node? { layers.lazy.compactMap { $0.root[key] }.first }
            guard let node = entry("detection"), let name = layers.first?.root["name"]?.text else { return nil }
            let detection = Detection(node, problems: problems)
            if problems.hasErrors { return nil }
            return ForeignInstrument(
                name: name, aliases: entry("aliases")?.elements.compactMap(\.text) ?? [],
                package: String(path.prefix { $0 != "/" }), detection: detection, words: CardWord.all(in: node),
                files: files.filter { $0.instrument == name })
        }
    }
}

extension ForeignInstrument.File {
    /// Reads what is needed of a golden header; nil where it cannot be read, and where it is none.
    fileprivate init?(_ document: Document, path: String) {
        guard let instrument = document.root["instrument"]?.text,
            let hdus = document.root["hdus"]?.elements.prefix(2).map({ try? HeaderDump.header($0) }),
            let primary = hdus.first ?? nil
        else { return nil }
        self.instrument = instrument
        self.path = path
        headers = Self.shown([primary] + hdus.dropFirst().compactMap { $0 })
    }

    /// What detection is shown of a file: the primary header, and the first extension's cards over it.
    static func shown(_ hdus: [Header]) -> [Header] {
        guard let primary = hdus.first else { return [] }
        return [primary] + hdus.dropFirst().prefix(1).map { $0.inheriting(primary) }
    }
}

/// A word that a condition wants in a card.
struct CardWord: Hashable, Sendable {
    /// The card.
    let card: String
    /// The word.
    let word: String

    /// The words of all conditions of a detection, or of a part of it.
    static func all(in node: Node) -> [CardWord] {
        if node.kind == .sequence { return node.elements.flatMap { all(in: $0) } }
        guard node.kind == .mapping else { return [] }
        let nested = ["when", "all", "any"].compactMap { node[$0] }.flatMap { all(in: $0) }
        guard let card = node["card"] else { return nested }
        let cards = card.kind == .sequence ? card.elements.compactMap(\.text) : [card.text].compactMap(\.self)
        // Both spellings of the language.
        let tests = ["equals", "one_of", "oneOf", "contains", "starts_with", "startsWith", "ends_with", "endsWith"]
        let words = tests.compactMap { node[$0] }.flatMap { test in
            test.kind == .sequence ? test.elements.compactMap(\.text) : [test.text].compactMap(\.self)
        }
        return nested + cards.flatMap { card in words.map { CardWord(card: card, word: $0) } }
    }
}

extension ConformanceSubject {
    /// The instruments of other packages: those that are built in, and those of other folders on the search path.
    var foreignInstruments: [ForeignInstrument] {
        let builtIn = ForeignInstrument.builtIn
        let known = Set(builtIn.map(\.name))
        let others = catalog.packages.filter { $0.folder != nil && $0.location != package.location }.flatMap { other in
            let names = other.instrumentNames.filter { !known.contains($0) }
            let golden = other.names(in: InstrumentPackage.goldenHeadersFolder).filter { $0.hasSuffix(".yaml") }
            let paths =
                names.compactMap { other.path(of: "instrument.yaml", instrument: $0) }
                + (names.isEmpty ? [] : golden.map { InstrumentPackage.goldenHeadersFolder + "/" + $0 })
            return ForeignInstrument.all(
                paths.compactMap { path in
                    (try? catalog.documents(path, of: other)).map { (other.name + "/" + path, $0) }
                })
        }
        // A package of the name of one that is built in stands in its place.
        return (builtIn + others).filter { $0.package != package.name }
    }
}
