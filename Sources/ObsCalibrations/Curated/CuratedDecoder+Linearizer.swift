internal import ObsDocuments
internal import ObsText

extension CuratedDecoder {
    /// Reads YAML with `amplifiers` and, where `hasTable` is true, `tableData`.
    func linearizer(_ root: Node) -> Linearizer? {
        guard let node = root["amplifiers"], node.kind == .mapping else {
            problems.error(.missingKey, at: root, "linearizer: a mapping 'amplifiers' is missing")
            return nil
        }
        let amplifiers = node.entries.compactMap { key, value -> Linearizer.Amplifier? in
            guard let name = key.text, let type = value["linearityType"]?.string(problems),
                let coefficients = value["linearityCoeffs"]?.doubles(problems)
            else {
                problems.error(
                    .missingKey, at: value, "an amplifier of a linearizer has linearityType and linearityCoeffs")
                return nil
            }
            return Linearizer.Amplifier(
                name: name, type: type, coefficients: coefficients, region: value["linearityBBox"].flatMap(region))
        }
        var table: [[Double]] = []
        if root["hasTable"]?.boolean(Problems()) ?? (root["tableData"] != nil) {
            guard let data = root["tableData"] else {
                problems.error(.missingKey, at: root, "linearizer: hasTable is true, and 'tableData' is missing")
                return nil
            }
            table = data.elements.compactMap { $0.doubles(problems) }
            guard table.count == data.elements.count, Set(table.map(\.count)).count == 1 else {
                problems.error(
                    .matrixSize, at: data, "the rows of the table have \(Set(table.map(\.count)).sorted()) numbers",
                    hint: "all have the same number")
                return nil
            }
        }
        for amplifier in amplifiers where amplifier.type == "LookupTable" {
            let row = amplifier.coefficients.first.flatMap { Int(exactly: $0) }
            if row.map({ !table.indices.contains($0) }) ?? true {
                problems.error(
                    .matrixSize, at: node,
                    "\(amplifier.name) takes row \(amplifier.coefficients.first ?? -1) of a table of \(table.count) rows",
                    hint: "rows count from 0")
                return nil
            }
        }
        guard amplifiers.count == node.entries.underestimatedCount else { return nil }
        return Linearizer(amplifiers: amplifiers, table: table)
    }

    /// Reads two corners, each a list of two, the last ones inclusive.
    private func region(_ node: Node) -> Defects.Region? {
        let corners = node.elements.compactMap { $0.integers(Problems()) }
        guard corners.count == 2, corners.allSatisfy({ $0.count == 2 }),
            let region = Defects.Region(
                x: corners[0][0], y: corners[0][1], width: corners[1][0] - corners[0][0] + 1,
                height: corners[1][1] - corners[0][1] + 1)
        else {
            problems.error(.badCell, at: node, "a box has two corners of two numbers, the second not before the first")
            return nil
        }
        return region
    }
}
