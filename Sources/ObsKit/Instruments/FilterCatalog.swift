public import ObsYAML

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
        /// The central wavelength, nanometres.
        public let centralWavelength: Double?
        /// The full width, nanometres.
        public let width: Double?
        /// Whether it lets no light through.
        public let isOpaque: Bool
    }

    /// All filters, in the order of the file.
    public let filters: [Filter]

    private let byName: [String: Int]

    /// No filters.
    public static let empty = FilterCatalog(filters: [], byName: [:])

    private init(filters: [Filter], byName: [String: Int]) {
        self.filters = filters
        self.byName = byName
    }

    /// The filter of a name or alias; nil when there is none.
    ///
    /// - Parameter name: a physical filter's name or alias, exactly as written
    public subscript(name: String) -> Filter? { byName[name].map { filters[$0] } }

    /// The schema that a filters.yaml begins with.
    public static let schema = "obskit/filters/1"

    /// Reads filters.yaml and the files that it extends.
    ///
    /// - Parameters:
    ///   - layers: the roots of the files, an extending one before its base; an entry replaces the one of its name
    ///   - problems: takes everything that is wrong: unknown keys, names and aliases that mean two filters
    public init(layers: [Node], problems: Problems) {
        var filters: [Filter] = []
        var byName: [String: Int] = [:]
        var replaced: Set<String> = []
        for (depth, layer) in layers.enumerated() {
            guard let reader = MappingReader(layer, "filters.yaml", problems) else { continue }
            reader.requireSchema(Self.schema)
            _ = reader.optional("extends")
            var own: Set<String> = []
            for node in reader.required("filters")?.items("filters", problems) ?? [] {
                guard let (filter, isRemoved) = Self.filter(node, problems) else { continue }
                if depth > 0 && replaced.contains(filter.name) { continue }
                own.insert(filter.name)
                if isRemoved { continue }
                for name in [filter.name] + filter.aliases {
                    if let other = byName.updateValue(filters.count, forKey: name) {
                        problems.error(
                            .ambiguousAlias, at: node,
                            "'\(name)' means both '\(filters[other].name)' and '\(filter.name)'",
                            hint: "give each name and alias to one filter")
                    }
                }
                filters.append(filter)
            }
            replaced.formUnion(own)
            reader.finish()
        }
        self.init(filters: filters, byName: byName)
    }

    private static func filter(_ node: Node, _ problems: Problems) -> (filter: Filter, isRemoved: Bool)? {
        guard let reader = MappingReader(node, "a filter", problems) else { return nil }
        defer { reader.finish() }
        guard let name = reader.required("name")?.string(problems) else { return nil }
        let isRemoved = reader.optional("remove")?.boolean(problems) ?? false
        let band = isRemoved ? "" : reader.required("band")?.string(problems) ?? ""
        let center = reader.optional("central_wavelength_nm").flatMap { positive($0, problems) }
        let width = reader.optional("width_nm").flatMap { positive($0, problems) }
        let filter = Filter(
            name: name, band: band, aliases: reader.optional("aliases")?.strings(problems) ?? [],
            centralWavelength: center, width: width,
            isOpaque: reader.optional("opaque")?.boolean(problems) ?? false)
        return (filter, isRemoved)
    }

    private static func positive(_ node: Node, _ problems: Problems) -> Double? {
        guard let number = node.double(problems) else { return nil }
        if number > 0 { return number }
        problems.error(.outOfRange, at: node, "\(number) nm is no wavelength", hint: "give a number greater than 0")
        return nil
    }
}
