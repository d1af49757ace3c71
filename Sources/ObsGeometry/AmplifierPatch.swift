internal import ObsDocuments

/// What a description says of an amplifier; nil is not said.
struct AmplifierPatch: Hashable, Sendable {
    var box: Box?
    var raw: Box?

    /// Data, serial prescan and overscan, parallel prescan and overscan.
    var regions: [Box?] = Array(repeating: nil, count: CameraKeys.rawRegions.count)
    var flips: Flips?
    var offset: [Int]?
    var readoutCorner: ReadoutCorner?
    var hdu: Int?
    var extensionName: String?
    var channel: Int?

    /// Gain, read noise, saturation, suspect level; a nil inside is a value that is not known.
    var values: [Double??] = Array(repeating: nil, count: CameraKeys.values.count)
    var linearity: LinearityPatch?

    init() {}

    /// Reads the keys of an amplifier; the caller finishes the reader.
    init(_ reader: MappingReader) {
        let problems = reader.problems
        box = reader.optional("box_px")?.box(problems)
        raw = reader.optional("raw_px")?.box(problems)
        regions = CameraKeys.rawRegions.map { reader.optional($0)?.box(problems) }
        flips = reader.optional("flip")?.choice(among: Flips.names, problems).flatMap { Flips(name: $0) }
        offset = reader.optional("raw_offset_px").flatMap { node in
            guard node.kind == .sequence, node.elements.count == 2 else {
                node.wrongType("a pair [x, y] of whole numbers", problems)
                return nil
            }
            return node.integers(problems, in: -Box.limit...Box.limit)
        }
        readoutCorner = reader.optional("readout_corner")?.choice(problems)
        hdu = reader.optional("hdu")?.integer(problems, in: 0...Int(Int32.max))
        extensionName = reader.optional("extension")?.string(problems)
        channel = reader.optional("channel")?.integer(problems, in: 0...Int(Int32.max))
        values = CameraKeys.values.map { reader.optional($0).flatMap { $0.finiteOrNull(problems) } }
        linearity = reader.optional("linearity").flatMap { LinearityPatch($0, problems) }
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
        if box != nil { keys.append("box_px") }
        if raw != nil { keys.append("raw_px") }
        keys += zip(CameraKeys.rawRegions, regions).compactMap { $1 == nil ? nil : $0 }
        if flips != nil { keys.append("flip") }
        if offset != nil { keys.append("raw_offset_px") }
        if readoutCorner != nil { keys.append("readout_corner") }
        if hdu != nil { keys.append("hdu") }
        if extensionName != nil { keys.append("extension") }
        if channel != nil { keys.append("channel") }
        keys += zip(CameraKeys.values, values).compactMap { $1 == nil ? nil : $0 }
        if linearity != nil { keys.append("linearity") }
        return keys
    }
}
