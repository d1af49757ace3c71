internal import ObsText

extension PropertyUnit {
    /// The unit that another word may mean, nil when nothing is near.
    ///
    /// Only what can stand in the word's place is suggested: a unit of the quantity that is measured there.
    ///
    /// - Parameters:
    ///   - word: what was written
    ///   - dimension: what is measured; nil where any unit can stand
    /// - Returns: the unit
    static func suggestion(for word: String, of dimension: Dimension?) -> PropertyUnit? {
        let units = dimension?.units ?? allCases
        if let unit = meant(by: word, among: units) { return unit }
        return DidYouMean.nearest(to: word, among: units.map(\.rawValue)).flatMap { PropertyUnit(rawValue: $0) }
    }

    /// The unit of a dimension for which people write a word, which may be a unit of another: `h` for `hourangle`.
    static func meant(by word: String, of dimension: Dimension) -> PropertyUnit? {
        meant(by: word, among: dimension.units)
    }

    private static func meant(by word: String, among units: [PropertyUnit]) -> PropertyUnit? {
        let folded = word.lowercased()
        return units.first { $0.rawValue.lowercased() == folded } ?? units.first { $0.otherSpellings.contains(folded) }
    }

    /// What people write for the unit, in lower case.
    private var otherSpellings: [String] {
        switch self {
        case .second: ["sec", "secs", "second", "seconds"]
        case .millisecond: ["msec", "millisec", "millisecond", "milliseconds"]
        case .microsecond: ["usec", "µs", "μs", "microsecond", "microseconds"]
        case .nanosecond: ["nsec", "nanosecond", "nanoseconds"]
        case .minute: ["minute", "minutes", "mins"]
        case .hour: ["hr", "hrs", "hour", "hours"]
        case .day: ["day", "days"]
        case .year: ["year", "years"]
        case .degree: ["degree", "degrees", "degs", "°"]
        case .radian: ["radian", "radians"]
        case .arcminute: ["arcminute", "arcminutes", "arcmins", "amin"]
        case .arcsecond: ["arcsecond", "arcseconds", "arcsecs", "asec"]
        case .milliarcsecond: ["milliarcsec", "marcsec", "milliarcsecond", "milliarcseconds"]
        case .hourAngle: ["h", "hr", "hour", "hours", "hms"]
        case .metre: ["metre", "metres", "meter", "meters"]
        case .centimetre: ["centimetre", "centimetres", "centimeter", "centimeters"]
        case .millimetre: ["millimetre", "millimetres", "millimeter", "millimeters"]
        case .micrometre: ["µm", "μm", "micron", "microns", "micrometre", "micrometres", "micrometer", "micrometers"]
        case .nanometre: ["nanometre", "nanometres", "nanometer", "nanometers"]
        case .angstrom: ["a", "aa", "å", "angstroms", "ångström"]
        case .kilometre: ["kilometre", "kilometres", "kilometer", "kilometers"]
        case .kelvin: ["kelvin", "kelvins", "degk", "deg_k"]
        case .celsius: ["c", "°c", "deg_c", "celsius", "centigrade"]
        case .fahrenheit: ["f", "°f", "deg_f", "fahrenheit"]
        case .hectopascal: ["hectopascal", "hectopascals"]
        case .pascal: ["pascal", "pascals"]
        case .kilopascal: ["kilopascal", "kilopascals"]
        case .millimetreOfMercury: ["mm hg", "mm_hg", "mm"]
        case .inchOfMercury: ["in hg", "in_hg", "in", "inch", "inches"]
        case .atmosphere: ["atmosphere", "atmospheres"]
        case .millibar: ["mb", "millibar", "millibars"]
        case .poundPerSquareInch: ["psia", "lbf/in2"]
        case .percent: ["%", "pct", "per cent"]
        case .fraction: ["1", "ratio"]
        case .annus, .milliradian, .microradian, .torr, .torrAsSymbol, .bar, .decibar: []
        }
    }
}
