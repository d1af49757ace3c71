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
        let format = isChange ? SensorKeys.change : SensorKeys.whole
        guard let reader = FormatReader(node, format, problems) else { return nil }
        size = reader[SensorKeys.size]
        pixelSize = reader[SensorKeys.pixelSize]
        if let pixelNode = reader.ifGiven(SensorKeys.pixelSize), let pixel = pixelSize,
            max(pixel.x, pixel.y) > Self.largestPixel
        {
            problems.error(
                .outOfRange, at: pixelNode,
                "a pixel of \(pixel.x) by \(pixel.y) mm is larger than \(Self.largestPixel) mm",
                hint: "write [\(pixel.x / 1000), \(pixel.y / 1000)] if this is in micrometers")
        }
        referencePoint = reader[SensorKeys.referencePoint]
        physicalType = reader[SensorKeys.physicalType]
        fileFlips = reader[SensorKeys.fileFlip]
        unverified = reader[SensorKeys.unverified]
        crosstalk = reader[SensorKeys.crosstalk]
        if let node = reader.given(SensorKeys.defaults),
            let inner = FormatReader(node, AmplifierKeys.defaults, problems)
        {
            defaults = AmplifierPatch(inner)
            inner.finish()
        }
        if isChange {
            order = reader[SensorKeys.amplifierOrder]
            for (name, node) in reader.given(SensorKeys.amplifierChanges)?.named("amplifiers", problems) ?? [] {
                guard let inner = FormatReader(node, AmplifierKeys.change, problems) else { continue }
                amplifiers.append(NamedAmplifier(name: name, patch: AmplifierPatch(inner)))
                inner.finish()
            }
        } else if let list = reader.given(SensorKeys.amplifiers) {
            amplifiers = list.list("amplifiers", problems) { amplifier($0, problems) } ?? []
        }
        reader.finish()
    }

    private func amplifier(_ node: Node, _ problems: Problems) -> NamedAmplifier? {
        guard let reader = FormatReader(node, AmplifierKeys.whole, problems) else { return nil }
        let name = reader[AmplifierKeys.name]
        let patch = AmplifierPatch(reader)
        let said = Set(patch.keys).union(defaults.keys)
        let needed: [any DescribedKey] = [
            AmplifierKeys.box, AmplifierKeys.raw, AmplifierKeys.data, AmplifierKeys.readoutCorner,
        ]
        for key in needed where !said.contains(key.name) && !reader.contains(key) {
            reader.reportMissing(
                key, "amplifier \(name ?? ""): key '\(key.name)' is missing, here and in the defaults of the sensor")
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
        if size != nil { keys.append([SensorKeys.size.name]) }
        if pixelSize != nil { keys.append([SensorKeys.pixelSize.name]) }
        if referencePoint != nil { keys.append([SensorKeys.referencePoint.name]) }
        if physicalType != nil { keys.append([SensorKeys.physicalType.name]) }
        if fileFlips != nil { keys.append([SensorKeys.fileFlip.name]) }
        if unverified != nil { keys.append([SensorKeys.unverified.name]) }
        if crosstalk != nil { keys.append([SensorKeys.crosstalk.name]) }
        if order != nil { keys.append([SensorKeys.amplifierOrder.name]) }
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
