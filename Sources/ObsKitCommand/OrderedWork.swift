/// Work on many items with several tasks, the results in the order of the items.
enum OrderedWork {
    /// Runs `work` for every item, at most `jobs` at a time, and hands each result over in order.
    ///
    /// Items are asked for when their turn comes, and at most `4 * jobs` results wait for an earlier one, so that memory stays
    /// flat however many items there are. While the next item would have to be waited for, results are handed over first:
    /// whoever gives names one at a time gets each answer before the next question.
    ///
    /// - Parameters:
    ///   - items: the items
    ///   - jobs: how many are worked on at a time
    ///   - isReady: whether the next item can be had without waiting
    ///   - work: makes a result of an item
    ///   - deliver: takes each result
    static func run<Items: Sequence, Result: Sendable>(
        _ items: Items, jobs: Int, isReady: () -> Bool = { true },
        work: @escaping @Sendable (Items.Element) -> Result, deliver: (Result) -> Void
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
                    started == delivered || isReady(), let item = items.next()
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
