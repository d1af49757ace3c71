/// Work on many items with several tasks, the results in the order of the items.
enum OrderedWork {
    /// Runs `work` for every item, at most `jobs` at a time, and hands each result over in order.
    ///
    /// Items are asked for when their turn comes, and at most `4 * jobs` results wait for an earlier one, so that memory stays
    /// flat however many items there are.
    static func run<Items: Sequence, Result: Sendable>(
        _ items: Items, jobs: Int, work: @escaping @Sendable (Items.Element) -> Result, deliver: (Result) -> Void
    ) async where Items.Element: Sendable {
        if jobs <= 1 {
            for item in items { deliver(work(item)) }
            return
        }
        await withTaskGroup(of: (Int, Result).self) { group in
            var waiting: [Int: Result] = [:]
            var started = 0
            var delivered = 0
            var items = items.makeIterator()
            func start() {
                while started - delivered < 4 * jobs && started - delivered - waiting.count < jobs,
                    let item = items.next()
                {
                    let index = started
                    group.addTask { (index, work(item)) }
                    started += 1
                }
            }
            start()
            while let (index, result) = await group.next() {
                waiting[index] = result
                while let next = waiting.removeValue(forKey: delivered) {
                    deliver(next)
                    delivered += 1
                }
                start()
            }
        }
    }
}
