package import ObsDocuments
internal import ObsText

/// The physical filters of an instrument.
public struct FilterCatalog: Sendable {
    /// A physical filter.
    public struct Filter: Sendable, Hashable {
        /// The name, as the header gives it.
        public let name: String
        /// The band that it stands for, such as `g`; filters of one band are interchangeable for many purposes.
        public let band: String
        /// Other names of the same filter.
        public let aliases: [String]
        /// The central wavelength, nanometers.
        public let centralWavelength: Double?
        /// The full width, nanometers.
        public let width: Double?
        /// Whether it lets no light through.
        public let isOpaque: Bool
    }

    /// The filters that are listed, in the order of the file; those that wheels make together are in `combinations`.
    public let filters: [Filter]

    /// What can stand in a wheel and is no filter by itself.
    let elements: [Filter]
    let wheels: [FilterWheels]

    private let byName: [String: Int]
    /// Filters and elements by name and alias, the elements after the filters.
    private let elementByName: [String: Int]

    /// No filters.
    package static let empty = FilterCatalog(Reader())

    private init(_ reader: Reader) {
        filters = reader.filters
        elements = reader.elements
        wheels = reader.wheels
        byName = reader.byName
        elementByName = reader.elementByName
    }

    /// The filter of a name or alias; nil when there is none.
    ///
    /// Where wheels stand behind each other, the name of a combination is made of the names or aliases of its elements.
    ///
    /// - Parameter name: a physical filter's name or alias, exactly as written
    public subscript(name: String) -> Filter? {
        if let place = byName[name] { return filters[place] }
        for wheels in wheels {
            let parts = name.split(separator: wheels.separator, omittingEmptySubsequences: false)
            guard parts.count == wheels.wheels.count else { continue }
            let found = parts.compactMap { element(String($0)) }
            if found.count == parts.count, wheels.combines(found.map(\.name)) { return combination(found, wheels) }
        }
        return nil
    }

    /// Whether there is a filter of this name or alias.
    ///
    /// - Parameter name: as for the subscript
    /// - Returns: whether there is
    package func contains(_ name: String) -> Bool { byName[name] != nil || self[name] != nil }

    private func element(_ name: String) -> Filter? {
        elementByName[name].map { $0 < filters.count ? filters[$0] : elements[$0 - filters.count] }
    }

    private func combination(_ parts: [Filter], _ wheels: FilterWheels) -> Filter {
        let giver = wheels.band.only.map { parts[$0] }
        return Filter(
            name: parts.map(\.name).joined(separator: wheels.separator), band: wheels.band.text(parts.map(\.band)),
            aliases: [], centralWavelength: giver?.centralWavelength, width: giver?.width,
            isOpaque: parts.contains(where: \.isOpaque))
    }

    /// The filters that wheels make together, made as they are asked for.
    package var combinations: some Sequence<Filter> {
        wheels.lazy.flatMap { wheels in
            (0..<wheels.count).lazy.map { number in
                var rest = number
                var parts: [Filter] = []
                for wheel in wheels.wheels.reversed() {
                    parts.append(contentsOf: [self.element(wheel[rest % wheel.count])].compactMap { $0 })
                    rest /= wheel.count
                }
                return self.combination(parts.reversed(), wheels)
            }
        }
    }

    /// The schema that a filters.yaml begins with.
    package static let schema = FilterKeys.file.schema

    /// Reads filters.yaml and the files that it extends.
    ///
    /// - Parameters:
    ///   - layers: the roots of the files, an extending one before its base; an entry replaces the base's of its name, and
    ///     `wheels:` the base's wheels
    ///   - problems: takes everything that is wrong: unknown keys, names and aliases that mean two filters
    package init(layers: [Node], problems: Problems) {
        var reader = Reader()
        reader.read(layers, problems)
        self.init(reader)
    }

    /// What has been read so far.
    private struct Reader {
        var filters: [Filter] = []
        var elements: [Filter] = []
        var wheels: [FilterWheels] = []
        var byName: [String: Int] = [:]
        var elementByName: [String: Int] = [:]

        mutating func read(_ layers: [Node], _ problems: Problems) {
            var found: [(filter: Filter, node: Node, isElement: Bool)] = []
            var wheelNodes: [Node]?
            var seen: Set<String> = []
            for layer in layers {
                guard let reader = FormatReader(layer, FilterKeys.file.root, problems) else { continue }
                reader.requireSchema(FilterKeys.file)
                _ = reader.given(FilterKeys.extends)
                var own: Set<String> = []
                for (list, isElement) in [
                    (reader.given(FilterKeys.filters), false), (reader.given(FilterKeys.elements), true),
                ] {
                    for node in list?.items(isElement ? "elements" : "filters", problems) ?? [] {
                        guard let (filter, isRemoved) = Self.filter(node, problems) else { continue }
                        if seen.contains(filter.name) { continue }
                        own.insert(filter.name)
                        if !isRemoved { found.append((filter, node, isElement)) }
                    }
                }
                seen.formUnion(own)
                if let node = reader.given(FilterKeys.wheels), wheelNodes == nil {
                    wheelNodes = node.items("wheels", problems)
                }
                reader.finish()
            }
            for one in found.filter({ !$0.isElement }) + found.filter(\.isElement) {
                add(one.filter, one.node, one.isElement, problems)
            }
            addWheels(wheelNodes ?? [], problems)
        }

        private mutating func add(_ filter: Filter, _ node: Node, _ isElement: Bool, _ problems: Problems) {
            let place = filters.count + elements.count
            for name in [filter.name] + filter.aliases {
                if let other = elementByName.updateValue(place, forKey: name) {
                    let otherName = other < filters.count ? filters[other].name : elements[other - filters.count].name
                    problems.error(
                        .ambiguousAlias, at: node, "'\(name)' means both '\(otherName)' and '\(filter.name)'",
                        hint: "give each name and alias to one filter")
                }
                if !isElement { byName[name] = place }
            }
            if isElement { elements.append(filter) } else { filters.append(filter) }
        }

        private mutating func addWheels(_ nodes: [Node], _ problems: Problems) {
            let known = Set(filters.map(\.name) + elements.map(\.name))
            for node in nodes {
                guard let one = FilterWheels(node, known: known, problems: problems) else { continue }
                for other in wheels {
                    guard let names = other.common(with: one) else { continue }
                    problems.error(
                        .badWheels, at: node,
                        "'\(names.joined(separator: one.separator))' is also a combination of wheels above",
                        hint: "let each combination stand once")
                }
                for filter in filters {
                    let parts = filter.name.split(separator: one.separator, omittingEmptySubsequences: false)
                    guard one.combines(parts.map(String.init)) else { continue }
                    problems.error(
                        .badWheels, at: node, "'\(filter.name)' is a combination of these, and is listed too",
                        hint: "take it out of filters:")
                }
                wheels.append(one)
            }
        }

        private static func filter(_ node: Node, _ problems: Problems) -> (filter: Filter, isRemoved: Bool)? {
            guard let reader = FormatReader(node, FilterKeys.filter, problems) else { return nil }
            defer { reader.finish() }
            let name = reader[FilterKeys.name]
            let isRemoved = reader[FilterKeys.remove] ?? false
            let band = isRemoved ? "" : reader[needed: FilterKeys.band] ?? ""
            let center = reader[FilterKeys.centralWavelength]
            let width = reader[FilterKeys.width]
            let aliases = reader[FilterKeys.aliases] ?? []
            let isOpaque = reader[FilterKeys.opaque] ?? false
            guard let name else { return nil }
            let filter = Filter(
                name: name, band: band, aliases: aliases, centralWavelength: center, width: width, isOpaque: isOpaque)
            return (filter, isRemoved)
        }
    }
}
