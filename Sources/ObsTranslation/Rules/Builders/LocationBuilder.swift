internal import ObsFITS
internal import ObsTime

/// `location:` — a place on the Earth.
final class LocationBuilder: Source, @unchecked Sendable {
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
