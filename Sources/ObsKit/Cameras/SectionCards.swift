internal import ObsDocuments
internal import ObsFITS
internal import ObsGeometry
internal import ObsText

/// Which cards of raw files give the sections of amplifiers.
///
/// Names may contain `{amplifier}` and `{channel}`. An amplifier with an HDU of its own has `DATASEC` there unless the package
/// says otherwise.
struct SectionCards: Sendable {
    /// How a region is written.
    enum Form: Sendable {
        /// One card with a text such as `[1:512,1:2000]`.
        case section(CardName)
        /// Cards with the first and the last pixel of each axis, counted from 1; `{axis}` in their names is 1 or 2.
        case limits(first: CardName, last: CardName)
    }

    /// The regions that cards give, in the order of the file.
    let entries: [(region: RawStatement.Region, form: Form)]

    /// What holds where a package says nothing.
    init() { entries = [] }

    /// Reads `raw_sections:` of an instrument.yaml.
    init(_ node: Node, problems: Problems) {
        entries = Self.entries(node, problems)
    }

    private static func entries(_ node: Node, _ problems: Problems) -> [(region: RawStatement.Region, form: Form)] {
        var entries: [(region: RawStatement.Region, form: Form)] = []
        guard let reader = FormatReader(node, SectionKeys.sections, problems) else { return [] }
        defer { reader.finish() }
        for region in RawStatement.Region.allCases {
            guard let value = reader.given(region.key) else { continue }
            if value.kind == .mapping {
                guard let limits = FormatReader(value, SectionKeys.limits, problems) else { continue }
                let first = limits.given(SectionKeys.first).flatMap { CardName($0, hasAxis: true, problems) }
                let last = limits.given(SectionKeys.last).flatMap { CardName($0, hasAxis: true, problems) }
                limits.finish()
                if let first, let last { entries.append((region, .limits(first: first, last: last))) }
            } else if let name = CardName(value, hasAxis: false, problems) {
                entries.append((region, .section(name)))
            }
        }
        return entries
    }

    /// What a header says of an amplifier's sections.
    ///
    /// - Parameters:
    ///   - amplifier: the amplifier
    ///   - header: the header that holds it
    ///   - isAlone: whether the HDU holds nothing else
    /// - Returns: the sections that its cards give
    func sections(of amplifier: Amplifier, in header: Header, isAlone: Bool) -> [RawStatement.Section] {
        let entries = entries.isEmpty && isAlone ? [(.data, .section(.dataSection))] : entries
        return entries.compactMap { region, form in
            switch form {
            case .section(let name):
                guard let card = name.keyword(amplifier), let text = header[Keyword(card)]?.stringValue else {
                    return nil
                }
                return RawStatement.Section(card: card, amplifier: amplifier.name, region: region, text: text)
            case .limits(let first, let last):
                let cards = [1, 2].flatMap { axis in [first, last].compactMap { $0.keyword(amplifier, axis: axis) } }
                let numbers = cards.compactMap { header[Keyword($0)]?.integerValue }
                guard cards.count == 4, numbers.count == 4 else { return nil }
                return RawStatement.Section(
                    card: "\(cards[0])…\(cards[3])", amplifier: amplifier.name, region: region,
                    text: "[\(numbers[0]):\(numbers[1]),\(numbers[2]):\(numbers[3])]")
            }
        }
    }
}

extension RawStatement.Region {
    /// The key of the region's card.
    fileprivate var key: FileKey<Node> {
        switch self {
        case .section: SectionKeys.section
        case .data: SectionKeys.data
        case .serialPrescan: SectionKeys.serialPrescan
        case .serialOverscan: SectionKeys.serialOverscan
        case .parallelPrescan: SectionKeys.parallelPrescan
        case .parallelOverscan: SectionKeys.parallelOverscan
        }
    }
}
