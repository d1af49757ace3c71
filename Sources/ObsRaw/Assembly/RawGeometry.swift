public import ObsGeometry

/// What of a sensor layout decides how raw images are assembled: size, mirroring, and where the amplifiers are, read and put.
///
/// Detectors of equal raw geometry are assembled in the same way, whatever their gains are.
public struct RawGeometry: Hashable, Sendable {
    private let box: Box
    private let fileFlips: Flips
    private let amplifiers: [Amplifier]

    /// The raw geometry of a sensor layout.
    public init(of layout: SensorLayout) {
        box = layout.box
        fileFlips = layout.fileFlips
        amplifiers = layout.amplifiers.map { amplifier in
            var bare = Amplifier(name: amplifier.name, box: amplifier.box)
            bare.rawBox = amplifier.rawBox
            bare.rawDataBox = amplifier.rawDataBox
            bare.rawSerialPrescanBox = amplifier.rawSerialPrescanBox
            bare.rawSerialOverscanBox = amplifier.rawSerialOverscanBox
            bare.rawParallelPrescanBox = amplifier.rawParallelPrescanBox
            bare.rawParallelOverscanBox = amplifier.rawParallelOverscanBox
            bare.flips = amplifier.flips
            bare.rawOffset = amplifier.rawOffset
            bare.hdu = amplifier.hdu
            bare.extensionName = amplifier.extensionName
            return bare
        }
    }
}
