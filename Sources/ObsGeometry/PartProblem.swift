internal import ObsText

/// Something that is wrong with the parts of a camera, with the path of keys that leads to it in a description.
struct PartProblem {
    let code: Diagnostic.Code
    let path: [String]

    /// The path to the other part of two that do not go together.
    let otherPath: [String]?
    let message: String
    let hint: String?

    /// The name of which it is said that there is none; nil where nothing is missing.
    let missing: String?

    init(
        _ code: Diagnostic.Code, _ path: [String], or otherPath: [String]? = nil, missing: String? = nil,
        _ message: String, hint: String? = nil
    ) {
        self.missing = missing
        self.code = code
        self.path = path
        self.otherPath = otherPath
        self.message = message
        self.hint = hint
    }

    func diagnostic(at place: SourcePosition?) -> Diagnostic {
        Diagnostic(.error, code, at: place, message, hint: hint)
    }

    static func singularFieldAngle() -> PartProblem {
        PartProblem(
            .singularTransform, ["field_angle"],
            "the map from the focal plane to the field angle has no inverse at the center of the field",
            hint: "check the linear coefficients: their determinant must not be 0")
    }
}
