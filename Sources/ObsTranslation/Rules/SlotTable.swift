internal import ObsTime
internal import Synchronization

/// The values of one evaluation, by slot.
///
/// It belongs to one evaluation, which goes from hand to hand but is never in two: hence no check on each access that it
/// is not shared.
@safe
final class SlotTable: @unchecked Sendable {
    /// A value that may have been computed.
    struct Slot {
        enum State { case waiting, running, done }
        var value: PropertyValue?
        var state = State.waiting
        var flags: ValueFlags = []
        /// How the rule ended that gave no value; nil where there was nothing to take.
        var end: SlotEnd?
    }

    private let slots: UnsafeMutablePointer<Slot>
    private let count: Int

    /// The table of evaluations that have no rules.
    static let empty = SlotTable(count: 0)

    /// A table of slots that wait to be computed.
    init(count: Int) {
        self.count = count
        unsafe slots = .allocate(capacity: max(count, 1))
        for place in 0..<count { unsafe (slots + place).initialize(to: Slot()) }
    }

    /// The slot of a number.
    @inline(__always)
    subscript(slot: Int) -> Slot {
        _read {
            precondition(slot >= 0 && slot < count, "a slot has a number below their count")
            yield unsafe slots[slot]
        }
        _modify {
            precondition(slot >= 0 && slot < count, "a slot has a number below their count")
            yield unsafe &slots[slot]
        }
    }

    /// Keeps what a slot holds that is being computed; until now it has held no value, so that there is none to destroy.
    @inline(__always)
    func finish(_ slot: Int, _ content: consuming Slot) {
        precondition(self[slot].state == .running, "a slot is computed once")
        unsafe (slots + slot).initialize(to: content)
    }

    /// Forgets all values.
    func clear() {
        for place in 0..<count where self[place].state != .waiting { self[place] = Slot() }
    }

    deinit {
        unsafe slots.deinitialize(count: count)
        unsafe slots.deallocate()
    }
}

/// How the rule of a slot ended that gave no value.
final class SlotEnd: Sendable {
    let outcome: Outcome
    /// The day of a date without time of day, where that is all that the rule met.
    let day: Range<Instant>?

    init(_ outcome: Outcome, day: Range<Instant>?) {
        self.outcome = if case .otherForm(let form) = outcome { .otherForm(form.withReason) } else { outcome }
        self.day = day
    }
}

/// Tables that are cleared and used again, since to make one takes as long as a dozen values.
final class SlotTablePool: Sendable {
    private static let limit = 64

    private let count: Int
    private let tables = Mutex<[SlotTable]>([])

    /// A pool of tables with as many slots.
    init(count: Int) { self.count = count }

    /// A table of slots that wait to be computed.
    func take() -> SlotTable { tables.withLock { $0.popLast() } ?? SlotTable(count: count) }

    /// Takes a table back that nobody else has; its values are forgotten.
    func give(_ table: SlotTable) {
        table.clear()
        tables.withLock { tables in
            if tables.count < Self.limit { tables.append(table) }
        }
    }
}
