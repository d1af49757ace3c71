internal import ObsDocuments
internal import ObsText

/// Wheels behind each other: the filters that their elements make together, without listing them.
struct FilterWheels: Sendable {
    /// For each wheel, the names of its elements.
    let wheels: [[String]]
    let separator: String
    /// The band of a combination: texts, and between them the bands of elements by number.
    let band: Band

    private let members: [Set<String>]

    struct Band: Sendable {
        let texts: [String]
        let elements: [Int]

        /// The one element that gives the band, if it is nobody else's.
        var only: Int? { elements.count == 1 && texts.allSatisfy(\.isEmpty) ? elements[0] : nil }

        func text(_ bands: [String]) -> String {
            zip(texts.dropFirst(), elements).reduce(texts[0]) { $0 + bands[$1.1] + $1.0 }
        }
    }

    /// The number of combinations.
    var count: Int { wheels.reduce(1) { $0 * $1.count } }

    /// Whether these elements, one of each wheel, stand behind each other.
    func combines(_ names: [String]) -> Bool {
        names.count == members.count && zip(names, members).allSatisfy { $1.contains($0) }
    }

    /// A combination that both have; nil when there is none.
    func common(with other: FilterWheels) -> [String]? {
        guard separator == other.separator, wheels.count == other.wheels.count else { return nil }
        var names: [String] = []
        for (mine, theirs) in zip(wheels, other.members) {
            guard let name = mine.first(where: { theirs.contains($0) }) else { return nil }
            names.append(name)
        }
        return names
    }

    /// The largest number of combinations of one entry.
    static let limit = 1_000_000

    /// Reads `{elements: [[…], […]], separator: T, band: TEMPLATE}`; nil with the reasons among the problems.
    init?(_ node: Node, known: Set<String>, problems: Problems) {
        guard let reader = FormatReader(node, FilterKeys.wheel, problems) else { return nil }
        defer { reader.finish() }
        let separator = reader[FilterKeys.separator] ?? ""
        let bandNode = reader.given(FilterKeys.wheelBand)
        var wheels: [[String]] = []
        for wheel in reader.given(FilterKeys.wheelElements)?.items("elements", problems) ?? [] {
            var names: [String] = []
            for element in wheel.items("a wheel", problems) {
                guard let name = element.string(problems) else { continue }
                if !known.contains(name) {
                    problems.error(
                        .unknownElement, at: element, "there is no filter or element '\(name)'",
                        hint: DidYouMean.hint(for: name, among: known.sorted()) ?? "add it to elements:")
                }
                if names.contains(name) {
                    problems.error(.duplicateKey, at: element, "'\(name)' is listed twice", hint: "keep one")
                }
                names.append(name)
            }
            wheels.append(names)
        }
        guard wheels.count > 1, wheels.allSatisfy({ !$0.isEmpty }), !separator.isEmpty else {
            problems.error(
                .badWheels, at: node, "wheels have two or more lists of elements, and a separator",
                hint: "write elements: [[NAME, …], [NAME, …]], separator: '~'")
            return nil
        }
        guard let bandNode, let template = bandNode.string(problems) else { return nil }
        guard let band = Self.band(template, count: wheels.count) else {
            problems.error(
                .badWheels, at: bandNode, "'\(template)' is no band of \(wheels.count) elements",
                hint: "write '{1}' for the band of the first, or '{1}~nd'")
            return nil
        }
        var product = 1
        for wheel in wheels {
            let (next, overflow) = product.multipliedReportingOverflow(by: wheel.count)
            product = overflow ? Int.max : next
        }
        guard product <= Self.limit else {
            problems.error(
                .badWheels, at: node, "these are more than \(Self.limit) combinations", hint: "take elements away")
            return nil
        }
        self.wheels = wheels
        self.separator = separator
        self.band = band
        members = wheels.map { Set($0) }
    }

    private static func band(_ template: String, count: Int) -> Band? {
        var texts = [""]
        var elements: [Int] = []
        var rest = template[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}"),
                let number = Int(rest[rest.index(after: open)..<close]),
                (1...count).contains(number)
            else { return nil }
            texts[texts.count - 1] += rest[..<open]
            texts.append("")
            elements.append(number - 1)
            rest = rest[rest.index(after: close)...]
        }
        texts[texts.count - 1] += rest
        return Band(texts: texts, elements: elements)
    }
}

extension Diagnostic.Code {
    static let unknownElement = Self(rawValue: "unknown-element")
    static let badWheels = Self(rawValue: "bad-wheels")
}
