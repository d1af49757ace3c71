internal import ObsDocuments
internal import ObsText

extension PlaneMap {
    /// Reads the map among the keys of a reader; nil where there is none, or where it is wrong (which was reported).
    init?(_ reader: FormatReader, _ keys: PlaneMapKeys) {
        let problems = reader.problems
        let given = keys.kinds.compactMap { kind in reader.given(kind).map { (kind.name, $0) } }
        guard given.count <= 1 else {
            problems.error(
                .conflictingKeys, at: given.map(\.1.position).max(),
                "\(reader.what): \(given[0].0) and \(given[1].0) exclude each other",
                hint: "give one map")
            return nil
        }
        guard let (kind, node) = given.first,
            let format = keys.format(kind), let inner = FormatReader(node, format, problems)
        else { return nil }
        defer { inner.finish() }
        switch kind {
        case "affine":
            let offset = inner[keys.offset]
            guard let rows = inner[keys.matrix] else { return nil }
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
    fileprivate init?(_ reader: FormatReader, _ keys: PlaneMapKeys, _ key: FileKey<[Double]>, _ node: Node) {
        let problems = reader.problems
        var coefficients: [Double]?
        var place = node
        if keys.isFieldAngle, key === keys.coefficients, reader.contains(PlaneMapKeys.plateScale) {
            let scale = reader[PlaneMapKeys.plateScale]
            if let list = reader.needed(PlaneMapKeys.relativeCoefficients) {
                place = list
                coefficients = PlaneMapKeys.relativeCoefficients.value(of: list, problems)
            }
            guard let scale else { return nil }
            coefficients = coefficients?.map { $0 * scale * FieldAngleModel.arcsecond }
        } else if let list = reader.needed(key) {
            place = list
            coefficients = key.value(of: list, problems)
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
    fileprivate init?(_ reader: FormatReader, _ keys: PlaneMapKeys, _ node: Node) {
        let problems = reader.problems
        let input = reader[keys.inputScale]
        var output: Double?
        if keys.isFieldAngle, reader.contains(PlaneMapKeys.outputScaleArcsec) {
            output = reader[PlaneMapKeys.outputScaleArcsec].map { $0 * FieldAngleModel.arcsecond }
        } else {
            output = reader[needed: keys.outputScale]
        }
        let x = reader[PlaneMapKeys.x]
        let y = reader[PlaneMapKeys.y]
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
        let format = isChange ? FieldAngleKeys.change : FieldAngleKeys.whole
        guard let reader = FormatReader(node, format, problems) else { return nil }
        map = PlaneMap(reader, .fieldAngle)
        parity = reader[FieldAngleKeys.parity]
        if map == nil, !isChange, PlaneMapKeys.fieldAngle.kinds.allSatisfy({ !reader.contains($0) }) {
            problems.error(
                .missingKey, at: node, "the field angle needs a map",
                hint: "one of \(PlaneMapKeys.fieldAngle.kinds.map(\.name).joined(separator: ", "))")
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
        guard let reader = FormatReader(node, FrameKeys.whole, problems) else { return nil }
        let base = reader[FrameKeys.from]
        let unit = reader[FrameKeys.unit]
        let map = PlaneMap(reader, .frame)
        if map == nil, PlaneMapKeys.frame.kinds.allSatisfy({ !reader.contains($0) }) {
            problems.error(
                .missingKey, at: node, "the frame needs a map",
                hint: "one of \(PlaneMapKeys.fieldAngle.kinds.map(\.name).joined(separator: ", "))")
        }
        reader.finish()
        guard let base, let unit, let map else { return nil }
        self.init(name: name, base: base, unit: unit, map: map)
    }
}
