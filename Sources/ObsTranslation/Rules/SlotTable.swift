/// The values of one evaluation, by slot.
///
/// It belongs to one evaluation, which goes from hand to hand but is never in two: hence no check on each access that it
/// is not shared.
final class SlotTable: @unchecked Sendable {
    /// A value that may have been computed.
    struct Slot {
        enum State { case waiting, running, done }
        var value: PropertyValue?
        var state = State.waiting
        var flags: ValueFlags = []
    }

    /// The slots, as many as `count`.
    let slots: UnsafeMutablePointer<Slot>
    private let count: Int

    /// The table of evaluations that have no rules.
    static let empty = SlotTable(count: 0)

    /// A table of slots that wait to be computed.
    init(count: Int) {
        self.count = count
        slots = .allocate(capacity: max(count, 1))
        for place in 0..<count { (slots + place).initialize(to: Slot()) }
    }

    deinit {
        slots.deinitialize(count: count)
        slots.deallocate()
    }
}
