internal import ObsText

extension CuratedDecoder {
    /// Reads columns of wavelength and fraction, with a column of amplifiers where there is a curve for each.
    func curves(_ table: ECSVTable, _ metadata: CalibrationMetadata) -> SpectralCurves? {
        guard let wavelength = table.column("wavelength"), let fraction = table.column("efficiency", "throughput")
        else {
            problems.error(
                .badTable, at: table.place, "a column of wavelengths and one of fractions are expected",
                hint: "name them wavelength, and efficiency or throughput")
            return nil
        }
        guard let nanometres = scale(table.columns[wavelength], Self.lengths),
            let part = scale(table.columns[fraction], Self.parts)
        else { return nil }
        let amplifier = table.column("amp_name")
        if let mode = metadata.text("MODE"), (mode == "AMP") != (amplifier != nil) {
            problems.error(
                .badTable, at: table.place,
                "MODE is \(mode), and there is \(amplifier == nil ? "no" : "a") column 'amp_name'",
                hint: "curves of amplifiers have MODE AMP and that column, others have neither")
            return nil
        }
        var byName: [String: (wavelengths: [Double], fractions: [Double], first: ECSVTable.Row)] = [:]
        var isWhole = true
        // What is wrong with one row hides nothing of the others.
        for row in table.rows {
            let name = amplifier.map { row.cells[$0] } ?? ""
            let length = table.number(wavelength, of: row, problems)
            if table.isUnknown(fraction, of: row) {
                if length == nil { isWhole = false }
                problems.warning(
                    .badCell, at: table.place(row),
                    "\(table.columns[fraction].name) is not known, so that the curve has no point here",
                    hint: "write what was measured, or take the row away")
                continue
            }
            let value = table.number(fraction, of: row, problems)
            if let value { check(value * part, at: table.place(row)) }
            guard let length, let value else {
                isWhole = false
                continue
            }
            byName[name, default: ([], [], row)].wavelengths.append(length * nanometres)
            byName[name]?.fractions.append(value * part)
        }
        if byName.isEmpty, isWhole {
            problems.error(.badCurve, at: table.place, "the curve has no points", hint: "a curve has at least one")
            return nil
        }
        var curves: [String: SpectralCurve] = [:]
        for (name, points) in byName.sorted(by: { $0.key < $1.key }) {
            guard let curve = SpectralCurve(wavelengths: points.wavelengths, fractions: points.fractions) else {
                problems.error(
                    .badCurve, at: table.place(points.first),
                    "the wavelengths\(name.isEmpty ? "" : " of \(name)") do not increase",
                    hint: "sort the rows, and let each wavelength stand once")
                continue
            }
            curves[name] = curve
        }
        guard isWhole, curves.count == byName.count else { return nil }
        if amplifier == nil { return SpectralCurves(whole: curves[""], amplifiers: [:]) }
        return SpectralCurves(whole: nil, amplifiers: curves)
    }

    /// Nanometers in the units of lengths, by the names that astropy writes and reads.
    private static let lengths: [String: Double] = [
        "nm": 1, "nanometer": 1, "nanometre": 1, "Angstrom": 0.1, "angstrom": 0.1, "AA": 0.1, "Å": 0.1, "um": 1000,
        "micron": 1000, "micrometer": 1000, "mm": 1e6, "cm": 1e7, "m": 1e9,
    ]

    /// The factors of fractions, likewise.
    private static let parts: [String: Double] = ["%": 0.01, "pct": 0.01, "percent": 0.01, "": 1, "-": 1]

    /// The factor that makes nanometers or fractions of what a column holds.
    private func scale(_ column: ECSVTable.Column, _ known: [String: Double]) -> Double? {
        if let factor = known[column.unit ?? ""] { return factor }
        let names = (known["nm"] == nil ? ["%"] : ["nm", "Angstrom", "um"]).joined(separator: ", ")
        problems.error(
            .badUnit, at: column.place,
            "\(column.name) \(column.unit.map { "is in '\($0)'" } ?? "has no unit"); expected \(names)",
            hint: "write the unit of the numbers")
        return nil
    }

    /// Reports a fraction that no measurement's noise explains.
    func check(_ fraction: Double, at place: SourcePosition) {
        if (-0.05...1.05).contains(fraction) { return }
        problems.warning(
            .badFraction, at: place, "the fraction \(fraction) is far from 0 to 1",
            hint: "check whether the unit is % or a fraction")
    }
}
