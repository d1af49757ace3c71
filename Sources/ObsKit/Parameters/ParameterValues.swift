internal import ObsText

/// The values of a task's parameters for one detector and filter, each with where it comes from.
public struct ParameterValues: Sendable {
    /// A value, and those that it stands above.
    public struct Entry: Sendable, Hashable {
        /// What counts.
        public let setting: ParameterSetting
        /// What lower layers say, from the top down.
        public let overridden: [ParameterSetting]
    }

    /// What the task has.
    public let schema: TaskSchema
    /// The instrument's name.
    public let instrument: String
    /// What counts for each parameter, in the order of the schema; for each entry of a map, in the order of their keys.
    public let entries: [Entry]

    private let byName: [String: ParameterValue]

    init(schema: TaskSchema, instrument: String, entries: [Entry]) {
        self.schema = schema
        self.instrument = instrument
        self.entries = entries
        var values: [String: ParameterValue] = [:]
        for parameter in schema.parameters {
            if case .map = parameter.type { values[parameter.name] = .map([:]) }
        }
        for entry in entries {
            let setting = entry.setting
            guard let key = setting.entry else {
                values[setting.name] = setting.value
                continue
            }
            // A null takes the entry out.
            guard setting.value != .null, case .map(var map)? = values[setting.name] else { continue }
            map[key] = setting.value
            values[setting.name] = .map(map)
        }
        byName = values
    }

    /// The value of a parameter.
    ///
    /// - Parameter name: the parameter's name, with its groups
    /// - Returns: the value; nil when the task has no parameter of that name
    public func value(_ name: String) -> ParameterValue? { byName[name] }

    /// The value of a parameter as a Swift type: `let order: Int = try values["overscan.order"]`.
    ///
    /// - Parameter name: the parameter's name, with its groups
    /// - Throws: `DiagnosticsError` when the task has no such parameter, or the value is of another type
    public subscript<Value: ParameterConvertible>(name: String) -> Value {
        get throws {
            guard let value = byName[name] else {
                throw DiagnosticsError([
                    Diagnostic(
                        .error, .unknownParameter, at: nil, "the task \(schema.task) has no parameter '\(name)'",
                        hint: DidYouMean.hint(for: name, among: schema.parameters.map(\.name)))
                ])
            }
            guard let converted = Value(value) else {
                throw DiagnosticsError([
                    Diagnostic(
                        .error, .wrongType, at: nil,
                        "'\(name)' of \(schema.task) is \(value), which is no \(Value.self)",
                        hint: "the schema says \(schema[name]?.type.description ?? "another type")")
                ])
            }
            return converted
        }
    }

    /// What set a parameter, or an entry of a map.
    ///
    /// - Parameter path: the parameter's name, with the key after a point for an entry of a map
    /// - Returns: the setting that counts; nil when there is none
    public func origin(of path: String) -> ParameterSetting? { entries.first { $0.setting.path == path }?.setting }
}
