internal import ObsDocuments
internal import ObsText

extension CuratedDecoder {
    /// Reads one row of lists: CT_COEFFS and its companions.
    func crosstalk(_ table: ECSVTable, _ metadata: CalibrationMetadata) -> Crosstalk? {
        guard table.rows.count == 1, let row = table.rows.first else {
            problems.error(
                .badTable, at: table.place, "crosstalk is one row of lists, and there are \(table.rows.count) rows")
            return nil
        }
        func list(_ name: String) -> [Double]? {
            guard let column = table.column(name) else { return [] }
            do {
                let document = try Document.json(text: row.cells[column], file: table.file, allowNonFinite: true)
                let inner = Problems()
                if let numbers = document.root.doubles(inner, allowNonFinite: true) { return numbers }
            } catch {}
            problems.error(.badCell, at: table.place(row), "\(name) is no list of numbers", hint: "write a JSON array")
            return nil
        }
        guard table.column("CT_COEFFS") != nil else {
            problems.error(.badTable, at: table.place, "the column 'CT_COEFFS' is missing")
            return nil
        }
        guard let coefficients = list("CT_COEFFS"), let squares = list("CT_COEFFS_SQR"), let errors = list("CT_ERRORS")
        else { return nil }
        return crosstalk(
            coefficients, squares, errors, unit: metadata.text("CROSSTALK_RATIOS_UNITS"), others: [:], metadata,
            place: table.place(row))
    }

    /// Reads YAML with `coeffs`, `nAmp` and `interChip`.
    func crosstalk(_ root: Node, _ metadata: CalibrationMetadata) -> Crosstalk? {
        guard let node = root["coeffs"] else {
            problems.error(.missingKey, at: root, "crosstalk: key 'coeffs' is missing")
            return nil
        }
        guard let coefficients = node.doubles(problems) else { return nil }
        var others: [String: [Double]] = [:]
        for (key, value) in root["interChip"]?.entries.map({ $0 }) ?? [] {
            guard let name = key.text, let values = value.doubles(problems) else { return nil }
            others[name] = values
        }
        return crosstalk(
            coefficients, [], [], unit: metadata.text("CROSSTALK_RATIOS_UNITS"), others: others, metadata,
            place: node.position)
    }

    private func crosstalk(
        _ coefficients: [Double], _ squares: [Double], _ errors: [Double], unit: String?, others: [String: [Double]],
        _ metadata: CalibrationMetadata, place: SourcePosition
    ) -> Crosstalk? {
        let count = Int(Double(coefficients.count).squareRoot().rounded())
        if let stated = metadata["NAMP"]?.integer(Problems()), stated != count {
            problems.error(
                .matrixSize, at: metadata["NAMP"]?.position ?? place,
                "NAMP is \(stated), and there are \(coefficients.count) coefficients",
                hint: "\(stated) amplifiers have \(stated * stated)")
            return nil
        }
        guard coefficients.allSatisfy(\.isFinite), squares.allSatisfy(\.isFinite) else {
            problems.error(.badCell, at: place, "a coefficient is not a finite number", hint: "write 0 for none")
            return nil
        }
        let matrix = Crosstalk(
            amplifierCount: count, coefficients: coefficients, quadraticCoefficients: squares, errors: errors,
            unit: unit, otherDetectors: others)
        if matrix == nil {
            problems.error(
                .matrixSize, at: place,
                "the lists of coefficients have \(coefficients.count), \(squares.count) and \(errors.count) numbers"
                    + (others.isEmpty ? "" : ", those of other detectors \(others.values.map(\.count).sorted())"),
                hint: "each has the square of the number of amplifiers")
        }
        return matrix
    }
}
