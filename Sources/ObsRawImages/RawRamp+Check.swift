public import ObsGeometry
internal import ObsYAML

extension RawRamp {
    /// What a detector makes of the ramp otherwise than the headers say, in words; nothing when it assembles right.
    ///
    /// Compared are: every pixel of the trimmed image; every pixel of the regions that the headers give, in the untrimmed image; and
    /// that both can be taken apart again into the images of the file.
    ///
    /// - Parameter detector: the detector under test
    /// - Returns: one line for each thing that is wrong
    public func problems(with detector: Detector) -> [String] {
        let contradictions = contradictions
        guard contradictions.isEmpty else { return contradictions.map { "the headers contradict themselves: \($0)" } }
        let layout: RawLayout
        do {
            layout = try RawLayout(of: detector) { place in
                image(of: place).map { (images[$0].width, images[$0].height) }
            }
        } catch {
            return "\(error)".split(separator: "\n").map(String.init)
        }
        let made = layout.images.map { pixels(of: image(of: $0) ?? 0, width: detector.box.width) }
        let untrimmed: PixelImage<Int32> = layout.assembled(.untrimmed, from: made)
        let trimmed: PixelImage<Int32> = layout.assembled(.trimmed, from: made)
        var problems = layout.diagnostics.map(\.description)
        problems += misplaced(trimmed, detector)
        problems += misread(DetectorImage(untrimmed, .untrimmed, of: layout))
        problems += notTheWayBack(layout, made, untrimmed, trimmed)
        return problems
    }

    /// The image that a place of the camera means.
    private func image(of place: RawImagePlace) -> Int? {
        switch place {
        case .detector: images.count == 1 ? 0 : nil
        case .hdu(let number): images.firstIndex { $0.hdu == number }
        case .named(let name, _): images.firstIndex { $0.extensionName?.uppercased() == name }
        }
    }

    private func misplaced(_ trimmed: PixelImage<Int32>, _ detector: Detector) -> [String] {
        var (count, first) = (0, "")
        for y in 0..<trimmed.height {
            for x in 0..<trimmed.width {
                let (value, expected) = (trimmed[x, y], RawRamp.value(x: x, y: y, width: trimmed.width))
                guard value != expected else { continue }
                if count == 0 { first = "pixel (\(x), \(y)) is \(words(value, trimmed.width))" }
                count += 1
            }
        }
        return count == 0
            ? []
            : [
                "\(count) pixels of the trimmed image of detector \(detector.name) are others than they must be: \(first)"
            ]
    }

    private func words(_ value: Int32, _ width: Int) -> String {
        if value == RawRamp.unclaimed { return "one that no section has" }
        if value > 0 { return "the one that must land at (\((Int(value) - 1) % width), \((Int(value) - 1) / width))" }
        guard value < 0 else { return "one that no amplifier sets" }
        let regions = RawStatement.Region.allCases
        let number = Int(-value) - 1
        let names = images.flatMap(\.amplifiers).map(\.name)
        let name = names.indices.contains(number / regions.count) ? names[number / regions.count] : "?"
        return "one of the \(regions[number % regions.count].rawValue) of amplifier \(name)"
    }

    private func misread(_ image: DetectorImage<Int32>) -> [String] {
        var problems: [String] = []
        for (number, channel) in images.flatMap(\.amplifiers).enumerated() {
            guard let amplifier = image.amplifier(named: channel.name) else {
                problems.append("the headers have an amplifier \(channel.name), and the camera has none")
                continue
            }
            for (region, section) in channel.regions.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                let (view, code) = (image.view(region, of: amplifier), RawRamp.code(of: region, amplifier: number))
                // Regions of the header may overlap, the last one written is seen: corners that two read are nobody's.
                let others = Set(
                    channel.regions.filter { $0.value.box.overlaps(section.box) }.map {
                        RawRamp.code(of: $0.key, amplifier: number)
                    })
                let wrong = view.count { $0 != code && !others.contains($0) }
                if wrong > 0 || view.count != section.box.area {
                    problems.append(
                        "the \(region.rawValue) of amplifier \(channel.name) has \(view.count) pixels, of which \(wrong) are others than "
                            + "those of \(FITSSection.text(of: section.box))")
                }
            }
        }
        let known = Set(images.flatMap(\.amplifiers).map(\.name))
        for amplifier in image.amplifiers where !known.contains(amplifier.name) {
            problems.append("the camera has an amplifier \(amplifier.name), and the headers have none")
        }
        return problems
    }

    private func notTheWayBack(
        _ layout: RawLayout, _ made: [PixelImage<Int32>], _ untrimmed: PixelImage<Int32>, _ trimmed: PixelImage<Int32>
    ) -> [String] {
        var problems: [String] = []
        if layout.trimmed(untrimmed) != trimmed {
            problems.append(
                "the untrimmed image, trimmed, is not the trimmed image of detector \(layout.detector.name)")
        }
        // The data of the trimmed image are put back between the overscans, and all is taken apart.
        let blank = layout.restored(
            PixelImage(width: trimmed.width, height: trimmed.height, filledWith: Int32(0)), into: untrimmed)
        let again: PixelImage<Int32> = layout.assembled(
            .untrimmed, from: layout.images(of: layout.restored(trimmed, into: blank)))
        if again != untrimmed {
            problems.append("detector \(layout.detector.name), taken apart and assembled again, is another image")
        }
        return problems
    }
}
