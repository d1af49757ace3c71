/// The parameters that a task has, as whoever owns the task says.
///
/// A task's owner writes it in Swift beside the task, or as a file of the schema `obskit/task/1`; a camera package gives
/// values for it in `parameters/<task>.yaml`.
///
/// ```swift
/// static let schema = TaskSchema(
///     "overscan", about: "Subtracts the bias level.",
///     parameters: [
///         Parameter("order", .integer(0...30), default: .integer(1), about: "Order of the polynomial."),
///         Parameter("clip_sigma", .number(1...10), default: .number(3), about: "Where outliers are clipped."),
///     ])
/// ```
public struct TaskSchema: Hashable, Sendable {
    /// A parameter that was one once, or that somebody might take for one, and is a calibration.
    public struct Calibrated: Hashable, Sendable {
        /// The parameter's name.
        public let name: String
        /// The kind of calibration that holds its values.
        public let kind: String

        /// Says where the values of a name belong.
        ///
        /// - Parameters:
        ///   - name: a name, or a group of names such as `crosstalk.coefficients`
        ///   - kind: the kind of calibration
        public init(_ name: String, kind: String) {
            self.name = name
            self.kind = kind
        }
    }

    /// The task's name, as packages give it.
    public let task: String
    /// What the task does, in a sentence.
    public let about: String
    /// The parameters in the order of the owner.
    public let parameters: [Parameter]
    /// What belongs in calibrations, and is refused as a parameter.
    public let calibrated: [Calibrated]

    /// A schema.
    ///
    /// The names of parameters must differ, none may be the group of another (`overscan` and `overscan.order`), and each
    /// default must be of its type; anything else is a mistake of the program and traps.
    ///
    /// - Parameters:
    ///   - task: the task's name: letters, digits, `-` and `_`
    ///   - about: what the task does, in a sentence
    ///   - parameters: its parameters
    ///   - calibrated: what belongs in calibrations
    public init(_ task: String, about: String, parameters: [Parameter], calibrated: [Calibrated] = []) {
        self.task = task
        self.about = about
        self.parameters = parameters
        self.calibrated = calibrated
        precondition(Self.isName(task), "'\(task)' is no name of a task")
        let clash = Self.clash(parameters.map(\.name))
        precondition(clash == nil, "the task \(task) has the parameter '\(clash ?? "")' twice")
    }

    /// A parameter by its name.
    public subscript(name: String) -> Parameter? { parameters.first { $0.name == name } }

    /// Whether a text can be the name of a task, which is the name of a file too.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            }
    }

    /// The first name that stands twice, or that is the group of another.
    static func clash(_ names: [String]) -> String? {
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted { return name }
        return names.first { name in names.contains { $0.hasPrefix(name + ".") } }
    }
}

/// A parameter of a task.
public struct Parameter: Hashable, Sendable {
    /// The name, groups before it with points: `overscan.order`.
    public let name: String
    /// Which values it can have.
    public let type: ParameterType
    /// Whether it may be null.
    public let isOptional: Bool
    /// The value where nobody sets another; nil when every instrument must.
    public let defaultValue: ParameterValue?
    /// What it means, in a sentence.
    public let about: String

    /// A parameter.
    ///
    /// - Parameters:
    ///   - name: the name, groups before it with points; a unit is its ending: `exposure_s`
    ///   - type: which values it can have
    ///   - optional: whether it may be null
    ///   - value: the value where nobody sets another; nil when every instrument must
    ///   - about: what it means, in a sentence
    public init(
        _ name: String, _ type: ParameterType, optional: Bool = false, default value: ParameterValue?, about: String
    ) {
        self.name = name
        self.type = type
        isOptional = optional
        defaultValue = value
        self.about = about
    }
}

/// The parameters of a task as a Swift type, which the task's owner writes.
///
/// ```swift
/// struct Overscan: TaskParameters {
///     static let schema = TaskSchema("overscan", about: "…", parameters: […])
///     let order: Int
///     let clip: Double
///     init(_ values: ParameterValues) throws {
///         order = try values["order"]
///         clip = try values["clip_sigma"]
///     }
/// }
/// let overscan = try instrument.parameters(Overscan.self, detector: "S29", filter: "g")
/// ```
///
/// Laws: `init` asks for names of `schema` only, each as a type that its `ParameterType` fits.
public protocol TaskParameters: Sendable {
    /// What the task has.
    static var schema: TaskSchema { get }

    /// The parameters from their values.
    ///
    /// - Parameter values: a value for each parameter of the schema
    /// - Throws: what asking for a value throws
    init(_ values: ParameterValues) throws
}
