internal import ObsDocuments
internal import ObsGeometry
internal import ObsText

/// Reads the amplifiers of one chip, in the order in which they are read out.
struct LSSTAmplifierReader {
    /// An amplifier, and the values that are of the chip.
    struct Found {
        var amplifier: Amplifier
        let gain: Double?
        let readNoise: Double?
        let saturation: Double?
    }

    private let node: Node
    private let detector: String
    private let notes: ImportNotes

    private var problems: Problems { notes.problems }

    init(_ node: Node, of detector: String, notes: ImportNotes) {
        self.node = node
        self.detector = detector
        self.notes = notes
    }

    private static let keys: Set<String> = [
        "hdu", "perAmpData", "ixy", "flipXY", "readCorner", "rawBBox", "rawDataBBox", "rawSerialPrescanBBox",
        "rawSerialOverscanBBox", "rawParallelOverscanBBox", "rawParallelPrescanBBox", "dataExtent", "gain", "readNoise",
        "saturation", "suspect", "linearityType", "linearityThreshold", "linearityMax", "linearityCoeffs",
    ]

    /// An amplifier as the file gives it.
    private struct Stated {
        let name: String
        let place: Node
        let hdu: Int
        let hduPlace: Node
        let isPerAmplifier: Bool
        let tile: (x: Int, y: Int)
        let found: Found
    }

    /// The amplifiers; nil with the reasons among the problems.
    func amplifiers() -> [Found]? {
        guard node.kind == .mapping, node.entries.contains(where: { _ in true }) else {
            notes.error(
                .wrongType, node, "detector \(detector) has no amplifiers", hint: "amplifiers lists them by name")
            return nil
        }
        let all = node.entries.map { key, value in key.text.flatMap { amplifier($0, key, value) } }
        let stated = all.compactMap(\.self)
        guard stated.count == all.count, let first = stated.first else { return nil }
        // The pipelines place every amplifier by the size of the one that is listed first.
        let tile = first.found.amplifier.rawBox
        let sorted = stated.enumerated().sorted { ($0.element.hdu, $0.offset) < ($1.element.hdu, $1.offset) }.map(
            \.element)
        return sorted.enumerated().map { index, one in
            if one.hdu != index + 1 {
                notes.contradictory(
                    one.hduPlace,
                    "amplifier \(one.name) of detector \(detector) has hdu \(one.hdu), and is the \(index + 1)th by that order",
                    hint: "hdu gives only an order; the amplifier is taken to be in HDU \(index + 1)")
            }
            if one.found.amplifier.rawBox != tile {
                notes.guessed(
                    one.place,
                    "amplifier \(one.name) of detector \(detector) has a section of another size than \(first.name)",
                    hint:
                        "its place assumes the size of \(first.name), as in the pipelines; check box_px and raw_offset_px"
                )
            }
            return placed(one, tile: tile, order: index)
        }
    }

    private func placed(_ one: Stated, tile: Box, order: Int) -> Found {
        var found = one.found
        let (x, y) = (one.tile.x * tile.width, one.tile.y * tile.height)
        if one.isPerAmplifier {
            found.amplifier.hdu = order + 1
            found.amplifier.rawOffset = (x, y)
            return found
        }
        for path in Self.rawBoxes {
            if let moved = found.amplifier[keyPath: path].moved(x: x, y: y) { found.amplifier[keyPath: path] = moved }
        }
        return found
    }

    private static var rawBoxes: [WritableKeyPath<Amplifier, Box>] {
        [
            \.rawBox, \.rawDataBox, \.rawSerialPrescanBox, \.rawSerialOverscanBox, \.rawParallelPrescanBox,
            \.rawParallelOverscanBox,
        ]
    }

    private func amplifier(_ name: String, _ key: Node, _ node: Node) -> Stated? {
        let what = "amplifier \(name) of detector \(detector)"
        guard let reader = MappingReader(node, what, problems) else { return nil }
        for (key, _) in node.entries where !Self.keys.contains(key.text ?? "") {
            notes.ignored(
                key, "'\(key.text ?? key.found)' is ignored: it is no key of an amplifier",
                hint: DidYouMean.hint(for: key.text ?? "", among: Array(Self.keys).sorted()))
        }
        let hdu = reader.required("hdu")
        let number = hdu?.integer(problems, in: 0...100_000)
        let isPerAmplifier = reader.required("perAmpData").flatMap { LSSTChipReader.boolean($0, problems) }
        let tile = reader.required("ixy")?.integers(problems, in: 0...10_000)
        let flips = reader.required("flipXY")?.list("truth values", problems) {
            LSSTChipReader.boolean($0, self.problems)
        }
        let corner = reader.required("readCorner").flatMap { self.corner($0) }
        let raw = reader.required("rawBBox").flatMap { box($0) }
        let data = reader.required("rawDataBBox").flatMap { box($0) }
        let prescan = reader.required("rawSerialPrescanBBox").flatMap { box($0) }
        let overscan = reader.required("rawSerialOverscanBBox").flatMap { box($0) }
        let parallel = reader.required("rawParallelOverscanBBox").flatMap { box($0) }
        let values = Values(reader, notes, what)
        guard let hdu, let number, let isPerAmplifier, let tile, let flips, let corner, let raw, let data, let prescan,
            let overscan, let parallel
        else { return nil }
        guard tile.count == 2, flips.count == 2 else {
            notes.error(.wrongType, key, "ixy is two numbers, and flipXY two truth values")
            return nil
        }
        guard let place = Box(x: tile[0] * data.width, y: tile[1] * data.height, width: data.width, height: data.height)
        else {
            notes.error(.badBox, key, "\(what) lies beyond what a detector can be")
            return nil
        }
        var amplifier = Amplifier(name: name, box: place)
        amplifier.rawBox = raw
        amplifier.rawDataBox = data
        amplifier.rawSerialPrescanBox = prescan
        amplifier.rawSerialOverscanBox = overscan
        amplifier.rawParallelOverscanBox = parallel
        amplifier.flips = Flips(x: flips[0], y: flips[1])
        amplifier.readoutCorner = corner
        amplifier.suspectLevel = values.suspect
        amplifier.linearity = values.linearity
        ignoredBoxes(reader, &amplifier, data)
        return Stated(
            name: name, place: key, hdu: number, hduPlace: hdu, isPerAmplifier: isPerAmplifier,
            tile: (tile[0], tile[1]),
            found: Found(
                amplifier: amplifier, gain: values.gain, readNoise: values.readNoise, saturation: values.saturation))
    }

    /// What every file has and the pipelines do not read.
    private func ignoredBoxes(_ reader: MappingReader, _ amplifier: inout Amplifier, _ data: Box) {
        if let node = reader.optional("rawParallelPrescanBBox"), let box = box(node) {
            if box.isEmpty {
                notes.ignored(node, "rawParallelPrescanBBox is ignored: it is empty", isNote: true)
            } else {
                notes.guessed(node, "rawParallelPrescanBBox is taken, which the pipelines do not read")
                amplifier.rawParallelPrescanBox = box
            }
        }
        if let node = reader.optional("dataExtent"), let size = node.integers(problems) {
            if size == [data.width, data.height] {
                notes.ignored(node, "dataExtent is ignored: rawDataBBox says the same", isNote: true)
            } else {
                notes.contradictory(
                    node, "dataExtent \(size) is not the size of rawDataBBox, \(data.width) by \(data.height)",
                    hint: "rawDataBBox is taken")
            }
        }
    }

    private func corner(_ node: Node) -> ReadoutCorner? {
        switch node.text {
        case "LL": return .lowerLeft
        case "LR": return .lowerRight
        case "UL": return .upperLeft
        case "UR": return .upperRight
        default:
            notes.error(
                .unknownValue, node, "there is no corner '\(node.text ?? node.found)'", hint: "it is LL, LR, UL or UR")
            return nil
        }
    }

    /// The box of `[[x0, y0], [width, height]]`.
    private func box(_ node: Node) -> Box? {
        let limits = -Box.limit...Box.limit
        let rows = node.list("a corner and a size", problems) { $0.integers(self.problems, in: limits) }
        guard let rows else { return nil }
        guard rows.map(\.count) == [2, 2] else {
            notes.error(.wrongType, node, "a raw box is [[x0, y0], [width, height]]")
            return nil
        }
        if let box = Box(x: rows[0][0], y: rows[0][1], width: rows[1][0], height: rows[1][1]) { return box }
        notes.error(.badBox, node, "a box cannot have \(rows[1][0]) by \(rows[1][1]) pixels")
        return nil
    }
}

/// The nominal values of an amplifier.
private struct Values {
    let gain: Double?
    let readNoise: Double?
    let saturation: Double?
    let suspect: Double?
    let linearity: Linearity?

    init(_ reader: MappingReader, _ notes: ImportNotes, _ what: String) {
        func value(_ key: String, isRequired: Bool = true) -> (value: Double?, place: Node?) {
            let node = isRequired ? reader.required(key) : reader.optional(key)
            let number = node.flatMap { $0.isNull ? nil : $0.double(notes.problems, allowNonFinite: true) }
            return (number.flatMap { $0.isFinite ? $0 : nil }, node)
        }
        gain = value("gain").value
        readNoise = value("readNoise").value
        suspect = value("suspect", isRequired: false).value
        let saturation = value("saturation")
        let threshold = value("linearityThreshold")
        let maximum = value("linearityMax")
        self.saturation = saturation.value
        let type = reader.required("linearityType")?.string(notes.problems)
        let coefficients = reader.required("linearityCoeffs")?.list("numbers", notes.problems) { node in
            node.double(notes.problems, allowNonFinite: true)
        }
        if let place = maximum.place, let most = maximum.value, let full = saturation.value, most != full {
            notes.contradictory(
                place,
                "linearityMax is \(most), and the saturation of \(what) is \(full); others that take the value from here may differ too",
                hint: "both are kept as they are")
        }
        linearity = type.map { type in
            Linearity(
                type: type, coefficients: (coefficients ?? []).map { $0.isFinite ? $0 : nil },
                threshold: threshold.value, maximum: maximum.value, units: "DN")
        }
    }
}
