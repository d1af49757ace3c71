internal import ObsDocuments
internal import ObsFITS
internal import ObsTime

/// `location:` — a place on the Earth.
final class LocationBuilder: Source, BuilderWord, @unchecked Sendable {
    static let word = "location"
    static let about = "a place on the Earth"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.location]
    static let argument = Argument()
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample("{location: {geocentric: [X, Y, Z]}}", of: "{X: 6378137, Y: 0, Z: 0}", gives: "6378137.0 0.0 0.0"),
        // The radius of the equator of WGS84, and a height above it.
        RuleExample(
            "{location: {longitude: LON, latitude: LAT, height: ALT}}", of: "{LON: 0, LAT: 0, ALT: 863}",
            gives: "6379000.0 0.0 0.0"),
        RuleExample("{location: {longitude: LON, latitude: LAT, height: ALT}}", of: "{LON: 0, LAT: 0}", ends: .none),
        RuleExample(
            "{location: {longitude: LON, latitude: LAT, height: ALT}}", of: "{LON: 0, LAT: 91, ALT: 0}", ends: .refused),
    ]

    /// A site or coordinates.
    struct Argument: MappingArgument {
        let title = "location"
        let definition = "location"
        let about = "A built-in site, longitude with latitude and height, or geocentric coordinates."
        let site = MappingKey("site", SiteArgument(), "The name of a built-in site.")
        let longitude = MappingKey("longitude", FieldArgument(.longitude), "Degrees, east.")
        let latitude = MappingKey("latitude", FieldArgument(.latitude), "Degrees.")
        let height = MappingKey("height", FieldArgument(.height), "Meters.")
        let geocentric = MappingKey(
            "geocentric", FieldsArgument("[R, R, R]", count: 3, what: "a list of three rules: x, y, z"),
            "x, y, z in meters, ITRF.")

        var forms: [[RuleKey]] {
            [[site.required], [longitude.required, latitude.required, height.required], [geocentric.required]]
        }

        func value(_ keys: MappingKeys) -> Form? {
            if keys.has(site) { return keys.required(site).map { .site($0) } }
            if keys.has(geocentric) { return keys.required(geocentric).map { .geocentric($0[0], $0[1], $0[2]) } }
            let (longitude, latitude) = (keys.required(longitude), keys.required(latitude))
            guard let height = keys.required(height), let longitude, let latitude else { return nil }
            return .geodetic(longitude: longitude, latitude: latitude, height: height)
        }
    }

    /// The name of a site.
    struct SiteArgument: RuleArgument {
        let notation: String? = "NAME"
        let schema = TextArgument("", mayBeEmpty: true).schema

        func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> GeocentricLocation? {
            guard let name = node.string(compiler.problems) else { return nil }
            if let site = Site.named(name) { return site.location }
            let known = Site.all.map(\.name).sorted()
            compiler.error(
                .unknownName, node, "there is no built-in site '\(name)'",
                hint: compiler.nearest(to: name, among: known) ?? "give longitude:, latitude: and height:")
            return nil
        }
    }

    enum Form: Sendable {
        case site(GeocentricLocation)
        case geodetic(longitude: Rule, latitude: Rule, height: Rule)
        case geocentric(Rule, Rule, Rule)
    }

    private let site: GeocentricLocation?
    private let isGeodetic: Bool
    private let coordinates: BorrowedList<Rule>

    init(_ form: Form) {
        switch form {
        case .site(let location): (site, isGeodetic, coordinates) = (location, false, BorrowedList([]))
        case .geodetic(let longitude, let latitude, let height):
            (site, isGeodetic, coordinates) = (nil, true, BorrowedList([longitude, latitude, height]))
        case .geocentric(let x, let y, let z):
            (site, isGeodetic, coordinates) = (nil, false, BorrowedList([x, y, z]))
        }
    }

    override var keyword: Keyword? { coordinates.objects.first?.keyword }

    override var subject: String { keyword?.name ?? "the location" }

    override var parts: [Rule] { coordinates.objects }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        if let site { return .value(.location(site)) }
        var numbers = (0.0, 0.0, 0.0)
        for place in 0..<3 {
            switch coordinates.with(place, { $0.number(of: self, &evaluation) }) {
            case .ended(let outcome): return outcome
            case .value(let number):
                switch place {
                case 0: numbers.0 = number
                case 1: numbers.1 = number
                default: numbers.2 = number
                }
            }
        }
        guard isGeodetic else {
            return .value(.location(GeocentricLocation(x: numbers.0, y: numbers.1, z: numbers.2)))
        }
        do {
            return .value(
                .location(try GeocentricLocation(longitude: numbers.0, latitude: numbers.1, height: numbers.2)))
        } catch {
            return evaluation.refuse("\(subject): \(error)")
        }
    }
}
