internal import Synchronization

/// The objects behind the handles that callers hold.
///
/// A handle is no address but a number that names a slot of this table and which use of the slot it is. So any value that a caller
/// gives can be looked up safely: NULL, a freed handle, one of another kind, or no handle at all.
///
/// Nothing here is locked: a thread that is stopped anywhere, or lost in a fork, keeps no other from going on. A slot is
/// never given back to the system, so that a freed handle can still be recognized.
final class HandleTable: Sendable {
    /// What a slot holds, as long as it is alive.
    @safe private struct Slot: ~Copyable {
        /// Which use of the slot it is, the kind of its object, whether it is alive, and how many calls are reading it.
        let state = Atomic<UInt64>(0)
        /// The place of the next free slot and one more; 0 for none.
        let nextFree = Atomic<UInt32>(0)
        /// The object, retained once; written while no other thread can know the slot.
        nonisolated(unsafe) var object: Unmanaged<AnyObject>?
    }

    /// The table of this process.
    static let shared = HandleTable()

    private static let firstChunk = 256
    private static let chunkCount = 16

    /// Memory of slots, each chunk twice as long as the one before; addresses as numbers, 0 where there is none yet.
    private let chunks = InlineArray<16, AtomicBox> { _ in AtomicBox() }
    /// How many slots were ever used.
    private let used = Atomic<UInt32>(0)
    /// The place of the first free slot and one more in the lower half, how often it changed in the upper half.
    private let free = Atomic<UInt64>(0)

    /// An atomic that can stand in a fixed array.
    private final class AtomicBox: Sendable {
        let value = Atomic<UInt>(0)
    }

    /// Puts an object behind a new handle.
    ///
    /// - Parameters:
    ///   - object: the object
    ///   - kind: what it is
    /// - Returns: the handle, to be freed once
    /// - Throws: `CallError` when there are 16 million handles
    func insert(_ object: AnyObject, _ kind: HandleKind) throws(CallError) -> OpaquePointer {
        let place = if let free = popFree() { free } else { try claim() }
        let slot = unsafe slot(place)
        unsafe slot.pointee.object = Unmanaged.passRetained(object)
        let use = unsafe State(slot.pointee.state.load(ordering: .acquiring)).use
        unsafe slot.pointee.state.store(State.alive(use: use, kind).bits, ordering: .releasing)
        return unsafe HandleName(place: place, use: use).pointer
    }

    /// The object behind a handle.
    ///
    /// - Parameters:
    ///   - pointer: what the caller gave
    ///   - kind: what it must be
    ///   - argument: the name of the argument, for messages
    /// - Returns: the object, which stays alive as long as it is held, whoever frees the handle
    /// - Throws: `CallError`
    func object(
        _ pointer: OpaquePointer?, _ kind: HandleKind, _ argument: StaticString
    ) throws(CallError) -> AnyObject {
        let (name, slot) = try unsafe find(pointer, argument)
        var state = unsafe State(slot.pointee.state.load(ordering: .acquiring))
        while true {
            guard state.isAlive, state.use == name.use else { throw CallError.closedHandle(argument) }
            guard state.kind == kind else { throw CallError.otherHandle(argument, kind, state.kind) }
            let (exchanged, original) = unsafe slot.pointee.state.weakCompareExchange(
                expected: state.bits, desired: state.bits + State.onePin, ordering: .acquiringAndReleasing)
            if exchanged { break }
            state = State(original)
        }
        guard let object = unsafe slot.pointee.object?.takeUnretainedValue() else {
            preconditionFailure("a slot that is alive has its object")
        }
        unsafe unpin(slot, name)
        return object
    }

    /// Frees a handle.
    ///
    /// - Parameters:
    ///   - pointer: what the caller gave
    ///   - kind: what it must be
    /// - Returns: whether it was such a handle
    @discardableResult
    func remove(_ pointer: OpaquePointer?, _ kind: HandleKind) -> Bool {
        guard let (name, slot) = try? unsafe find(pointer, "handle") else { return false }
        var state = unsafe State(slot.pointee.state.load(ordering: .acquiring))
        while true {
            guard state.isAlive, state.use == name.use, state.kind == kind else { return false }
            let dead = state.killed
            let (exchanged, original) = unsafe slot.pointee.state.weakCompareExchange(
                expected: state.bits, desired: dead.bits, ordering: .acquiringAndReleasing)
            if exchanged {
                if dead.pins == 0 { unsafe release(slot, name) }
                return true
            }
            state = State(original)
        }
    }

    private func unpin(_ slot: UnsafeMutablePointer<Slot>, _ name: HandleName) {
        let state = unsafe State(
            slot.pointee.state.wrappingSubtract(State.onePin, ordering: .acquiringAndReleasing).newValue)
        if !state.isAlive, state.pins == 0 { unsafe release(slot, name) }
    }

    /// Lets the object of a dead slot go, and the slot be used again.
    private func release(_ slot: UnsafeMutablePointer<Slot>, _ name: HandleName) {
        let object = unsafe slot.pointee.object
        unsafe slot.pointee.object = nil
        unsafe slot.pointee.state.store(State.free(use: name.nextUse).bits, ordering: .releasing)
        pushFree(name.place)
        unsafe object?.release()
    }

    /// The slot that a handle names.
    private func find(
        _ pointer: OpaquePointer?, _ argument: StaticString
    ) throws(CallError) -> (HandleName, UnsafeMutablePointer<Slot>) {
        guard let pointer = unsafe pointer else { throw CallError.null(argument) }
        guard let name = unsafe HandleName(pointer), name.place < used.load(ordering: .acquiring),
            chunks[Self.chunk(of: name.place).number].value.load(ordering: .acquiring) != 0
        else { throw CallError.noHandle(argument) }
        return unsafe (name, slot(name.place))
    }

    // MARK: Memory

    /// Which chunk a slot is in, and where in it.
    private static func chunk(of place: UInt32) -> (number: Int, offset: Int) {
        let scaled = Int(place) / firstChunk + 1
        let number = Int.bitWidth - 1 - scaled.leadingZeroBitCount
        return (number, Int(place) - firstChunk * (1 << number - 1))
    }

    private func slot(_ place: UInt32) -> UnsafeMutablePointer<Slot> {
        let (number, offset) = Self.chunk(of: place)
        let address = chunks[number].value.load(ordering: .acquiring)
        guard let start = unsafe UnsafeMutablePointer<Slot>(bitPattern: address) else {
            preconditionFailure("the chunk of a slot in use is there")
        }
        return unsafe start + offset
    }

    /// A slot that was never used.
    private func claim() throws(CallError) -> UInt32 {
        let most = UInt32(Self.firstChunk * (1 << Self.chunkCount - 1))
        var place = used.load(ordering: .acquiring)
        while true {
            guard place < most else { throw CallError(.badCall, "too-many-handles", "\(most) handles are in use") }
            makeChunk(Self.chunk(of: place).number)
            let (exchanged, original) = used.weakCompareExchange(
                expected: place, desired: place + 1, ordering: .acquiringAndReleasing)
            if exchanged { return place }
            place = original
        }
    }

    private func makeChunk(_ number: Int) {
        let chunk = chunks[number]
        guard chunk.value.load(ordering: .acquiring) == 0 else { return }
        let count = Self.firstChunk << number
        let memory = UnsafeMutablePointer<Slot>.allocate(capacity: count)
        for place in 0..<count { unsafe (memory + place).initialize(to: Slot()) }
        let (exchanged, _) = chunk.value.compareExchange(
            expected: 0, desired: UInt(bitPattern: memory), ordering: .acquiringAndReleasing)
        if !exchanged {
            unsafe memory.deinitialize(count: count)
            unsafe memory.deallocate()
        }
    }

    private func popFree() -> UInt32? {
        var head = free.load(ordering: .acquiring)
        while head & 0xFFFF_FFFF != 0 {
            let place = UInt32(truncatingIfNeeded: head) - 1
            let next = unsafe slot(place).pointee.nextFree.load(ordering: .acquiring)
            let (exchanged, original) = free.weakCompareExchange(
                expected: head, desired: Self.head(after: head, next), ordering: .acquiringAndReleasing)
            if exchanged { return place }
            head = original
        }
        return nil
    }

    private func pushFree(_ place: UInt32) {
        var head = free.load(ordering: .acquiring)
        while true {
            unsafe slot(place).pointee.nextFree.store(UInt32(truncatingIfNeeded: head), ordering: .releasing)
            let (exchanged, original) = free.weakCompareExchange(
                expected: head, desired: Self.head(after: head, place + 1), ordering: .acquiringAndReleasing)
            if exchanged { return }
            head = original
        }
    }

    /// The next head of the list of free slots, which differs from every one before, so that a thread that slept sees it.
    private static func head(after head: UInt64, _ first: UInt32) -> UInt64 {
        (head >> 32 &+ 1) << 32 | UInt64(first)
    }
}

/// What is behind a handle.
enum HandleKind: UInt8 {
    case error = 1
    case catalog, observation, camera, transform, sky, footprint, exposure, calibrations, raw

    /// The name of its type in obskit.h.
    var typeName: String { "obk_\(self)" }
}

/// A handle taken apart: 24 bits of a place and 19 bits of a use, so that it looks like an aligned address of a user.
private struct HandleName {
    let place: UInt32
    let use: UInt64

    private static let useBits: UInt64 = 19

    init(place: UInt32, use: UInt64) {
        self.place = place
        self.use = use
    }

    init?(_ pointer: OpaquePointer) {
        let bits = UInt64(UInt(bitPattern: pointer))
        guard bits & 15 == 0, bits >> 28 < 1 << Self.useBits, bits >> 4 & 0xFF_FFFF != 0 else { return nil }
        place = UInt32(bits >> 4 & 0xFF_FFFF) - 1
        use = bits >> 28
    }

    var pointer: OpaquePointer {
        guard let pointer = unsafe OpaquePointer(bitPattern: UInt(use << 28 | (UInt64(place) + 1) << 4)) else {
            preconditionFailure("a handle is not 0")
        }
        return unsafe pointer
    }

    /// The use of the slot after this one; they begin again after half a million.
    var nextUse: UInt64 { (use + 1) & (1 << Self.useBits - 1) }
}

/// The state of a slot in one word: 24 bits of pins, a bit of life, 8 bits of a kind, 19 bits of a use.
private struct State {
    let bits: UInt64

    static let onePin: UInt64 = 1
    private static let life: UInt64 = 1 << 24

    init(_ bits: UInt64) { self.bits = bits }

    static func alive(use: UInt64, _ kind: HandleKind) -> State {
        State(use << 33 | UInt64(kind.rawValue) << 25 | life)
    }

    static func free(use: UInt64) -> State { State(use << 33) }

    var pins: UInt64 { bits & (Self.life - 1) }
    var isAlive: Bool { bits & Self.life != 0 }
    var killed: State { State(bits & ~Self.life) }
    var use: UInt64 { bits >> 33 }

    var kind: HandleKind? { HandleKind(rawValue: UInt8(bits >> 25 & 0xFF)) }
}
