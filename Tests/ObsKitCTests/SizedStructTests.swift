import CObsKit
import Testing

@testable import ObsKitC

/// Structs of callers that were compiled with an older or a newer header.
@Suite("SizedStruct")
struct SizedStructTests {
    /// A struct of a newer header, which has a member more.
    private struct Newer {
        var known = obk_values()
        var more: UInt64 = 0xABCD
    }

    private func all(_ size: Int) -> Int {
        let catalog = unsafe Calls.catalog()
        defer { unsafe obk_catalog_free(catalog) }
        let observation = unsafe Calls.observation(catalog)
        defer { unsafe obk_observation_free(observation) }
        var values = obk_values()
        values.size = size
        return unsafe Int(obk_get_all(observation, &values))
    }

    @Test("a size below that of version 1 is a bad call")
    func small() {
        let right = MemoryLayout<obk_values>.size
        #expect(all(right) == OBK_OK)
        for size in [0, 8, right - 1, -1, Int.max] {
            #expect(all(size) == OBK_BAD_CALL, "\(size)")
        }
    }

    @Test("members of a newer header are left as they are")
    func large() {
        let catalog = unsafe Calls.catalog()
        defer { unsafe obk_catalog_free(catalog) }
        let observation = unsafe Calls.observation(catalog)
        defer { unsafe obk_observation_free(observation) }
        var newer = Newer()
        newer.known.size = MemoryLayout<Newer>.size
        let status = unsafe withUnsafeMutableBytes(of: &newer) { memory in
            unsafe obk_get_all(observation, memory.baseAddress?.assumingMemoryBound(to: obk_values.self))
        }
        #expect(status == OBK_OK)
        #expect(newer.known.size == MemoryLayout<Newer>.size)
        #expect(newer.more == 0xABCD)
        #expect(newer.known.present != 0)
    }
}
