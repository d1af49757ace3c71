/// What stands behind `device:` of a slot where no device is named.
enum DeviceWord {
    /// Nobody recorded which device it is.
    static let unknown = "unknown"

    /// The slot has no device.
    static let none = "none"
}
