extension PropertyUnit {
    /// The number in another unit of the same dimension; nil where the units measure different things.
    ///
    /// - Parameters:
    ///   - value: a number in this unit
    ///   - unit: the unit that is wanted
    /// - Returns: the same quantity in the other unit, rounded twice where neither is the canonical one
    package func converted(_ value: Double, to unit: PropertyUnit) -> Double? {
        if unit == self { return value }
        guard unit.dimension == dimension else { return nil }
        let zero = unit.canonical(0)
        return (canonical(value) - zero) / (unit.canonical(1) - zero)
    }
}
