/// A reference to an object that somebody else keeps alive: nobody counts it.
///
/// What takes microseconds in all cannot afford two atomic operations for each of hundreds of parts. Whoever makes one says that
/// the object outlives it.
@safe
struct Lent<Object: AnyObject & Sendable>: @unchecked Sendable {
    private let reference: Unmanaged<Object>

    init(_ object: Object) { unsafe reference = Unmanaged.passUnretained(object) }

    /// The object, counted as usual.
    var object: Object { unsafe reference.takeUnretainedValue() }

    /// Lends the object.
    @inline(__always)
    func with<Result>(_ body: (Object) -> Result) -> Result { unsafe reference._withUnsafeGuaranteedRef(body) }
}
