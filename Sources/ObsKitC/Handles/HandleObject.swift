/// An object that stands behind handles of one kind.
protocol HandleObject: AnyObject, Sendable {
    /// The kind.
    static var kind: HandleKind { get }
}
