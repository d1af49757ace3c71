/// Writes values as bytes that do not depend on the machine, each text and list with its length, for hashing.
package struct CanonicalForm {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func add(_ value: Int) {
        add(UInt64(bitPattern: Int64(value)))
    }

    /// Adds a number; both zeros are one.
    package mutating func add(_ value: Double) {
        add(value == 0 ? 0 : value.bitPattern)
    }

    private mutating func add(_ bits: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
    }

    package mutating func add(_ text: String) {
        add(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    package mutating func add(_ text: String?) {
        bytes.append(text == nil ? 0 : 1)
        if let text { add(text) }
    }

    package mutating func add(_ value: Int?) {
        bytes.append(value == nil ? 0 : 1)
        if let value { add(value) }
    }

    package mutating func add(_ value: Double?) {
        bytes.append(value == nil ? 0 : 1)
        if let value { add(value) }
    }

    package mutating func add(_ values: [Double?]) {
        add(values.count)
        for value in values { add(value) }
    }
}
