/// A unit that a card's number can have.
///
/// The factors are those of the SI brochure (9th edition); a millimetre of mercury is 133.322387415 Pa (BS 350, 2004).
public enum PropertyUnit: String, CaseIterable, Sendable, Hashable {
    case second = "s"
    case millisecond = "ms"
    case minute = "min"
    case hour = "h"
    case day = "d"
    case degree = "deg"
    case radian = "rad"
    case arcminute = "arcmin"
    case arcsecond = "arcsec"
    case hourAngle = "hourangle"
    case metre = "m"
    case millimetre = "mm"
    case micrometre = "um"
    case kilometre = "km"
    case kelvin = "K"
    case celsius = "degC"
    case hectopascal = "hPa"
    case pascal = "Pa"
    case kilopascal = "kPa"
    case millimetreOfMercury = "mmHg"
    case bar = "bar"
    case millibar = "mbar"
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
    }

    /// What the unit measures.
    public var dimension: Dimension {
        switch self {
        case .second, .millisecond, .minute, .hour, .day: .time
        case .degree, .radian, .arcminute, .arcsecond, .hourAngle: .angle
        case .metre, .millimetre, .micrometre, .kilometre: .length
        case .kelvin, .celsius: .temperature
        case .hectopascal, .pascal, .kilopascal, .millimetreOfMercury, .bar, .millibar: .pressure
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
        case .millisecond: value / 1000
        case .minute: value * 60
        case .hour: value * 3600
        case .day: value * 86_400
        case .radian: value * (180 / Double.pi)
        case .arcminute: value / 60
        case .arcsecond: value / 3600
        case .hourAngle: value * 15
        case .millimetre: value / 1000
        case .micrometre: value / 1_000_000
        case .kilometre: value * 1000
        case .celsius: value + 273.15
        case .pascal: value / 100
        case .kilopascal: value * 10
        case .bar: value * 1000
        case .millimetreOfMercury: value * 1.33322387415
        case .fraction: value * 100
        }
    }
}
