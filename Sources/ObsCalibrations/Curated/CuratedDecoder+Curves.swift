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
        guard let nanometres = scale(table.columns[wavelength], ["nm": 1, "Angstrom": 0.1, "um": 1000]),
            let part = scale(table.columns[fraction], ["%": 0.01, "": 1, "-": 1])
        else { return nil }
        let amplifier = table.column("amp_name")
        if let mode = metadata.text("MODE"), (mode == "AMP") != (amplifier != nil) {
            problems.error(
                .badTable, at: table.place,
                "MODE is \(mode), and there is \(amplifier == nil ? "no" : "a") column 'amp_name'",
                hint: "curves of amplifiers have MODE AMP and that column, others have neither")
            return nil
        }
        let before = problems.count
        let wavelengths = table.numbers(wavelength, problems)
        let fractions = table.numbers(fraction, problems)
        guard problems.count == before, wavelengths.count == table.rows.count, fractions.count == table.rows.count
        else {
            return nil
        }
        var byName: [String: (wavelengths: [Double], fractions: [Double], first: ECSVTable.Row)] = [:]
        for (place, row) in table.rows.enumerated() {
            let name = amplifier.map { row.cells[$0] } ?? ""
            let (length, value) = (wavelengths[place] * nanometres, fractions[place] * part)
            check(value, at: table.place(row))
            byName[name, default: ([], [], row)].wavelengths.append(length)
            byName[name]?.fractions.append(value)
        }
        if byName.isEmpty {
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
        guard curves.count == byName.count else { return nil }
        if amplifier == nil { return SpectralCurves(whole: curves[""], amplifiers: [:]) }
        return SpectralCurves(whole: nil, amplifiers: curves)
    }

    /// The factor that makes nanometres or fractions of what a column holds.
    private func scale(_ column: ECSVTable.Column, _ known: [String: Double]) -> Double? {
        if let factor = known[column.unit ?? ""] { return factor }
        let names = known.keys.filter { !$0.isEmpty && $0 != "-" }.sorted().joined(separator: ", ")
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
