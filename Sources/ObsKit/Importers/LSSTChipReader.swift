internal import ObsDocuments
internal import ObsGeometry
internal import ObsText

/// A chip of a YamlCamera file.
struct LSSTChip {
    var id: Int
    var serial: String
    var type: DetectorType
    var physicalType: String
    var position: Point
    var height: Double
    var orientation: Orientation
    var layout: SensorLayout
    var gain: [Double?]
    var readNoise: [Double?]
    var saturation: [Double?]
    var crosstalk: CrosstalkMatrix?
}

/// Reads one chip.
struct LSSTChipReader {
    private let node: Node
    private let name: String
    private let notes: ImportNotes

    private var problems: Problems { notes.problems }

    init(_ node: Node, name: String, notes: ImportNotes) {
        self.node = node
        self.name = name
        self.notes = notes
    }

    private static let keys: Set<String> = [
        "id", "serial", "detectorType", "physicalType", "bbox", "pixelSize", "refpos", "offset", "yaw", "pitch", "roll",
        "transposeDetector", "transformDict", "crosstalk", "amplifiers",
    ]

    private static let types: [DetectorType] = [.science, .focus, .guider, .wavefront]

    /// The chip; nil with the reasons among the problems.
    func chip() -> LSSTChip? {
        guard let reader = MappingReader(node, "detector \(name)", problems) else { return nil }
        ignoreRest(reader)
        let id = reader.required("id")?.integer(problems, in: 0...1_000_000)
        let serial = reader.required("serial").flatMap { self.serial($0) }
        let type = reader.required("detectorType").flatMap { self.type($0) }
        let physicalType = reader.optional("physicalType")?.string(problems) ?? SensorLayout.defaultPhysicalType
        let box = reader.required("bbox").flatMap { corners($0) }
        let pixel = reader.required("pixelSize").flatMap { pair($0) }
        let reference = reader.required("refpos")
        let offset = reader.required("offset").flatMap { self.offset($0) }
        let angles = ["yaw", "pitch", "roll"].map { reader.required($0)?.double(problems) }
        let crosstalk = reader.optional("crosstalk")
        let amplifiers = reader.required("amplifiers").flatMap {
            LSSTAmplifierReader($0, of: name, notes: notes).amplifiers()
        }
        let referencePoint = reference.flatMap { pair($0) }
        guard let id, let serial, let type, let box, let pixel, let referencePoint, let offset, let amplifiers,
            let yaw = angles[0], let pitch = angles[1], let roll = angles[2]
        else { return nil }
        let size = detectorBox(box, amplifiers.map(\.amplifier))
        if let reference, referencePoint != size.center {
            notes.contradictory(
                reference, "the reference point \(referencePoint) is not the center of the pixels, \(size.center)",
                hint: "it is kept; the chip lies that far from its nominal place")
        }
        let layout = SensorLayout(
            name: "", box: size, pixelSize: pixel, amplifiers: amplifiers.map(\.amplifier),
            referencePoint: referencePoint, physicalType: physicalType)
        return LSSTChip(
            id: id, serial: serial, type: type, physicalType: physicalType, position: offset.position,
            height: offset.height, orientation: Orientation(yaw: yaw, pitch: pitch, roll: roll), layout: layout,
            gain: amplifiers.map(\.gain), readNoise: amplifiers.map(\.readNoise),
            saturation: amplifiers.map(\.saturation),
            crosstalk: crosstalk.flatMap { self.crosstalk($0, amplifiers.count) })
    }

    /// Keys that no camera has, and those that the pipelines do not read either.
    private func ignoreRest(_ reader: MappingReader) {
        for (key, value) in node.entries {
            let name = key.text ?? key.found
            if !Self.keys.contains(name) {
                notes.ignored(
                    key, "'\(name)' is ignored: it is no key of a detector",
                    hint: DidYouMean.hint(for: name, among: Array(Self.keys).sorted()))
            } else if name == "transposeDetector" {
                let isSet = Self.boolean(value, problems) ?? false
                notes.ignored(key, "transposeDetector is ignored: nothing reads it", isNote: !isSet)
            } else if name == "transformDict" {
                transforms(key, value)
            }
        }
    }

    private func transforms(_ key: Node, _ value: Node) {
        if let native = value["nativeSys"], native.text != "Pixels" {
            notes.error(
                .unknownValue, native, "the native system of detector \(name) is '\(native.text ?? native.found)'",
                hint: "it can only be Pixels")
        }
        guard let own = value["transforms"], !own.isNull, own.text != "None" else {
            notes.ignored(key, "transformDict is ignored: it says nothing", isNote: true)
            return
        }
        notes.ignored(
            own, "the transforms of detector \(name) are ignored",
            hint: "what all detectors have is a frame in focal-plane.yaml; one of a single detector cannot be said")
    }

    private func serial(_ node: Node) -> String? {
        guard let text = node.text, !node.isNull else {
            node.wrongType("a serial number", problems)
            return nil
        }
        if node.isPlain, !text.isEmpty, text.allSatisfy({ $0.isASCII && $0.isNumber }) {
            notes.guessed(
                node, "the serial number \(text) is a number in the file; it is taken as the text that is written")
        }
        return text
    }

    private func type(_ node: Node) -> DetectorType? {
        guard let number = node.integer(problems) else { return nil }
        if Self.types.indices.contains(number) { return Self.types[number] }
        notes.error(
            .unknownValue, node, "there is no type of detector \(number)",
            hint: "0 is science, 1 focus, 2 guider, 3 wavefront")
        return nil
    }

    private func pair(_ node: Node) -> Point? {
        guard let numbers = node.doubles(problems) else { return nil }
        if numbers.count == 2 { return Point(numbers[0], numbers[1]) }
        notes.error(.wrongType, node, "two numbers are expected, and these are \(numbers.count)")
        return nil
    }

    private func offset(_ node: Node) -> (position: Point, height: Double)? {
        guard let numbers = node.doubles(problems, allowNonFinite: true) else { return nil }
        guard numbers.count == 2 || numbers.count == 3 else {
            notes.error(.wrongType, node, "an offset is two or three numbers (mm), and these are \(numbers.count)")
            return nil
        }
        guard numbers.allSatisfy(\.isFinite) else {
            notes.error(
                .notFinite, node, "the offset of detector \(name) is not a number",
                hint: "fill in the template: give x and y in mm")
            return nil
        }
        return (Point(numbers[0], numbers[1]), numbers.count == 3 ? numbers[2] : 0)
    }

    /// The box of `[[x0, y0], [x1, y1]]`, both ends included.
    private func corners(_ node: Node) -> (place: Node, x0: Int, y0: Int, x1: Int, y1: Int)? {
        let limits = -Box.limit...Box.limit
        let rows = node.list("corners", problems) { $0.integers(self.problems, in: limits) }
        guard let rows, rows.map(\.count) == [2, 2] else {
            if rows != nil { notes.error(.wrongType, node, "a box is [[x0, y0], [x1, y1]]") }
            return nil
        }
        return (node, rows[0][0], rows[0][1], rows[1][0], rows[1][1])
    }

    /// The size of the detector: of the amplifiers, where the box is wrong by what one kind of box differs from the other.
    private func detectorBox(
        _ box: (place: Node, x0: Int, y0: Int, x1: Int, y1: Int), _ amplifiers: [Amplifier]
    ) -> Box {
        let size = Box(width: box.x1 - box.x0 + 1, height: box.y1 - box.y0 + 1)
        let tiled = Box(width: amplifiers.map(\.box.endX).max() ?? 0, height: amplifiers.map(\.box.endY).max() ?? 0)
        if (box.x0, box.y0) != (0, 0) {
            notes.contradictory(
                box.place,
                "the pixels of detector \(name) begin at (\(box.x0), \(box.y0)), and its amplifiers tile it from (0, 0)",
                hint: "it is taken to begin there")
        }
        if size == tiled { return size }
        if (box.x1 - box.x0, box.y1 - box.y0) == (tiled.width, tiled.height) {
            notes.contradictory(
                box.place,
                "the box has \(size.width) by \(size.height) pixels, and the amplifiers have \(tiled.width) by \(tiled.height)",
                hint: "the box seems to end with a size, where the last pixel belongs; the amplifiers' size is taken")
            return tiled
        }
        return size
    }

    private func crosstalk(_ node: Node, _ count: Int) -> CrosstalkMatrix? {
        guard let numbers = node.doubles(problems) else { return nil }
        if numbers.isEmpty { return nil }
        guard numbers.count == count * count else {
            notes.error(
                .crosstalkSize, node,
                "\(count) amplifiers have \(count * count) crosstalk coefficients, and these are \(numbers.count)")
            return nil
        }
        return CrosstalkMatrix(
            rows: (0..<count).map { row in Array(numbers[row * count..<(row + 1) * count]) })
    }

    /// A truth value in any spelling of YAML 1.1.
    static func boolean(_ node: Node, _ problems: Problems) -> Bool? {
        switch node.text?.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default:
            node.wrongType("true or false", problems)
            return nil
        }
    }
}
