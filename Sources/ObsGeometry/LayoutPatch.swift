internal import ObsDocuments
internal import ObsText

/// What a description says of a sensor layout; nil is not said.
struct LayoutPatch: Hashable, Sendable {
    var size: [Int]?
    var pixelSize: Point?
    var referencePoint: Point?
    var physicalType: String?
    var fileFlips: Flips?
    var unverified: String??
    var crosstalk: CrosstalkMatrix?

    /// What holds for all amplifiers before what they say themselves.
    var defaults = AmplifierPatch()

    /// What is said of single amplifiers, in the order of the description.
    var amplifiers: [NamedAmplifier] = []

    /// The names of all amplifiers in a new order.
    var order: [String]?

    struct NamedAmplifier: Hashable, Sendable {
        var name: String
        var patch: AmplifierPatch
    }

    /// Larger pixels, in millimeters, are taken for some in another unit.
    private static let largestPixel = 1.0

    /// Reads a layout: all of it, with its amplifiers as a list, or a change, with amplifiers by name.
    init?(_ node: Node, isChange: Bool, _ problems: Problems) {
        guard let reader = MappingReader(node, isChange ? "change of a sensor" : "sensor", problems) else { return nil }
        func key(_ name: String) -> Node? { isChange ? reader.optional(name) : reader.required(name) }
        size = key("size_px").flatMap { node in
            guard node.kind == .sequence, node.elements.count == 2 else {
                node.wrongType("a pair [columns, rows] of whole numbers", problems)
                return nil
            }
            return node.integers(problems, in: 1...1 << 20)
        }
        let pixelNode = key("pixel_size_mm")
        pixelSize = pixelNode?.point(problems)
        if let pixelNode, let pixel = pixelSize, max(pixel.x, pixel.y) > Self.largestPixel {
            problems.error(
                .outOfRange, at: pixelNode,
                "a pixel of \(pixel.x) by \(pixel.y) mm is larger than \(Self.largestPixel) mm",
                hint: "write [\(pixel.x / 1000), \(pixel.y / 1000)] if this is in micrometers")
        }
        referencePoint = reader.optional("reference_px")?.point(problems)
        physicalType = reader.optional("physical_type")?.string(problems)
        fileFlips = reader.optional("file_flip")?.choice(among: Flips.names, problems).flatMap { Flips(name: $0) }
        unverified = reader.optional("unverified").flatMap { $0.stringOrNull(problems) }
        crosstalk = reader.optional("crosstalk")?.crosstalk(problems)
        if let node = reader.optional("defaults"), let inner = MappingReader(node, "amplifier defaults", problems) {
            defaults = AmplifierPatch(inner)
            inner.finish()
        }
        if isChange {
            order = reader.optional("amplifier_order")?.strings(problems)
            for (name, node) in reader.optional("amplifiers")?.named("amplifiers", problems) ?? [] {
                guard let inner = MappingReader(node, "change of an amplifier", problems) else { continue }
                amplifiers.append(NamedAmplifier(name: name, patch: AmplifierPatch(inner)))
                inner.finish()
            }
        } else if let list = reader.required("amplifiers") {
            amplifiers = list.list("amplifiers", problems) { amplifier($0, problems) } ?? []
        }
        reader.finish()
    }

    private func amplifier(_ node: Node, _ problems: Problems) -> NamedAmplifier? {
        guard let reader = MappingReader(node, "amplifier", problems) else { return nil }
        let name = reader.required("name")?.string(problems)
        let patch = AmplifierPatch(reader)
        let said = Set(patch.keys).union(defaults.keys)
        for key in ["box_px", "raw_px", "data_px", "readout_corner"] where !said.contains(key) && !reader.contains(key)
        {
            reader.reportMissing(
                key, "amplifier \(name ?? ""): key '\(key)' is missing, here and in the defaults of the sensor")
        }
        reader.finish()
        // One whose name cannot be read is an amplifier all the same, for whoever counts them.
        return NamedAmplifier(name: name ?? "in line \(node.position.line)", patch: patch)
    }

    /// The layout that is described in full, or nil where something needed is missing (which was reported).
    func layout(named name: String) -> SensorLayout? {
        guard let size, let pixelSize else { return nil }
        var layout = SensorLayout(
            name: name, box: Box(width: size[0], height: size[1]), pixelSize: pixelSize, amplifiers: [],
            referencePoint: referencePoint, physicalType: physicalType ?? SensorLayout.defaultPhysicalType,
            fileFlips: fileFlips ?? .none, crosstalk: crosstalk)
        layout.unverified = unverified ?? nil
        for (place, named) in amplifiers.enumerated() {
            var amplifier = Amplifier(name: named.name, box: .empty)
            amplifier.ordinal = place
            defaults.apply(to: &amplifier)
            named.patch.apply(to: &amplifier)
            layout.amplifiers.append(amplifier)
        }
        return layout
    }

    func apply(to layout: inout SensorLayout) {
        if let size { layout.box = Box(width: size[0], height: size[1]) }
        if let pixelSize { layout.pixelSize = pixelSize }
        if let referencePoint { layout.referencePoint = referencePoint }
        if let physicalType { layout.physicalType = physicalType }
        if let fileFlips { layout.fileFlips = fileFlips }
        if let unverified { layout.unverified = unverified }
        if let crosstalk { layout.crosstalk = crosstalk }
        for index in layout.amplifiers.indices { defaults.apply(to: &layout.amplifiers[index]) }
        for named in amplifiers {
            guard let index = layout.amplifiers.firstIndex(where: { $0.name == named.name }) else { continue }
            named.patch.apply(to: &layout.amplifiers[index])
        }
        if let order {
            let places = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            layout.amplifiers.sort { (places[$0.name] ?? .max, $0.ordinal) < (places[$1.name] ?? .max, $1.ordinal) }
        }
    }

    /// The keys of which something is said; amplifiers by their name, those of defaults for each that the layout has.
    func keys(amplifierNames: [String]) -> [[String]] {
        var keys: [[String]] = []
        if size != nil { keys.append(["size_px"]) }
        if pixelSize != nil { keys.append(["pixel_size_mm"]) }
        if referencePoint != nil { keys.append(["reference_px"]) }
        if physicalType != nil { keys.append(["physical_type"]) }
        if fileFlips != nil { keys.append(["file_flip"]) }
        if unverified != nil { keys.append(["unverified"]) }
        if crosstalk != nil { keys.append(["crosstalk"]) }
        if order != nil { keys.append(["amplifier_order"]) }
        var seen = Set<[String]>()
        for named in amplifiers { for key in named.patch.keys { seen.insert(["amplifiers", named.name, key]) } }
        for key in defaults.keys { for name in amplifierNames { seen.insert(["amplifiers", name, key]) } }
        return keys + seen
    }
}

extension Node {
    /// A square matrix of finite numbers as a list of rows, or nil and a reported problem.
    func crosstalk(_ problems: Problems) -> CrosstalkMatrix? {
        let rows = list("rows of numbers", problems) { row in row.list("numbers", problems) { $0.finite(problems) } }
        guard let rows else { return nil }
        if let matrix = CrosstalkMatrix(rows: rows) { return matrix }
        problems.error(
            .crosstalkSize, at: self,
            "the crosstalk has \(rows.count) rows of \(Set(rows.map(\.count)).sorted()) numbers",
            hint: "it is square: a row for each disturbed amplifier, a column for each disturbing one")
        return nil
    }
}
