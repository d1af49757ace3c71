extension TimeScale {
    /// The scale that a card such as `TIMESYS` names, and what is to be remarked of it.
    ///
    /// The words are those of FITS 4.0, table 30, in whatever case, and what archives have beside them:
    ///
    /// | word | read as | because |
    /// |---|---|---|
    /// | `UTC`, `TAI`, `TT`, `GPS` | itself | |
    /// | `IAT`, `TDT` | TAI, TT | older names of the same scales |
    /// | `ET` | TT, with a note | Ephemeris Time continues as TT |
    /// | `GMT`, `UT` | UTC, with a note | GMT is continuous with UTC; civil UT of a clock is UTC |
    /// | `UT1` | UTC, with a note | UT1 is never more than 0.9 s from UTC |
    /// | `TDB` | TT, with a note | TDB is never more than 2 ms from TT |
    /// | `UTC(NTP)`, `TT(BIPM)` | the scale before the parentheses | a realization; those of UTC agree to well below a microsecond, TT(BIPM) with TT(TAI) to 30 µs, which a note says |
    /// | `UTC approximate`, `approx. UT` | the scale, with a note | NOAO wrote it for years |
    ///
    /// `TCG` and `TCB` run at other rates and are ahead of TT by seconds, `LOCAL` is tied to nothing: dates in them cannot
    /// be read.
    ///
    /// - Parameter text: the value of the card
    /// - Returns: the scale, and a sentence on what it is taken for; no sentence where it is the scale itself
    /// - Throws: `TimeError` (`unknownName`)
    package static func reading(fits text: some StringProtocol) throws -> (scale: TimeScale, note: String?) {
        let words = text.uppercased().split { " \t\u{A0}".contains($0) }.map(String.init)
        let approximate = words.filter {
            ["APPROXIMATE", "APPROX.", "APPROX", "(APPROXIMATE)", "(APPROX.)"].contains($0)
        }
        let name = words.filter { !approximate.contains($0) }.joined()
        var (base, realization) = (name[...], nil as Substring?)
        if let open = name.firstIndex(of: "("), name.last == ")" {
            base = name[..<open]
            realization = name[name.index(after: open)...].dropLast()
        }
        guard let found = scale(String(base)), realization?.isEmpty != true else { throw unknown(String(text)) }
        var notes = [found.note].compactMap { $0 }
        if found.scale == .tt, let realization, !realization.hasPrefix("TAI") {
            notes.append("\(name) is taken for TT = TAI + 32.184 s, from which it differs by less than 0.1 ms")
        }
        if !approximate.isEmpty || realization?.hasPrefix("APPROX") == true {
            notes.append(
                "\(shown(String(text))) says of itself that it is approximate; it is taken for \(found.scale.name)")
        }
        return (found.scale, notes.isEmpty ? nil : notes.joined(separator: "; "))
    }

    private static func scale(_ name: String) -> (scale: TimeScale, note: String?)? {
        switch name {
        case "UTC": (.utc, nil)
        case "TAI", "IAT": (.tai, nil)
        case "TT", "TDT": (.tt, nil)
        case "GPS": (.gps, nil)
        case "ET": (.tt, "ET is taken for TT, as which it continues")
        case "GMT": (.utc, "GMT is taken for UTC, as which it continues")
        case "UT": (.utc, "UT is taken for UTC; if it were UT1 it would differ by less than 0.9 s")
        case "UT1": (.utc, "UT1 is taken for UTC, from which it differs by less than 0.9 s")
        case "TDB": (.tt, "TDB is taken for TT, from which it differs by less than 2 ms")
        default: nil
        }
    }

    private static func unknown(_ text: String) -> TimeError {
        let upper = text.uppercased()
        let expected = "UTC, TAI, TT and GPS can be read, and the names that FITS 4.0 (table 30) has for them"
        for (name, why) in [
            ("TCG", "runs faster than TT and is about a second ahead of it"),
            ("TCB", "runs faster than TT and is many seconds ahead of it"),
            ("LOCAL", "is tied to no other scale"),
        ] where upper.hasPrefix(name) {
            return TimeError(
                .unknownName, "the time scale \(shown(text)) \(why): dates in it cannot be read; \(expected)")
        }
        return TimeError(.unknownName, "\(shown(text)) is not a known time scale; \(expected)")
    }

    private static func shown(_ text: String) -> String { TimeError.quoted(text) }
}
