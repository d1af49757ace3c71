extension ObservationProperty {
    /// The name of the unit of the property's values: `s`, `deg`, `K`; empty without one.
    package var unitName: String {
        switch (kind, dimension) {
        case (.integer, .time?), (.real, .time?): "s"
        case (.real, let dimension?): dimension.canonicalUnit.rawValue
        case (.sky, _), (.horizontal, _): "deg"
        case (.location, _): "m"
        default: ""
        }
    }

    /// A value of the property for people, with its unit.
    package func words(_ value: PropertyValue) -> String { unitName.isEmpty ? "\(value)" : "\(value) \(unitName)" }
}
