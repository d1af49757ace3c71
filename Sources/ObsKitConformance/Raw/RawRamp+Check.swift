internal import Glibc
public import ObsGeometry
internal import ObsRaw
internal import ObsText

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
        let sections = RampSections(
            layout, RampPainting(self, width: detector.box.width), images: layout.images.map { image(of: $0) ?? 0 })
        var problems = layout.diagnostics.map(\.description)
        problems += misplaced(sections)
        problems += misread(sections)
        problems += notTheWayBack(sections)
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

    private func misplaced(_ sections: RampSections) -> [String] {
        let detector = sections.layout.detector
        var (count, first) = (0, "")
        for band in detector.box.bands(ofPixels: RampSections.bandPixels) {
            unsafe sections.withBuffers(band) { pixels, expected in
                unsafe sections.assembled(.trimmed, band, into: pixels)
                unsafe RampPainting.rise(expected, from: RawRamp.value(x: 0, y: band.y, width: band.width))
                if unsafe RampSections.areEqual(pixels, expected) { return }
                for place in pixels.indices where unsafe pixels[place] != expected[place] {
                    if count == 0 {
                        let (x, y) = (place % band.width, band.y + place / band.width)
                        first = unsafe "pixel (\(x), \(y)) is \(words(pixels[place], band.width))"
                    }
                    count += 1
                }
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

    private func misread(_ sections: RampSections) -> [String] {
        var problems: [String] = []
        let amplifiers = sections.layout.amplifiers(in: .untrimmed)
        for (number, channel) in images.flatMap(\.amplifiers).enumerated() {
            guard let amplifier = amplifiers.first(where: { $0.name == channel.name }) else {
                problems.append("the headers have an amplifier \(channel.name), and the camera has none")
                continue
            }
            for (region, section) in channel.regions.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                let (box, code) = (amplifier.rawBox(of: region), RawRamp.code(of: region, amplifier: number))
                // Regions of the header may overlap, the last one written is seen: corners that two read are nobody's.
                let others = Set(
                    channel.regions.filter { $0.value.box.overlaps(section.box) }.map {
                        RawRamp.code(of: $0.key, amplifier: number)
                    })
                let wrong = box.bands(ofPixels: RampSections.bandPixels).reduce(0) { count, band in
                    unsafe sections.withBuffer(band) { pixels in
                        unsafe sections.assembled(.untrimmed, band, into: pixels)
                        return unsafe count + pixels.count { $0 != code && !others.contains($0) }
                    }
                }
                if wrong > 0 || box.area != section.box.area {
                    problems.append(
                        "the \(region.rawValue) of amplifier \(channel.name) has \(box.area) pixels, of which \(wrong) are others than "
                            + "those of \(FITSSection.text(of: section.box))")
                }
            }
        }
        let known = Set(images.flatMap(\.amplifiers).map(\.name))
        for amplifier in amplifiers where !known.contains(amplifier.name) {
            problems.append("the camera has an amplifier \(amplifier.name), and the headers have none")
        }
        return problems
    }

    private func notTheWayBack(_ sections: RampSections) -> [String] {
        let layout = sections.layout
        var problems: [String] = []
        let isTrimmed = layout.detector.box.bands(ofPixels: RampSections.bandPixels).allSatisfy { band in
            unsafe sections.withBuffers(band) { trimmed, again in
                unsafe sections.assembled(.trimmed, band, into: trimmed)
                unsafe sections.trimmedAgain(band, into: again)
                return unsafe RampSections.areEqual(trimmed, again)
            }
        }
        if !isTrimmed {
            problems.append(
                "the untrimmed image, trimmed, is not the trimmed image of detector \(layout.detector.name)")
        }
        // The data of the trimmed image are put back between the overscans, and all is taken apart.
        let isRestored = layout.untrimmedBox.bands(ofPixels: RampSections.bandPixels).allSatisfy { band in
            unsafe sections.withBuffers(band) { untrimmed, again in
                unsafe sections.assembled(.untrimmed, band, into: untrimmed)
                unsafe sections.untrimmedAgain(band, into: again)
                return unsafe RampSections.areEqual(untrimmed, again)
            }
        }
        if !isRestored {
            problems.append("detector \(layout.detector.name), taken apart and assembled again, is another image")
        }
        return problems
    }
}

extension RampSections {
    /// Lets a body work on room for two sections.
    fileprivate func withBuffers<Result>(
        _ box: Box, _ body: (UnsafeMutableBufferPointer<Int32>, UnsafeMutableBufferPointer<Int32>) -> Result
    ) -> Result {
        unsafe withBuffer(box) { first in unsafe withBuffer(box) { second in unsafe body(first, second) } }
    }

    /// Whether two sections of one size have the same pixels.
    fileprivate static func areEqual(
        _ left: UnsafeMutableBufferPointer<Int32>, _ right: UnsafeMutableBufferPointer<Int32>
    ) -> Bool {
        guard left.count == right.count, let first = left.baseAddress, let second = right.baseAddress else {
            return left.count == right.count
        }
        return unsafe memcmp(first, second, left.count * MemoryLayout<Int32>.size) == 0
    }
}
