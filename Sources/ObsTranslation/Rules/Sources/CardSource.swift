internal import ObsDocuments
internal import ObsFITS

/// `card:` — one card of the header, or of a named HDU.
final class CardSource: Source, SourceWord, @unchecked Sendable {
    static let word = "card"
    static let about =
        "the card's value; a list is an alternative for each card, with the same steps, each with its own unit; "
        + "with `hdu:` of the HDU of that extension name (or `primary`)"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.text, .integer, .real, .boolean]
    static let argument = Argument()
    static let reads = CardReads.named
    static let examples: [RuleExample] = [
        RuleExample("{card: EXPTIME}", of: "{EXPTIME: 30.5}", gives: "30.5"),
        RuleExample("{card: EXPTIME}", of: "{}", ends: .none),
        RuleExample("{card: [OUTTEMP, AIRTEMP]}", of: "{AIRTEMP: 11}", gives: "11"),
        RuleExample("{card: EXPTIME, hdu: primary}", of: "{EXPTIME: 30.5}", ends: .none),
        RuleExample("{card: EXPTIME}", of: "{EXPTIME: .nan}", ends: .refused),
    ]

    /// A card with a unit of its own.
    private struct CardWithUnit: MappingArgument {
        let title = "a card"
        let definition = "cardWithUnit"
        let about = "A card that has a unit of its own."
        let unit = MappingKey("unit", UnitArgument(), "The unit of its number.")
        let name = MappingKey("name", TextArgument("NAME", mayBeEmpty: true), "The card's name.")

        var forms: [[RuleKey]] { [[name.required, unit.required]] }

        func value(_ keys: MappingKeys) -> (name: Node, unit: PropertyUnit?)? {
            let unit = keys.required(unit)
            return keys.compiler.required(keys.reader, name.name).map { (name: $0, unit: unit) }
        }
    }

    /// A card that is told.
    struct Told {
        let card: Keyword
        let hdu: String?
        let isNaNMissing: Bool
        let unit: PropertyUnit?
    }

    /// A card, or several, and the HDU in which they stand.
    struct Argument: RuleArgument {
        private let one = TextArgument("", mayBeEmpty: true)
        private let withUnit = CardWithUnit()

        let notation: String? = "NAME or [NAME, {name: NAME, unit: UNIT}, …]"

        var keys: [RuleKey] {
            [
                RuleKey(
                    "hdu", TextArgument("HDU", mayBeEmpty: true), isRequired: false,
                    "The HDU of the card: an extension name, or primary.")
            ]
        }

        var innerKeys: [RuleKey] { withUnit.innerKeys }

        var schema: String {
            let each = #"{\#(one.schema)}, {\#(withUnit.schema)}"#
            return #""anyOf": [\#(each), {"type": "array", "minItems": 1, "items": {"anyOf": [\#(each)]}}]"#
        }

        var definitions: [String: String] { withUnit.definitions }

        func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Told? {
            readEach(node, place, compiler).first
        }

        func readEach(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> [Told] {
            let nodes = node.kind == .sequence ? Array(node.elements) : [node]
            if nodes.isEmpty { compiler.error(.badSource, node, "the list of cards is empty") }
            let hdu = compiler.optional(place.reader, keys[0].name)?.string(compiler.problems)
            if hdu != nil { compiler.namesHDUs = true }
            return nodes.compactMap { node in
                let isMapping = node.kind == .mapping
                let found: CardWithUnit.Value? =
                    isMapping ? withUnit.read(node, place, compiler) : (name: node, unit: nil)
                guard let (nameNode, unit) = found, let name = nameNode.string(compiler.problems) else { return nil }
                if name.isEmpty { compiler.error(.badSource, nameNode, "the name of the card is empty") }
                compiler.read(card: name, at: nameNode)
                return Told(card: Keyword(name), hdu: hdu, isNaNMissing: place.isNaNMissing, unit: unit)
            }
        }
    }

    private let card: Keyword
    private let hdu: String?
    /// Whether a number that is not one means that there is none: `missing: [nan]` stands among the steps.
    private let isNaNMissing: Bool
    private let unit: PropertyUnit?

    init(_ told: Told) { (card, hdu, isNaNMissing, unit) = (told.card, told.hdu, told.isNaNMissing, told.unit) }

    /// A card of the header itself.
    convenience init(_ card: Keyword) { self.init(Told(card: card, hdu: nil, isNaNMissing: false, unit: nil)) }

    override var keyword: Keyword? { card }

    /// The card, if it is one of the header itself.
    var only: Keyword? { hdu == nil ? card : nil }

    override var taken: [TakenSource] { [.card(card)] }

    override var needsUnit: Bool { true }

    override var ownUnit: PropertyUnit? { unit }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        if let hdu, evaluation.header(ofHDU: hdu) == nil {
            evaluation.note("the file has no HDU '\(hdu)'")
            return .none
        }
        return CardReading.outcome(of: card, in: hdu, isNaNMissing: isNaNMissing, &evaluation)
    }
}
