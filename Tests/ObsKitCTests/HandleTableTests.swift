import Synchronization
import Testing

@testable import ObsKitC

/// What a handle can be, and what it cannot.
@Suite("HandleTable")
struct HandleTableTests {
    /// Something to put behind a handle.
    private final class Thing: Sendable {
        let number: Int
        init(_ number: Int) { self.number = number }
    }

    /// What threads share.
    private final class Counts: Sendable {
        let wrong = Atomic<Int>(0)
        /// The handle that they look up.
        let shared = Atomic<UInt>(0)
    }

    private let table = HandleTable()

    private func code(_ pointer: OpaquePointer?, _ kind: HandleKind = .camera) -> String? {
        do {
            _ = unsafe try table.object(pointer, kind, "it")
            return nil
        } catch {
            return error.code.rawValue
        }
    }

    @Test("an object is found until its handle is freed")
    func lifetime() throws {
        let handle = unsafe try table.insert(Thing(7), .camera)
        let found = unsafe try table.object(handle, .camera, "it") as? Thing
        #expect(found?.number == 7)
        let removed = unsafe table.remove(handle, .camera)
        #expect(removed)
        let after = unsafe code(handle)
        #expect(after == "freed-handle")
        let again = unsafe table.remove(handle, .camera)
        #expect(!again)
        // Who holds the object still has it.
        #expect(found?.number == 7)
    }

    @Test("what is no handle is an error")
    func noHandle() throws {
        let handle = unsafe try table.insert(Thing(1), .camera)
        let none = unsafe code(nil)
        #expect(none == "null-argument")
        let other = unsafe code(handle, .raw)
        #expect(other == "other-handle")
        let notFreed = unsafe table.remove(handle, .raw)
        #expect(!notFreed)
        for bits in [1, 32, 0x7fff_ffff_fff0, Int.max, -1, -16, Int.min] {
            let found = unsafe code(OpaquePointer(bitPattern: bits))
            #expect(found == "no-handle" || found == "freed-handle", "\(bits)")
        }
        let address = Thing(2)
        let real = unsafe code(OpaquePointer(Unmanaged.passUnretained(address).toOpaque()))
        #expect(real == "no-handle" || real == "freed-handle")
    }

    @Test("a slot that is used again has another handle")
    func secondUse() throws {
        let first = unsafe try table.insert(Thing(1), .camera)
        unsafe table.remove(first, .camera)
        let second = unsafe try table.insert(Thing(2), .camera)
        let differs = unsafe first != second
        #expect(differs)
        let old = unsafe code(first)
        #expect(old == "freed-handle")
        let found = unsafe try table.object(second, .camera, "it") as? Thing
        #expect(found?.number == 2)
    }

    @Test("objects live as long as their handles")
    func release() throws {
        weak var seen: Thing?
        let handle: OpaquePointer
        do {
            let thing = Thing(3)
            seen = thing
            unsafe handle = try table.insert(thing, .camera)
        }
        #expect(seen != nil)
        unsafe table.remove(handle, .camera)
        #expect(seen == nil)
    }

    @Test("many handles are alive at once")
    func many() throws {
        var handles: [OpaquePointer] = unsafe []
        for number in 0..<5000 { unsafe handles.append(try table.insert(Thing(number), .camera)) }
        for number in unsafe handles.indices {
            let handle = unsafe handles[number]
            let found = unsafe try table.object(handle, .camera, "it") as? Thing
            #expect(found?.number == number)
        }
    }

    /// Threads look up what another frees and makes; each look-up gives the object of its handle or an error.
    @Test("threads that free and look up get an object or an error")
    func threads() async {
        let table = table
        let counts = Counts()
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    for number in 0..<20_000 {
                        if worker == 0 {
                            let made = unsafe try? table.insert(Thing(number), .camera)
                            let bits = UInt(bitPattern: made)
                            let old = counts.shared.exchange(bits, ordering: .acquiringAndReleasing)
                            unsafe table.remove(OpaquePointer(bitPattern: old), .camera)
                        } else {
                            let bits = counts.shared.load(ordering: .acquiring)
                            let found = unsafe try? table.object(OpaquePointer(bitPattern: bits), .camera, "it")
                            if let found, !(found is Thing) { counts.wrong.add(1, ordering: .relaxed) }
                        }
                    }
                }
            }
        }
        #expect(counts.wrong.load(ordering: .relaxed) == 0)
    }
}
