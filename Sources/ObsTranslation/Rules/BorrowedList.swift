/// Objects that live as long as the list, asked one after the other without counting references.
struct BorrowedList<Object: AnyObject & Sendable>: Sendable {
    /// The objects, which are kept alive here.
    let objects: [Object]
    private let borrowed: [Lent<Object>]

    init(_ objects: [Object]) {
        self.objects = objects
        borrowed = objects.map { Lent($0) }
    }

    @inline(__always)
    var count: Int { borrowed.count }

    @inline(__always)
    var isEmpty: Bool { borrowed.isEmpty }

    /// Lends an object.
    @inline(__always)
    func with<Result>(_ place: Int, _ body: (Object) -> Result) -> Result {
        borrowed[place].with(body)
    }

    /// Whether an object passes, asked in order until one does.
    @inline(__always)
    func contains(where passes: (Object) -> Bool) -> Bool {
        for place in 0..<count where with(place, passes) { return true }
        return false
    }
}
