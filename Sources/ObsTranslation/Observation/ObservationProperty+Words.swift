extension ObservationProperty {
    /// A value of the property for people, with its unit.
    package func words(_ value: PropertyValue) -> String {
        let unit: String =
            switch (kind, dimension) {
            case (.integer, .time?), (.real, .time?): " s"
            case (.real, let dimension?): " " + dimension.canonicalUnit.rawValue
            case (.sky, _), (.horizontal, _): " deg"
            case (.location, _): " m"
            default: ""
            }
        return "\(value)\(unit)"
    }
}
