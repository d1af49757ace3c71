internal import ObsDocuments
internal import ObsFITS
internal import ObsHeaderFiles
internal import ObsText
internal import ObsTranslation

/// Compares the names of cards in an instrument's files with its golden headers.
///
/// Headers differ, so that a card which is in none of them is no mistake by itself. It is doubtful where the golden headers have
/// a card of nearly that name which nothing reads.
struct CardSpelling {
    private let package: InstrumentPackage
    /// The cards of the golden headers, by instrument.
    private let golden: [String: Set<String>]

    /// Reads the golden headers of a package.
    init(of package: InstrumentPackage) {
        self.package = package
        let folder = InstrumentPackage.goldenHeadersFolder
        var golden: [String: Set<String>] = [:]
        for name in package.names(in: folder) where name.hasSuffix(".yaml") {
            guard let root = try? package.document(folder + "/" + name).root, let instrument = root["instrument"]?.text
            else { continue }
            for hdu in root["hdus"]?.elements.map({ $0 }) ?? [] {
                guard let header = try? HeaderDump.header(hdu) else { continue }
                golden[instrument, default: []].formUnion(header.lazy.map(\.keyword.name))
            }
        }
        self.golden = golden
    }

    /// Says of each card that was probably misspelled which one is meant.
    ///
    /// - Parameters:
    ///   - entry: the instrument in package.yaml
    ///   - instrument: the instrument's name, as golden headers have it
    ///   - rules: the cards that the rules name
    ///   - problems: takes what is doubtful
    func check(_ entry: PackageDescription.Entry, _ instrument: String, _ rules: NameUses, _ problems: Problems) {
        guard let known = golden[instrument] else { return }
        var uses = rules.all.map { (name: Keyword($0.name).name, node: $0.node) }
        let ruleUses = uses.count
        for file in ["instrument.yaml", "corrections.yaml", "calibrations/kinds.yaml"] {
            guard package.hasFile(entry.path(file)), let root = try? package.document(entry.path(file)).root else {
                continue
            }
            collect(root, &uses)
        }
        let used = Set(uses.map(\.name))
        let unread = known.subtracting(used).sorted()
        var seen: Set<String> = []
        for (index, (name, node)) in uses.enumerated() where !known.contains(name) {
            let place = node.position
            // Rules have alternatives of like names, and headers have one of them; what recognizes or repairs a header has not.
            let candidates = index < ruleUses ? unread : known.sorted()
            guard package.owns(place), let near = Self.nearest(to: name, among: candidates),
                seen.insert("\(place)").inserted
            else { continue }
            problems.warning(
                .unknownCard, at: place, "no golden header of \(instrument) has a card \(DisplayText.quoted(name))",
                hint: "did you mean \(DisplayText.quoted(near))?")
        }
    }

    /// The names that stand under card: and in changes of corrections, anywhere in a file.
    private func collect(_ node: Node, _ uses: inout [(name: String, node: Node)]) {
        // That a card is not there is what such a condition asks for.
        if node["is"]?.text == "absent" { return }
        for element in node.elements { collect(element, &uses) }
        for (key, value) in node.entries {
            if let key = key.text, Self.keys.contains(key), value.kind == .scalar, !value.isNull, let name = value.text
            {
                uses.append((Keyword(name).name, value))
            } else {
                collect(value, &uses)
            }
        }
    }

    private static let keys: Set<String> = ["card", "set", "copy", "from", "add", "scale", "wrap", "replace", "shift"]

    /// The card that is one slip of the hand away: a letter too many, too few, another one, or two in the wrong order.
    private static func nearest(to name: String, among names: [String]) -> String? {
        // In names of two letters one slip makes any of another.
        guard name.utf8.count > 2, let near = DidYouMean.nearest(to: name, among: names, slips: 1) else { return nil }
        // Cards are numbered and lettered on purpose: DATASEC1 and DATASEC2, RA and RA1.
        return Self.differsInWord(name, near) ? near : nil
    }

    /// Whether two names differ by more than a number.
    private static func differsInWord(_ left: String, _ right: String) -> Bool {
        func word(_ text: String) -> [UInt8] { text.utf8.filter { !(0x30...0x39).contains($0) } }
        return word(left) != word(right)
    }
}

extension Diagnostic.Code {
    /// A card that no golden header has.
    static let unknownCard = Self(rawValue: "unknown-card")
}
