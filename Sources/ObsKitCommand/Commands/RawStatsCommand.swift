internal import ArgumentParser
internal import ObsDocuments
internal import ObsKit
internal import ObsRaw
internal import ObsText

struct RawStatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Overscan level and noise of every amplifier, and what its data are like.",
        discussion: """
            Level and noise are mean and standard deviation of the pixels within four deviations, begun with the median and 1.4826 times the \
            median absolute deviation. In ADU; the read noise in electrons uses the camera's gain. Undefined pixels are left out, and \
            counted in the last column. A gain that the noise of the light contradicts is a warning.
            """)

    @OptionGroup var raw: RawOptions

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    @OptionGroup var report: ReportOptions

    func run() throws {
        var (_, detectors, tally) = try raw.open()
        var writer = JSONWriter(pretty: true)
        writer.beginArray()
        var rows = [
            [
                "detector", "amplifier", "overscan", "noise", "noise e-", "parallel", "noise", "data", "noise", "least",
                "greatest", "saturated", "undefined",
            ]
        ]
        for detector in detectors {
            // All pixels as real numbers: noise has fractions anyway.
            guard let image = raw.given(detector, &tally, { try detector.image(.untrimmed, as: Float.self) }) else {
                continue
            }
            for amplifier in image.amplifiers {
                guard let gain = amplifier.gain, let estimate = GainEstimate(amplifier, in: image),
                    let words = estimate.contradiction(of: gain)
                else { continue }
                Report.print(
                    [
                        Diagnostic(
                            .warning, .gainAgainstNoise, at: nil,
                            "amplifier \(amplifier.name) of \(detector.detector.name): \(words)",
                            hint: "give the gain of the camera in electron/ADU")
                    ], about: raw.file)
                tally.note(.warning)
            }
            for statistics in AmplifierStatistics.all(in: image) {
                rows.append([detector.detector.name] + Self.cells(statistics))
                if format == .json { Self.write(statistics, detector.detector.name, to: &writer) }
            }
        }
        writer.endArray()
        writer.newLine()
        switch format {
        case .text: Output.result(TextTable.text(rows, rightAligned: Set(2...12)))
        case .json: Output.json(writer.bytes)
        }
        try tally.finish()
    }

    private static func cells(_ statistics: AmplifierStatistics) -> [String] {
        func text(_ number: Double?, _ decimals: Int = 2) -> String {
            number.map { CameraText.decimals($0, decimals) } ?? "-"
        }
        let (serial, parallel, data) = (statistics.serialOverscan, statistics.parallelOverscan, statistics.data)
        return [
            statistics.amplifier, text(serial?.level), text(serial?.noise), text(statistics.readNoise),
            text(parallel?.level),
            text(parallel?.noise), text(data?.level), text(data?.noise), text(data?.minimum, 0), text(data?.maximum, 0),
            statistics.saturated.map { "\($0)" } ?? "-", "\(statistics.undefined)",
        ]
    }

    private static func write(_ statistics: AmplifierStatistics, _ detector: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("schema", "obskit/amplifier-statistics/1")
        writer.member("detector", detector)
        writer.member("amplifier", statistics.amplifier)
        writer.member("readNoise_electron", statistics.readNoise)
        writer.member("saturatedPixels", statistics.saturated)
        writer.member("undefinedPixels", statistics.undefined)
        let regions = [
            ("serialOverscan", statistics.serialOverscan), ("parallelOverscan", statistics.parallelOverscan),
            ("data", statistics.data),
        ]
        for (name, region) in regions {
            writer.key(name)
            guard let region else {
                writer.null()
                continue
            }
            writer.beginObject()
            writer.member("pixels", region.count)
            writer.member("undefined", region.undefined)
            writer.member("used", region.used)
            writer.member("median_adu", region.median)
            writer.member("level_adu", region.level)
            writer.member("noise_adu", region.noise)
            writer.member("minimum_adu", region.minimum)
            writer.member("maximum_adu", region.maximum)
            writer.endObject()
        }
        writer.endObject()
    }
}

extension Diagnostic.Code {
    /// The camera's gain does not go with the noise of an image.
    fileprivate static let gainAgainstNoise = Self(rawValue: "gain-against-noise")
}
