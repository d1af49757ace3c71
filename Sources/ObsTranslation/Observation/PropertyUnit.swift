/// A unit that a card's number can have.
///
/// The names come from FITS 4.0 (tables 3 to 5) and the IAU where they have one, otherwise from what observatories
/// write. They are found exactly as they stand: `mPa` is no `MPa`, and `degC` is no `DegC`.
///
/// Sources of the factors: the SI brochure (9th edition); a year is the Julian year of 365.25 days (IAU Style Manual, 1989);
/// a torr is 101325/760 Pa and an atmosphere 101325 Pa (CGPM 1954, Resolution 4); millimeters of mercury are
/// 133.322387415 Pa (BS 350, 2004), inches of it 25.4 times as much; a pound per square inch is 4.4482216152605 N on
/// 0.0254² m² (NIST SP 811, appendix B); degrees Fahrenheit are 5/9 K, counted from 459.67 degrees above zero (the same).
public enum PropertyUnit: String, CaseIterable, Sendable, Hashable {
    case second = "s"
    case millisecond = "ms"
    case microsecond = "us"
    case nanosecond = "ns"
    case minute = "min"
    case hour = "h"
    case day = "d"
    case year = "yr"
    case annus = "a"
    case degree = "deg"
    case radian = "rad"
    case milliradian = "mrad"
    case microradian = "urad"
    case arcminute = "arcmin"
    case arcsecond = "arcsec"
    case milliarcsecond = "mas"
    case hourAngle = "hourangle"
    case metre = "m"
    case centimetre = "cm"
    case millimetre = "mm"
    case micrometre = "um"
    case nanometre = "nm"
    case angstrom = "Angstrom"
    case kilometre = "km"
    case kelvin = "K"
    case celsius = "degC"
    case fahrenheit = "degF"
    case hectopascal = "hPa"
    case pascal = "Pa"
    case kilopascal = "kPa"
    case millimetreOfMercury = "mmHg"
    case inchOfMercury = "inHg"
    case torr = "torr"
    case torrAsSymbol = "Torr"
    case atmosphere = "atm"
    case bar = "bar"
    case decibar = "dbar"
    case millibar = "mbar"
    case poundPerSquareInch = "psi"
    case percent = "percent"
    case fraction = "fraction"

    /// What a unit measures.
    public enum Dimension: String, Sendable, Hashable {
        case time, angle, length, temperature, pressure, proportion

        /// The unit in which an `ObservationInfo` holds this quantity.
        public var canonicalUnit: PropertyUnit {
            switch self {
            case .time: .second
            case .angle: .degree
            case .length: .metre
            case .temperature: .kelvin
            case .pressure: .hectopascal
            case .proportion: .percent
            }
        }

        /// The units that measure it.
        public var units: [PropertyUnit] { PropertyUnit.allCases.filter { $0.dimension == self } }
    }

    /// What the unit measures.
    public var dimension: Dimension {
        switch self {
        case .second, .millisecond, .microsecond, .nanosecond, .minute, .hour, .day, .year, .annus: .time
        case .degree, .radian, .milliradian, .microradian, .arcminute, .arcsecond, .milliarcsecond, .hourAngle: .angle
        case .metre, .centimetre, .millimetre, .micrometre, .nanometre, .angstrom, .kilometre: .length
        case .kelvin, .celsius, .fahrenheit: .temperature
        case .hectopascal, .pascal, .kilopascal, .millimetreOfMercury, .inchOfMercury, .torr, .torrAsSymbol,
            .atmosphere, .bar, .decibar, .millibar, .poundPerSquareInch:
            .pressure
        case .percent, .fraction: .proportion
        }
    }

    /// The number in the canonical unit of the dimension.
    ///
    /// One multiplication or division by an exactly representable number where there is one, so that
    /// the result is the correctly rounded one.
    ///
    /// - Parameter value: a number in this unit
    /// - Returns: the same quantity in `dimension.canonicalUnit`
    public func canonical(_ value: Double) -> Double {
        switch self {
        case .second, .degree, .metre, .kelvin, .hectopascal, .percent, .millibar: value
        case .millisecond, .millimetre: value / 1000
        case .microsecond, .micrometre: value / 1_000_000
        case .nanosecond, .nanometre: value / 1_000_000_000
        case .minute: value * 60
        case .hour: value * 3600
        case .day: value * 86_400
        case .year, .annus: value * 31_557_600
        case .radian: value * (180 / Double.pi)
        case .milliradian: value * (180 / Double.pi) / 1000
        case .microradian: value * (180 / Double.pi) / 1_000_000
        case .arcminute: value / 60
        case .arcsecond: value / 3600
        case .milliarcsecond: value / 3_600_000
        case .hourAngle: value * 15
        case .centimetre: value / 100
        case .angstrom: value / 10_000_000_000
        case .kilometre: value * 1000
        case .celsius: value + 273.15
        case .fahrenheit: (value + 459.67) * 5 / 9
        case .pascal: value / 100
        case .kilopascal: value * 10
        case .bar: value * 1000
        case .decibar: value * 100
        case .millimetreOfMercury: value * 1.33322387415
        case .inchOfMercury: value * 33.86388640341
        case .torr, .torrAsSymbol: value * 101_325 / 76_000
        case .atmosphere: value * 1013.25
        case .poundPerSquareInch: value * 68.94757293168361
        case .fraction: value * 100
        }
    }
}
