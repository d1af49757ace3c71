internal import ObsDocuments
internal import ObsText

/// The keys of the numbers of a map, which name their units where those are fixed.
struct PlaneMapKeys {
    let coefficients: String
    let inverseCoefficients: String
    let matrix: String
    let offset: String
    let inputScale: String
    let outputScale: String

    /// Whether lengths are mm and angles rad, so that a plate scale and arcseconds have a meaning.
    let isFieldAngle: Bool

    /// From the focal plane (mm) to the field angle (rad).
    static let fieldAngle = PlaneMapKeys(
        coefficients: "coefficients_rad_per_mm", inverseCoefficients: "coefficients_mm_per_rad",
        matrix: "matrix_rad_per_mm", offset: "offset_rad", inputScale: "input_scale_mm",
        outputScale: "output_scale_rad",
        isFieldAngle: true)

    /// From a frame to an extra one, whose unit is said beside the map.
    static let frame = PlaneMapKeys(
        coefficients: "coefficients", inverseCoefficients: "coefficients", matrix: "matrix", offset: "offset",
        inputScale: "input_scale", outputScale: "output_scale", isFieldAngle: false)

    /// The kinds of map, of which a description gives one.
    static let kinds = ["affine", "radial", "inverse_radial", "polynomial"]
}

extension PlaneMap {
    /// Reads the map among the keys of a reader; nil where there is none, or where it is wrong (which was reported).
    init?(_ reader: MappingReader, _ keys: PlaneMapKeys) {
        let problems = reader.problems
        let given = PlaneMapKeys.kinds.compactMap { kind in reader.optional(kind).map { (kind, $0) } }
        guard given.count <= 1 else {
            problems.error(
                .conflictingKeys, at: given.map(\.1.position).max(),
                "\(reader.what): \(given[0].0) and \(given[1].0) exclude each other",
                hint: "give one map")
            return nil
        }
        guard let (kind, node) = given.first,
            let inner = MappingReader(node, keys.isFieldAngle ? kind : "\(kind) of a frame", problems)
        else { return nil }
        defer { inner.finish() }
        switch kind {
        case "affine":
            let offset = inner.optional(keys.offset)?.point(problems)
            guard let rows = inner.required(keys.matrix)?.rows(problems) else { return nil }
            guard rows.count == 2, rows.allSatisfy({ $0.count == 2 }) else {
                node.wrongType("a matrix of two rows of two numbers", problems)
                return nil
            }
            let matrix = Matrix2(rows[0][0], rows[0][1], rows[1][0], rows[1][1])
            self = .affine(AffineMap(matrix: matrix, offset: offset ?? .zero))
        case "radial":
            guard let radial = RadialPolynomial(inner, keys, keys.coefficients, node) else { return nil }
            self = .radial(radial)
        case "inverse_radial":
            guard let radial = RadialPolynomial(inner, keys, keys.inverseCoefficients, node) else { return nil }
            self = .inverseRadial(radial)
        default:
            guard let polynomial = BivariatePolynomial(inner, keys, node) else { return nil }
            self = .polynomial(polynomial)
        }
    }
}

extension RadialPolynomial {
    fileprivate init?(_ reader: MappingReader, _ keys: PlaneMapKeys, _ key: String, _ node: Node) {
        let problems = reader.problems
        var coefficients: [Double]?
        var place = node
        if keys.isFieldAngle, key == keys.coefficients, let scaleNode = reader.optional("plate_scale_arcsec_per_mm") {
            let scale = scaleNode.finite(problems)
            if let list = reader.required("relative_coefficients") {
                place = list
                coefficients = list.finites(
                    2...RadialPolynomial.coefficientLimit, "a list of 2 to 32 numbers", problems)
            }
            guard let scale else { return nil }
            coefficients = coefficients?.map { $0 * scale * FieldAngleModel.arcsecond }
        } else if let list = reader.required(key) {
            place = list
            coefficients = list.finites(2...RadialPolynomial.coefficientLimit, "a list of 2 to 32 numbers", problems)
        }
        guard let coefficients else { return nil }
        if coefficients[0] != 0 {
            problems.error(
                .outOfRange, at: place,
                "the first coefficient is \(coefficients[0]); a radial map leaves the origin where it is",
                hint: "the list begins with 0, then the linear coefficient")
            return nil
        }
        guard let radial = RadialPolynomial(coefficients: coefficients) else {
            problems.error(
                .singularTransform, at: place,
                "the linear coefficient is 0 or the numbers overflow: the map has no inverse",
                hint: "the list begins with 0, then the linear coefficient")
            return nil
        }
        self = radial
    }
}

extension BivariatePolynomial {
    fileprivate init?(_ reader: MappingReader, _ keys: PlaneMapKeys, _ node: Node) {
        let problems = reader.problems
        let input = reader.required(keys.inputScale)?.finite(problems)
        var output: Double?
        if keys.isFieldAngle, let node = reader.optional("output_scale_arcsec") {
            output = node.finite(problems).map { $0 * FieldAngleModel.arcsecond }
        } else {
            output = reader.required(keys.outputScale)?.finite(problems)
        }
        let x = reader.required("x")?.rows(problems)
        let y = reader.required("y")?.rows(problems)
        guard let input, let output, let x, let y else { return nil }
        guard let polynomial = BivariatePolynomial(inputScale: input, outputScale: output, x: x, y: y) else {
            problems.error(
                .wrongType, at: node,
                "the polynomial needs scales above 0 and two triangles of coefficients of one order, 1 to 15",
                hint: "row i lists the coefficients of u^i v^0, u^i v^1, …, one fewer in each row")
            return nil
        }
        self = polynomial
    }
}

extension Node {
    /// A list of lists of finite numbers, or nil and a reported problem.
    func rows(_ problems: Problems) -> [[Double]]? {
        list("lists of numbers", problems) { row in row.list("numbers", problems) { $0.finite(problems) } }
    }
}

/// What a description says of the field angle; nil is not said.
struct FieldAnglePatch: Hashable, Sendable {
    var map: PlaneMap?
    var parity: Parity?

    init(_ model: FieldAngleModel) {
        map = model.map
        parity = model.parity
    }

    init?(_ node: Node, isChange: Bool, _ problems: Problems) {
        guard let reader = MappingReader(node, isChange ? "change of the field angle" : "field angle", problems) else {
            return nil
        }
        map = PlaneMap(reader, .fieldAngle)
        parity = reader.optional("parity")?.choice(problems)
        if map == nil, !isChange, PlaneMapKeys.kinds.allSatisfy({ !reader.contains($0) }) {
            problems.error(
                .missingKey, at: node, "the field angle needs a map",
                hint: "one of \(PlaneMapKeys.kinds.joined(separator: ", "))")
        }
        reader.finish()
    }

    func apply(to model: inout FieldAngleModel) {
        if let map { model.map = map }
        if let parity { model.parity = parity }
    }

    /// The keys of which something is said.
    var keys: [[String]] { (map == nil ? [] : [["map"]]) + (parity == nil ? [] : [["parity"]]) }
}

extension ExtraFrame {
    init?(name: String, _ node: Node, _ problems: Problems) {
        guard let reader = MappingReader(node, "frame", problems) else { return nil }
        let base = reader.required("from")?.choice(among: ExtraFrame.bases, problems)
        let unit = reader.required("unit")?.string(problems)
        let map = PlaneMap(reader, .frame)
        if map == nil, PlaneMapKeys.kinds.allSatisfy({ !reader.contains($0) }) {
            problems.error(
                .missingKey, at: node, "the frame needs a map",
                hint: "one of \(PlaneMapKeys.kinds.joined(separator: ", "))")
        }
        reader.finish()
        guard let base, let unit, let map else { return nil }
        self.init(name: name, base: base, unit: unit, map: map)
    }
}
