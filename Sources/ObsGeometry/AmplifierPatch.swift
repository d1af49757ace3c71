internal import ObsDocuments

/// What a description says of an amplifier; nil is not said.
struct AmplifierPatch: Hashable, Sendable {
    var box: Box?
    var raw: Box?

    /// Data, serial prescan and overscan, parallel prescan and overscan.
    var regions: [Box?] = Array(repeating: nil, count: AmplifierKeys.regions.count)
    var flips: Flips?
    var offset: [Int]?
    var readoutCorner: ReadoutCorner?
    var hdu: Int?
    var extensionName: String?
    var channel: Int?

    /// Gain, read noise, saturation, suspect level; a nil inside is a value that is not known.
    var values: [Double??] = Array(repeating: nil, count: AmplifierKeys.values.count)
    var linearity: LinearityPatch?

    init() {}

    /// Reads the keys of an amplifier; the caller finishes the reader.
    init(_ reader: FormatReader) {
        box = reader[AmplifierKeys.box]
        raw = reader[AmplifierKeys.raw]
        regions = AmplifierKeys.regions.map { reader[$0] }
        flips = reader[AmplifierKeys.flip]
        offset = reader[AmplifierKeys.offset]
        readoutCorner = reader[AmplifierKeys.readoutCorner]
        hdu = reader[AmplifierKeys.hdu]
        extensionName = reader[AmplifierKeys.extensionName]
        channel = reader[AmplifierKeys.channel]
        values = AmplifierKeys.values.map { reader[$0] }
        linearity = reader.given(AmplifierKeys.linearity).flatMap { LinearityPatch($0, reader.problems) }
    }

    /// Says of an amplifier all that differs from one of which nothing is said.
    init(_ amplifier: Amplifier) {
        box = amplifier.box
        raw = amplifier.rawBox
        regions = amplifier.rawRegions.enumerated().map { $0 > 0 && $1.box.isEmpty ? nil : $1.box }
        flips = amplifier.flips == .none ? nil : amplifier.flips
        offset = amplifier.rawOffset == (0, 0) ? nil : [amplifier.rawOffsetX, amplifier.rawOffsetY]
        readoutCorner = amplifier.readoutCorner
        hdu = amplifier.hdu
        extensionName = amplifier.extensionName
        channel = amplifier.channel
        values = [amplifier.gain, amplifier.readNoise, amplifier.saturation, amplifier.suspectLevel].map { value in
            value.map { .some($0) }
        }
        linearity = amplifier.linearity.map(LinearityPatch.init)
    }

    func apply(to amplifier: inout Amplifier) {
        if let box { amplifier.box = box }
        if let raw { amplifier.rawBox = raw }
        if let box = regions[0] { amplifier.rawDataBox = box }
        if let box = regions[1] { amplifier.rawSerialPrescanBox = box }
        if let box = regions[2] { amplifier.rawSerialOverscanBox = box }
        if let box = regions[3] { amplifier.rawParallelPrescanBox = box }
        if let box = regions[4] { amplifier.rawParallelOverscanBox = box }
        if let flips { amplifier.flips = flips }
        if let offset { amplifier.rawOffset = (offset[0], offset[1]) }
        if let readoutCorner { amplifier.readoutCorner = readoutCorner }
        if let hdu { amplifier.hdu = hdu }
        if let extensionName { amplifier.extensionName = extensionName }
        if let channel { amplifier.channel = channel }
        if let value = values[0] { amplifier.gain = value }
        if let value = values[1] { amplifier.readNoise = value }
        if let value = values[2] { amplifier.saturation = value }
        if let value = values[3] { amplifier.suspectLevel = value }
        if let linearity { amplifier.linearity = linearity.applied(to: amplifier.linearity) }
    }

    /// The keys of which something is said.
    var keys: [String] {
        var keys: [String] = []
        if box != nil { keys.append(AmplifierKeys.box.name) }
        if raw != nil { keys.append(AmplifierKeys.raw.name) }
        keys += zip(AmplifierKeys.regions, regions).compactMap { $1 == nil ? nil : $0.name }
        if flips != nil { keys.append(AmplifierKeys.flip.name) }
        if offset != nil { keys.append(AmplifierKeys.offset.name) }
        if readoutCorner != nil { keys.append(AmplifierKeys.readoutCorner.name) }
        if hdu != nil { keys.append(AmplifierKeys.hdu.name) }
        if extensionName != nil { keys.append(AmplifierKeys.extensionName.name) }
        if channel != nil { keys.append(AmplifierKeys.channel.name) }
        keys += zip(AmplifierKeys.values, values).compactMap { $1 == nil ? nil : $0.name }
        if linearity != nil { keys.append(AmplifierKeys.linearity.name) }
        return keys
    }
}
