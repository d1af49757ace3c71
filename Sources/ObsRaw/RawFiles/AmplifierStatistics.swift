public import ObsGeometry

/// What the pixels of an amplifier say of its electronics.
public struct AmplifierStatistics: Hashable, Sendable {
    /// The name of the amplifier.
    public let amplifier: String
    /// The serial overscan, ADU: its level is the bias, its noise the read noise; nil where there is none.
    public let serialOverscan: RegionStatistics?
    /// The parallel overscan, ADU; nil where there is none.
    public let parallelOverscan: RegionStatistics?
    /// The light-sensitive pixels, ADU.
    public let data: RegionStatistics?
    /// The read noise, electron: that of the serial overscan times the camera's gain; nil where one is not known.
    public let readNoise: Double?
    /// The number of undefined pixels in the three regions: no statistics use them.
    public let undefined: Int
    /// The number of light-sensitive pixels at or above the camera's saturation; nil where that is not known.
    public let saturated: Int?

    /// The statistics of an amplifier of an untrimmed image.
    ///
    /// - Parameters:
    ///   - amplifier: one of the image's amplifiers
    ///   - image: the image
    public init<Pixel: PixelValue>(_ amplifier: Amplifier, in image: DetectorImage<Pixel>) {
        var undefined = 0
        let blank = image.pixels.undefined
        func statistics(_ region: RawStatement.Region) -> RegionStatistics? {
            let view = image.view(region, of: amplifier)
            var values: [Double] = []
            values.reserveCapacity(view.count)
            for row in 0..<view.box.height {
                for pixel in view.row(row) { values.append(pixel == blank ? .nan : pixel.realValue) }
            }
            let statistics = RegionStatistics(values)
            undefined += statistics?.undefined ?? values.count
            return statistics
        }
        self.amplifier = amplifier.name
        let serial = statistics(.serialOverscan)
        serialOverscan = serial
        parallelOverscan = statistics(.parallelOverscan)
        data = statistics(.data)
        self.undefined = undefined
        readNoise = serial.flatMap { serial in amplifier.gain.map { serial.noise * $0 } }
        saturated = amplifier.saturation.map { limit in
            let view = image.view(.data, of: amplifier)
            return (0..<view.box.height).reduce(0) { sum, row in
                sum + view.row(row).count { $0 != blank && $0.realValue >= limit }
            }
        }
    }

    /// The statistics of every amplifier of an untrimmed image.
    ///
    /// - Parameter image: an untrimmed image
    /// - Returns: the statistics, in the order of the amplifiers
    public static func all<Pixel: PixelValue>(in image: DetectorImage<Pixel>) -> [AmplifierStatistics] {
        image.amplifiers.map { AmplifierStatistics($0, in: image) }
    }
}
