/// A place where telescopes stand, with the names under which headers and people know it.
public struct Site: Hashable, Sendable {
    /// The short name, `ctio`.
    public let name: String
    /// Other names, in full and as telescopes are called.
    public let aliases: [String]
    /// Where it is.
    public let location: GeocentricLocation

    /// A site of these names.
    public init(name: String, aliases: [String], location: GeocentricLocation) {
        self.name = name
        self.aliases = aliases
        self.location = location
    }

    /// The built-in site with the given name or alias, nil when there is none.
    ///
    /// Case, blanks, hyphens, underscores and full stops do not count: `Cerro Pachon`, `cerro_pachon`.
    public static func named(_ name: String) -> Site? {
        byName[key(name)]
    }

    private static let byName: [String: Site] = {
        var byName: [String: Site] = [:]
        for site in all {
            for name in [site.name] + site.aliases where byName[key(name)] == nil {
                byName[key(name)] = site
            }
        }
        return byName
    }()

    static func key(_ name: String) -> String {
        let kept = name.lowercased().utf8.filter { byte in
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): false
            default: true
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }
}
