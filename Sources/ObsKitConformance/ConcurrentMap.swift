internal import Dispatch
internal import Synchronization

extension Array where Element: Sendable {
    /// What a body makes of each element, in the order of the elements; all cores work on it.
    ///
    /// - Parameter body: gives the same for an element whenever it is asked
    /// - Returns: one result for each element
    package func concurrentMap<Result: Sendable>(_ body: @escaping @Sendable (Element) -> Result) -> [Result] {
        guard count > 1 else { return map(body) }
        let results = Mutex([Result?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { place in
            let result = body(self[place])
            results.withLock { $0[place] = result }
        }
        return results.withLock { $0.compactMap(\.self) }
    }
}
