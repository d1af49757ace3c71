internal import ObsDocuments
internal import ObsText

/// Reads a calibration in ObsKit's own form of YAML, `obskit/calibration/1`.
struct OwnCalibrationReader {
    static let schema = OwnCalibrationKeys.file.schema

    let format: CalibrationFormat
    let problems: Problems

    func read(_ document: Document, _ place: SourcePosition) -> CuratedDecoder.Result? {
        guard let reader = FormatReader(document.root, OwnCalibrationKeys.file.root, problems) else { return nil }
        reader.requireSchema(OwnCalibrationKeys.file)
        let names = ["OBSTYPE": "kind", "INSTRUME": "instrument", "DETECTOR": "detector", "FILTER": "filter"]
        _ = reader[OwnCalibrationKeys.kind]
        for key in [
            OwnCalibrationKeys.instrument, OwnCalibrationKeys.detector, OwnCalibrationKeys.filter,
            OwnCalibrationKeys.source,
        ] { _ = reader[key] }
        let chips = reader[OwnCalibrationKeys.chips] ?? []
        let content = content(reader)
        reader.finish()
        return CuratedDecoder.Result(
            metadata: CalibrationMetadata(document.root, renaming: names), content: content, place: place,
            regionPlaces: document.root[OwnCalibrationKeys.regions.name]?.elements.map(\.position) ?? [], chips: chips,
            isOwnForm: true)
    }

    private func content(_ reader: FormatReader) -> CuratedCalibration? {
        switch format {
        case .defects:
            return reader.needed(OwnCalibrationKeys.regions)?.list("regions", problems, region).map {
                .defects(Defects(regions: $0))
            }
        case .crosstalk:
            let unit = reader[OwnCalibrationKeys.unit]
            guard let node = reader.needed(OwnCalibrationKeys.coefficients),
                let rows = node.list("rows", problems, { $0.doubles(problems) })
            else { return nil }
            let coefficients = rows.flatMap { $0 }
            if rows.allSatisfy({ $0.count == rows.count }),
                let matrix = Crosstalk(amplifierCount: rows.count, coefficients: coefficients, unit: unit)
            {
                return .crosstalk(matrix)
            }
            problems.error(
                .matrixSize, at: node, "the matrix has \(rows.count) rows of \(rows.map(\.count)) numbers",
                hint: "it is square")
        case .transmissionCurve, .quantumEfficiency:
            guard let node = reader.needed(OwnCalibrationKeys.wavelength),
                let fractions = reader.needed(OwnCalibrationKeys.fraction),
                let lengths = node.doubles(problems), let values = fractions.doubles(problems)
            else { return nil }
            let decoder = CuratedDecoder(format: format, problems: problems)
            for (place, value) in values.enumerated() {
                decoder.check(value, at: fractions.elements[place].position)
            }
            if let curve = SpectralCurve(wavelengths: lengths, fractions: values) {
                let curves = SpectralCurves(whole: curve, amplifiers: [:])
                return format == .quantumEfficiency ? .quantumEfficiency(curves) : .transmission(curves)
            }
            problems.error(
                .badCurve, at: node, "\(lengths.count) wavelengths and \(values.count) fractions make no curve",
                hint: "there are as many of both, and the wavelengths increase")
        case .brighterFatterKernel, .linearizer, .image, .table, .other:
            problems.error(
                .unknownValue, at: reader.node, "\(format.rawValue) has no form of its own in \(Self.schema)",
                hint: "write it in the form of the LSST stack, or as a table")
        }
        return nil
    }

    private func region(_ node: Node) -> Defects.Region? {
        guard let numbers = node.integers(problems) else { return nil }
        if numbers.count == 4,
            let region = Defects.Region(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
        {
            return region
        }
        problems.error(
            .defectOutside, at: node, "\(numbers) is no region", hint: "write [x, y, width, height], sizes at least 1")
        return nil
    }
}
