internal import ObsText

extension CuratedDecoder {
    /// Reads columns x0, y0, width and height in pixels; whole numbers may be written as real ones.
    func defects(_ table: ECSVTable) -> Defects? {
        var columns: [Int] = []
        for name in ["x0", "y0", "width", "height"] {
            guard let place = table.column(name) else {
                problems.error(
                    .badTable, at: table.place, "the column '\(name)' is missing",
                    hint: "defects have the columns x0, y0, width and height")
                continue
            }
            columns.append(place)
            let column = table.columns[place]
            if let unit = column.unit, !["pix", "pixel", "pixels", ""].contains(unit) {
                problems.error(
                    .badUnit, at: column.place, "\(name) is in '\(unit)', and pixels are expected",
                    hint: "write unit: pix")
            }
        }
        guard columns.count == 4 else { return nil }
        let regions = table.rows.compactMap { row -> Defects.Region? in
            let numbers = columns.compactMap { DecimalNumber.finiteReal(row.cells[$0]).flatMap { Int(exactly: $0) } }
            guard numbers.count == 4 else {
                problems.error(
                    .badCell, at: table.place(row), "'\(row.cells.joined(separator: " "))' are not four whole numbers",
                    hint: "write first column, first row, width and height")
                return nil
            }
            if let region = Defects.Region(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3]) {
                return region
            }
            problems.error(
                .defectOutside, at: table.place(row),
                "the region of \(numbers[2]) by \(numbers[3]) pixels at (\(numbers[0]), \(numbers[1])) is none",
                hint: "a width and a height are at least 1")
            return nil
        }
        return regions.count == table.rows.count ? Defects(regions: regions) : nil
    }
}
