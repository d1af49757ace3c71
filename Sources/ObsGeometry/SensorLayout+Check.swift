internal import ObsDocuments
internal import ObsText

extension SensorLayout {
    /// The largest number of amplifiers of a detector.
    static let amplifierLimit = 256

    /// The sizes of pixels that are believed, mm.
    private static let pixelSizes = 1e-6...1e3

    /// Everything that is wrong with the layout by itself.
    func problems() -> [PartProblem] {
        let path = ["sensors", name]
        var problems: [PartProblem] = []
        if box.isEmpty {
            problems.append(
                PartProblem(
                    .badBox, path + ["size_px"], "sensor \(name) has no pixels", hint: "give columns and rows above 0"))
        }
        let sizes = SensorLayout.pixelSizes
        let isReference = [referencePoint.x, referencePoint.y].allSatisfy { abs($0) <= Double(Box.limit) }
        if !sizes.contains(pixelSize.x) || !sizes.contains(pixelSize.y) || !isReference {
            problems.append(
                PartProblem(
                    .notFinite, path + [isReference ? "pixel_size_mm" : "reference_px"],
                    "sensor \(name) needs a pixel size from \(sizes.lowerBound) to \(sizes.upperBound) mm and a reference point in pixels"
                ))
        }
        if amplifiers.isEmpty || amplifiers.count > SensorLayout.amplifierLimit {
            let limit = SensorLayout.amplifierLimit
            problems.append(
                PartProblem(
                    .valueCount, path + ["amplifiers"],
                    "sensor \(name) has \(amplifiers.count) amplifiers; 1 to \(limit) are expected"))
            return problems
        }
        if let crosstalk, crosstalk.size != amplifiers.count {
            problems.append(
                PartProblem.crosstalkSize(crosstalk.size, of: amplifiers.count, path + ["crosstalk"], "sensor \(name)"))
        }
        for index in amplifiers.indices {
            problems += self.problems(ofAmplifier: index, path + ["amplifiers", step(to: index)])
        }
        problems += pairProblems(path + ["amplifiers"])
        let hasOverlap = problems.contains { $0.code == .amplifierOverlap || $0.code == .amplifierOutside }
        // Without overlap, the sum is at most the area of the detector.
        let covered = hasOverlap ? box.area : amplifiers.reduce(0) { $0 + $1.box.area }
        if !box.isEmpty, covered != box.area {
            problems.append(
                PartProblem(
                    .amplifierGap, path + ["amplifiers"],
                    "the amplifiers of sensor \(name) cover \(covered) of its \(box.area) pixels",
                    hint: "their boxes must tile all of [0, 0, \(box.width), \(box.height)]"))
        }
        return problems
    }

    private func step(to index: Int) -> String {
        PathStep.text(amplifiers[index].ordinal, name: amplifiers[index].name)
    }

    private func problems(ofAmplifier index: Int, _ path: [String]) -> [PartProblem] {
        let amplifier = amplifiers[index]
        let what = "amplifier \(amplifier.name) of sensor \(name)"
        var problems: [PartProblem] = []
        if !box.contains(amplifier.box) {
            problems.append(
                PartProblem(
                    .amplifierOutside, path + ["box_px"],
                    "\(what) has the box \(amplifier.box), which reaches outside the detector",
                    hint: "the detector is \(box)"))
        }
        if amplifier.box.isEmpty {
            problems.append(PartProblem(.badBox, path + ["box_px"], "\(what) has no pixels"))
        }
        if (amplifier.rawDataBox.width, amplifier.rawDataBox.height) != (amplifier.box.width, amplifier.box.height) {
            problems.append(
                PartProblem(
                    .amplifierSize, path + ["data_px"],
                    "\(what) reads \(amplifier.rawDataBox) but fills \(amplifier.box), which has another size"))
        }
        if amplifier.assembled == nil {
            problems.append(
                PartProblem(
                    .rawRegion, path + ["raw_offset_px"], "the raw section of \(what) is shifted out of any image",
                    hint: "raw_offset_px is the shift to the untrimmed detector, in pixels"))
        }
        let regions = amplifier.rawRegions
        for (number, region) in regions.enumerated() {
            if !amplifier.rawBox.contains(region.box) {
                problems.append(
                    PartProblem(
                        .rawRegion, path + [AmplifierKeys.regions[number].name],
                        "the \(region.name) \(region.box) of \(what) reaches outside its section",
                        hint: "the section is \(amplifier.rawBox)"))
            }
            for other in regions[..<number] where other.box.overlaps(region.box) {
                problems.append(
                    PartProblem(
                        .rawRegion, path + [AmplifierKeys.regions[number].name],
                        "the \(region.name) \(region.box) of \(what) overlaps its \(other.name) \(other.box)"))
            }
        }
        for (key, value) in [
            ("gain", amplifier.gain), ("read_noise", amplifier.readNoise), ("saturation", amplifier.saturation),
        ] {
            problems += PartProblem.badValue(value, key: key, path + [key], what)
        }
        return problems
    }

    private func pairProblems(_ path: [String]) -> [PartProblem] {
        var problems: [PartProblem] = []
        let untrimmed = amplifiers.map { $0.rawBox.moved(x: $0.rawOffsetX, y: $0.rawOffsetY) ?? .empty }
        for second in amplifiers.indices {
            let later = amplifiers[second]
            for first in 0..<second {
                let earlier = amplifiers[first]
                if earlier.name == later.name {
                    problems.append(
                        PartProblem(
                            .duplicateName, path + [step(to: second), "name"],
                            "sensor \(name) has two amplifiers named \(later.name)", hint: "rename one of them"))
                }
                if earlier.box.overlaps(later.box) {
                    problems.append(
                        PartProblem(
                            .amplifierOverlap, path + [step(to: second), "box_px"],
                            "amplifier \(later.name) \(later.box) of sensor \(name) overlaps amplifier \(earlier.name) \(earlier.box)"
                        ))
                }
                let sameImage = earlier.hdu == later.hdu && earlier.extensionName == later.extensionName
                if sameImage ? earlier.rawBox.overlaps(later.rawBox) : untrimmed[first].overlaps(untrimmed[second]) {
                    let place = sameImage ? "in the raw image" : "in the untrimmed detector, after their offsets"
                    problems.append(
                        PartProblem(
                            .rawOverlap, path + [step(to: second), sameImage ? "raw_px" : "raw_offset_px"],
                            "the raw section of amplifier \(later.name) of sensor \(name) overlaps that of \(earlier.name) \(place)"
                        ))
                }
            }
        }
        return problems
    }
}

extension PartProblem {
    static func crosstalkSize(_ size: Int, of count: Int, _ path: [String], _ what: String) -> PartProblem {
        PartProblem(
            .crosstalkSize, path, "\(what) has a crosstalk matrix of \(size) by \(size) for \(count) amplifiers",
            hint: "give \(count) rows of \(count) numbers, a row for each disturbed amplifier")
    }

    static func badValue(_ value: Double?, key: String, _ path: [String], _ what: String) -> [PartProblem] {
        guard let value else { return [] }
        if !value.isFinite {
            return [
                PartProblem(
                    .notFinite, path, "\(key) of \(what) is not a finite number", hint: "leave it out or write ~")
            ]
        }
        if value < 0 || value == 0 && key == "gain" {
            return [PartProblem(.outOfRange, path, "\(key) of \(what) is \(value); expected a number above 0")]
        }
        return []
    }
}
