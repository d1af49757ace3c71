/// Writes values as bytes that do not depend on the machine, each text and list with its length, for hashing.
package struct CanonicalForm {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func add(_ value: Int) {
        withUnsafeBytes(of: Int64(value).littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Adds a number; both zeros are one.
    package mutating func add(_ value: Double) {
        let bits = value == 0 ? 0 : value.bitPattern
        withUnsafeBytes(of: bits.littleEndian) { bytes.append(contentsOf: $0) }
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
