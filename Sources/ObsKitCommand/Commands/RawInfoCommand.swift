internal import ArgumentParser
internal import ObsDocuments
internal import ObsGeometry
internal import ObsRaw
internal import ObsText

struct RawInfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Which detectors are in a raw file, in which HDUs, and how they are laid out.",
        discussion: "Boxes are x, y, width, height, counted from 0, as they lie in the untrimmed image.")

    @OptionGroup var raw: RawOptions

    @Option(help: "text for people, or json (every amplifier with its boxes).")
    var format: ListFormat = .text

    @OptionGroup var report: ReportOptions

    func run() throws {
        let (exposure, detectors, tally) = try raw.open()
        switch format {
        case .text:
            Output.line("\(raw.file): \(exposure.instrument), \(DisplayText.counted(detectors.count, "detector"))")
            Output.result(TextTable.text(try rows(detectors), rightAligned: [0, 1]))
        case .json: Output.json(json(exposure, detectors))
        }
        try tally.finish()
    }

    private func rows(_ detectors: [RawDetector]) throws -> [[String]] {
        let head = ["hdu", "id", "name", "serial", "layout", "pixels", "images", "amplifiers", "trimmed", "untrimmed"]
        return [head]
            + detectors.map { found in
                let start = [
                    "\(found.hdu)", "\(found.detector.id)", found.detector.name, found.detector.serial ?? "unknown",
                    found.detector.layout.name,
                ]
                guard let layout = try? found.layout(), let type = try? found.pixelType(),
                    let hdus = try? found.imageHDUs()
                else { return start + ["cannot be assembled"] + [String](repeating: "-", count: 4) }
                return start + [
                    type.rawValue, Self.ranges(hdus), "\(layout.amplifiers.count)", Self.size(layout.detector.box),
                    Self.size(layout.untrimmedBox),
                ]
            }
    }

    private static func size(_ box: Box) -> String { "\(box.width) x \(box.height)" }

    /// Numbers with runs shortened: `1-16`.
    private static func ranges(_ numbers: [Int]) -> String {
        var runs: [ClosedRange<Int>] = []
        for number in numbers.sorted() {
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
        return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(
            separator: ",")
    }

    private func json(_ exposure: RawFile, _ detectors: [RawDetector]) -> [UInt8] {
        JSONOutput.document { writer in
            writer.beginObject()
            writer.member("schema", "obskit/raw-file/1")
            writer.member("file", raw.file)
            writer.member("instrument", exposure.instrument)
            writer.key("detectors")
            writer.beginArray()
            for found in detectors { write(found, to: &writer) }
            writer.endArray()
            writer.endObject()
        }
    }

    private func write(_ found: RawDetector, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("hdu", found.hdu)
        writer.member("id", found.detector.id)
        writer.member("name", found.detector.name)
        writer.member("serial", found.detector.serial)
        writer.member("layout", found.detector.layout.name)
        writer.member("camera", found.camera.contentHash.description)
        if let layout = try? found.layout(), let type = try? found.pixelType(), let hdus = try? found.imageHDUs() {
            writer.member("pixels", type.rawValue)
            writer.member("trimmed", layout.detector.box)
            writer.member("untrimmed", layout.untrimmedBox)
            writer.key("amplifiers")
            writer.beginArray()
            for (amplifier, read) in zip(layout.assembledAmplifiers, layout.amplifiers) {
                writer.beginObject()
                writer.member("name", amplifier.name)
                writer.member("hdu", layout.images.firstIndex(of: read.rawImage).map { hdus[$0] })
                writer.member("readoutCorner", amplifier.readoutCorner.rawValue)
                writer.member("box", amplifier.box)
                writer.member("section", amplifier.rawBox)
                writer.member("data", amplifier.rawDataBox)
                writer.member("serialPrescan", amplifier.rawSerialPrescanBox)
                writer.member("serialOverscan", amplifier.rawSerialOverscanBox)
                writer.member("parallelPrescan", amplifier.rawParallelPrescanBox)
                writer.member("parallelOverscan", amplifier.rawParallelOverscanBox)
                writer.endObject()
            }
            writer.endArray()
        }
        found.diagnostics.writeMember(to: &writer)
        writer.endObject()
    }
}

extension JSONWriter {
    /// A box as four numbers, null where it is empty.
    fileprivate mutating func member(_ name: String, _ box: Box) {
        key(name)
        guard !box.isEmpty else { return null() }
        beginArray()
        for number in [box.x, box.y, box.width, box.height] { value(number) }
        endArray()
    }
}
