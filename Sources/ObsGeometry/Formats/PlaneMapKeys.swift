internal import ObsDocuments

/// The keys of a map and of its numbers, which name their units where those are fixed.
struct PlaneMapKeys {
    let coefficients: FileKey<[Double]>
    let inverseCoefficients: FileKey<[Double]>
    let matrix: FileKey<[[Double]]>
    let offset: FileKey<Point>
    let inputScale: FileKey<Double>
    let outputScale: FileKey<Double>
    let affine: MappingFormat
    let radial: MappingFormat
    let inverseRadial: MappingFormat
    let polynomial: MappingFormat

    /// The kinds of map; a description gives one.
    let kinds: [FileKey<Node>]

    /// Whether lengths are mm and angles rad, so that a plate scale and arcseconds have a meaning.
    let isFieldAngle: Bool

    static let plateScale = FileKey(
        "plate_scale_arcsec_per_mm", .finite, "What the relative coefficients are multiplied by.",
        unit: "arcseconds per mm", example: "17.5")
    static let relativeCoefficients = FileKey(
        "relative_coefficients", .radial,
        "0, then the factors of r, r^2, … relative to the plate scale, r in mm.", example: "[0, 1, 0, -1.0e-5]")
    static let outputScaleArcsec = FileKey(
        "output_scale_arcsec", .finite, "What the sums are multiplied by, in place of `output_scale_rad`.",
        unit: "arcseconds", example: "3600")
    static let x = FileKey(
        "x", .triangle, "Row i lists the coefficients of u^i v^0, u^i v^1, …, one fewer in each row.",
        example: "[[0, 0], [1]]")
    static let y = FileKey("y", .triangle, "Likewise, for y.", example: "[[0, 1], [0]]")

    /// What a schema says of a mapping that has one map.
    static let oneKind: String = {
        let kinds = fieldAngle.kinds.map { #"{"required": ["\#($0.name)"]}"# }
        return #""oneOf": [\#(kinds.joined(separator: ", "))]"#
    }()

    /// From the focal plane (mm) to the field angle (rad).
    static let fieldAngle = PlaneMapKeys(isFieldAngle: true)

    /// From a frame to an extra one, whose unit is said beside the map.
    static let frame = PlaneMapKeys(isFieldAngle: false)

    /// The format of a kind of map.
    func format(_ kind: String) -> MappingFormat? {
        zip(kinds, [affine, radial, inverseRadial, polynomial]).first { $0.0.name == kind }?.1
    }

    private init(isFieldAngle: Bool) {
        func name(_ name: String, _ unit: String) -> String { isFieldAngle ? "\(name)_\(unit)" : name }
        func unit(_ unit: String) -> String? { isFieldAngle ? unit : nil }
        let ending = isFieldAngle ? "" : " of a frame"
        let coefficients = FileKey(
            name("coefficients", "rad_per_mm"), .radial, "0, then the factors of r, r^2, ….",
            unit: unit("radians per mm, per mm^2, …"), example: "[0, 1.0e-4]")
        let inverseCoefficients = FileKey(
            name("coefficients", "mm_per_rad"), .radial,
            "0, then the factors of r, r^2, … that lead from the output's radius to the input's.",
            unit: unit("mm per radian, per radian^2, …"), example: "[0, 1.0e+4]")
        let matrix = FileKey(
            name("matrix", "rad_per_mm"), .matrix, "What the input is multiplied by.", unit: unit("radians per mm"),
            example: "[[1.0e-4, 0], [0, 1.0e-4]]")
        let offset = FileKey(
            name("offset", "rad"), .point, "Where the origin goes.", unit: unit("radians"), default: "[0, 0]",
            example: "[0, 1.0e-3]")
        let inputScale = FileKey(
            name("input_scale", "mm"), .finite, "What the input is divided by.", unit: unit("mm"), example: "100")
        let outputScale = FileKey(
            name("output_scale", "rad"), .finite, "What the sums are multiplied by.", unit: unit("radians"),
            example: "0.01")
        affine = MappingFormat(
            "affine\(ending)", "A matrix and a shift.", [matrix, offset], needs: [matrix])
        let choice =
            #""oneOf": [{"required": ["\#(Self.plateScale.name)", "\#(Self.relativeCoefficients.name)"]}, {"required": ["\#(coefficients.name)"]}]"#
        radial = MappingFormat(
            "radial\(ending)", "The output's radius as a polynomial of the input's.",
            isFieldAngle ? [Self.plateScale, Self.relativeCoefficients, coefficients] : [coefficients],
            needs: isFieldAngle ? [] : [coefficients], rules: isFieldAngle ? choice : "")
        inverseRadial = MappingFormat(
            "inverse_radial\(ending)", "The input's radius as a polynomial of the output's.",
            [inverseCoefficients], needs: [inverseCoefficients])
        let scales =
            #""oneOf": [{"required": ["\#(outputScale.name)"]}, {"required": ["\#(Self.outputScaleArcsec.name)"]}]"#
        polynomial = MappingFormat(
            "polynomial\(ending)",
            "Two polynomials of u and v, the input divided by its scale.",
            isFieldAngle
                ? [inputScale, outputScale, Self.outputScaleArcsec, Self.x, Self.y]
                : [inputScale, outputScale, Self.x, Self.y],
            needs: isFieldAngle ? [inputScale, Self.x, Self.y] : [inputScale, outputScale, Self.x, Self.y],
            rules: isFieldAngle ? scales : "")
        let formats = (affine, radial, inverseRadial, polynomial)
        kinds = [
            FileKey(
                "affine", .mapping(formats.0), "A matrix and a shift.",
                example: "{\(matrix.name): [[1.0e-4, 0], [0, 1.0e-4]]}"),
            FileKey(
                "radial", .mapping(formats.1), "A polynomial of the radius.",
                example: "{\(coefficients.name): [0, 1.0e-4]}"),
            FileKey(
                "inverse_radial", .mapping(formats.2), "A polynomial that leads back to the radius.",
                example: "{\(inverseCoefficients.name): [0, 1.0e+4]}"),
            FileKey(
                "polynomial", .mapping(formats.3), "Two polynomials of both coordinates.",
                example:
                    "{\(inputScale.name): 1, \(outputScale.name): 1.0e-4, x: [[0, 0], [1]], y: [[0, 1], [0]]}"),
        ]
        self.coefficients = coefficients
        self.inverseCoefficients = inverseCoefficients
        self.matrix = matrix
        self.offset = offset
        self.inputScale = inputScale
        self.outputScale = outputScale
        self.isFieldAngle = isFieldAngle
    }
}
