/// Which axes of an image section are mirrored on the way to the assembled detector.
public struct Flips: Hashable, Sendable, CustomStringConvertible {
    /// Whether columns run the other way.
    public let x: Bool

    /// Whether rows run the other way.
    public let y: Bool

    /// Creates the flips of both axes.
    package init(x: Bool, y: Bool) {
        self.x = x
        self.y = y
    }

    /// Nothing is mirrored.
    public static let none = Flips(x: false, y: false)

    /// Creates flips of their name in files, `none`, `x`, `y` or `xy`; nil for another.
    package init?(name: String) {
        guard let index = Flips.names.firstIndex(of: name) else { return nil }
        self.init(x: index & 1 != 0, y: index & 2 != 0)
    }

    /// The names in files, in their order.
    package static let names = ["none", "x", "y", "xy"]

    /// The name in files.
    public var description: String { Flips.names[(x ? 1 : 0) + (y ? 2 : 0)] }
}
