internal import Dispatch
internal import Synchronization

/// Pieces of work on all cores, with an end when all are done.
package enum ParallelWork {
    /// Does every piece; after a failure no further piece begins.
    ///
    /// Pieces must not touch the same memory, which nobody checks: they write into parts of one image.
    ///
    /// - Throws: the failure of the first piece, in their order, that failed
    package static func perform(_ count: Int, _ body: (Int) throws -> Void) throws {
        guard count > 1 else { return try (0..<count).forEach(body) }
        let failure = Mutex<(place: Int, error: any Error)?>(nil)
        try withoutActuallyEscaping(body) { body in
            // It does not outlive this call, since concurrentPerform waits.
            nonisolated(unsafe) let body = body
            DispatchQueue.concurrentPerform(iterations: count) { place in
                if failure.withLock({ $0 != nil }) { return }
                do {
                    try unsafe body(place)
                } catch {
                    failure.withLock { known in
                        if known.map({ place < $0.place }) ?? true { known = (place, error) }
                    }
                }
            }
            if let error = failure.withLock({ $0?.error }) { throw error }
        }
    }

    /// What a body makes of each element, in the order of the elements.
    ///
    /// - Parameters:
    ///   - elements: the elements
    ///   - body: gives the same for an element whenever it is asked
    /// - Returns: one result for each element
    package static func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element], _ body: @escaping @Sendable (Element) -> Result
    ) -> [Result] {
        guard elements.count > 1 else { return elements.map(body) }
        let results = Mutex([Result?](repeating: nil, count: elements.count))
        DispatchQueue.concurrentPerform(iterations: elements.count) { place in
            let result = body(elements[place])
            results.withLock { $0[place] = result }
        }
        return results.withLock { $0.compactMap(\.self) }
    }
}
