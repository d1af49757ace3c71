internal import ObsDocuments
internal import ObsFITS
internal import ObsText
internal import ObsTime

/// The values that a constant can have in its place: a latitude, a temperature, the name of a frame.
///
/// A constant needs no header, so the compiler refuses one that no observation can have.
enum ConstantRange: Sendable {
    /// A number, in a unit that is said in the message.
    case number(ClosedRange<Double>, what: String, unit: String)
    /// A duration in seconds; pipelines write -1 for one that they do not know.
    case duration(what: String)
    /// A height above the ellipsoid, meters.
    case height
    /// An angle as a number or in degrees or hours, minutes and seconds, with its bounds in degrees or hours.
    case angle(ClosedRange<Double>, what: String, isHours: Bool)
    /// One of some words.
    case word([String], what: String)
    /// The name of a time scale.
    case timeScale
    /// The name of a frame of the sky.
    case skyFrame
    /// A date in ISO 8601.
    case date
    /// A day as one number, 20240310.
    case day

    static let longitude = Self.number(-360...360, what: "longitude", unit: "degrees, east positive")
    static let latitude = Self.number(-90...90, what: "latitude", unit: "degrees")
    static let declination = Self.angle(-90...90, what: "declination", isHours: false)
    static let airmass = Self.airmass("airmass")

    private static func airmass(_ what: String) -> Self { .number(1...100, what: what, unit: "") }

    /// The range of a property; nil where anything can stand.
    init?(of property: ObservationProperty) {
        let name = property.name
        switch property {
        case .exposureTime, .exposureTimeRequested, .darkTime:
            self = .duration(what: name)
        case .boresightAirmass: self = .airmass(name)
        case .boresightRotationAngle: self = .number(-720...720, what: name, unit: "degrees")
        case .focusZ: self = .number(-1...1, what: name, unit: "metres")
        case .temperature: self = .number(150...350, what: name, unit: "kelvin")
        case .pressure: self = .number(0...1200, what: name, unit: "hPa")
        case .relativeHumidity: self = .number(0...100, what: name, unit: "percent")
        case .observingDayOffset: self = .number(-86_400...86_400, what: name, unit: "seconds")
        case .observingDay: self = .day
        case .boresightRotationCoord: self = .word(["sky", "unknown"], what: name)
        default: return nil
        }
    }
}

extension RuleCompiler {
    /// Reports a constant that is outside of its range.
    ///
    /// - Parameters:
    ///   - node: where it stands
    ///   - value: the constant
    ///   - unit: the unit beside it, if there is one
    ///   - range: the range
    func check(_ node: Node, _ value: PropertyValue, in unit: PropertyUnit?, _ range: ConstantRange) {
        if value.isNull { return }
        switch range {
        case .duration(let what):
            var flags = ValueFlags()
            if NumberReading.real(value, &flags) == -1 { return }
            check(node, value, in: unit, .number(0...1e7, what: what, unit: "seconds"))
        case .number(let bounds, let what, let unitName):
            guard let number = number(node, value, what) else { return }
            let canonical = unit.map { $0.canonical(number) } ?? number
            if bounds.contains(canonical) { return }
            let said = unitName.isEmpty ? "" : ", in \(unitName)"
            error(
                .outOfRange, node,
                "the \(what) \(node.text ?? "")\(unit.map { " \($0.rawValue)" } ?? "") is outside \(extent(bounds))",
                hint: "write a number from \(extent(bounds))\(said)\(unit == nil ? "" : "; or check unit:")")
        case .height: checkHeight(node, value, unit)
        case .angle(let bounds, let what, let isHours): checkAngle(node, value, bounds, what, isHours)
        case .word(let words, let what):
            guard case .text(let text) = value, !words.contains(text) else { return }
            error(
                .unknownWord, node, "\(what) cannot be '\(text)'",
                hint: nearest(to: text, among: words) ?? "it is \(words.joined(separator: " or "))")
        case .timeScale:
            guard case .text(let text) = value, TimeScale(word: text) == nil,
                (try? TimeScale.reading(fits: text)) == nil
            else { return }
            error(
                .unknownWord, node, "there is no time scale '\(text)'",
                hint: nearest(to: text, among: ["utc", "tai", "tt", "gps"]) ?? "it is utc, tai, tt or gps")
        case .skyFrame:
            guard case .text(let text) = value, TextSteps.lower(TextSteps.trim(text)) != "gappt",
                SkyFrame(named: text) == nil
            else { return }
            let frames = SkyFrame.allCases.map(\.rawValue)
            error(
                .unknownWord, node, "there is no frame '\(text)'",
                hint: nearest(to: text, among: frames) ?? "it is one of \(frames.joined(separator: ", "))")
        case .date: checkDate(node, value)
        case .day:
            guard case .integer(let day) = value, CalendarDay(yyyymmdd: day) == nil else { return }
            error(.outOfRange, node, "\(day) is not a date", hint: "write YYYYMMDD, such as 20240310")
        }
    }

    /// The number of a constant; nil, with a reported problem, for a text.
    private func number(_ node: Node, _ value: PropertyValue, _ what: String) -> Double? {
        var flags = ValueFlags()
        if let number = NumberReading.real(value, &flags) { return number }
        let text = node.text ?? ""
        error(
            .wrongType, node, "the \(what) is the text \(DisplayText.quoted(text)), and a number is expected",
            hint: MeantNumber(text)?.hint ?? "write a number")
        return nil
    }

    /// Checks a height, and doubts one without a unit that would be a height in kilometers.
    private func checkHeight(_ node: Node, _ value: PropertyValue, _ unit: PropertyUnit?) {
        guard let number = number(node, value, "height") else { return }
        let metres = unit.map { $0.canonical(number) } ?? number
        if !(-500...9000).contains(metres) {
            return error(
                .outOfRange, node,
                "no observatory is at the height \(node.text ?? "")\(unit.map { " \($0.rawValue)" } ?? "")",
                hint: "write a number from -500 to 9000, in meters above the ellipsoid")
        }
        guard unit == nil, metres != 0, abs(metres) < 9, metres != metres.rounded() else { return }
        let meant = short((metres * 1e6).rounded() / 1000)
        problems.warning(
            .outOfRange, at: node, "the height \(node.text ?? "") is in meters, and looks like kilometers",
            hint: "write \(meant), or unit: m beside it if it is meant")
    }

    private func checkAngle(
        _ node: Node, _ value: PropertyValue, _ bounds: ClosedRange<Double>, _ what: String, _ isHours: Bool
    ) {
        var flags = ValueFlags()
        if let number = NumberReading.real(value, &flags) {
            if bounds.contains(number) { return }
        } else if case .text(let text) = value {
            guard (try? Sexagesimal.read(text, as: isHours ? .rightAscension : .angle)) == nil else { return }
        } else {
            return
        }
        error(
            .outOfRange, node, "the \(what) \(node.text ?? "") is outside \(extent(bounds))",
            hint: "write a number from \(extent(bounds)), in "
                + (isHours ? "hours" : "degrees"))
    }

    private func checkDate(_ node: Node, _ value: PropertyValue) {
        guard case .text(let text) = value else { return }
        do {
            _ = try DateReading(text, scale: .utc)
        } catch {
            self.error(
                .badDate, node, (error as? TimeError)?.message ?? "\(error)",
                hint: "write YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS")
        }
    }

    private func extent(_ bounds: ClosedRange<Double>) -> String {
        "\(short(bounds.lowerBound)) to \(short(bounds.upperBound))"
    }

    private func short(_ number: Double) -> String {
        abs(number) < 1e15 && number == number.rounded() ? String(Int(number)) : "\(number)"
    }
}
